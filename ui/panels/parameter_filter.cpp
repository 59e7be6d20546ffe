#include "ui/panels/parameter_filter.h"

#include "ui/models/parameter_model.h"

namespace panels {

ParameterFilter::ParameterFilter(QObject* parent) : QSortFilterProxyModel(parent) {
  setRecursiveFilteringEnabled(true);
  setFilterRole(models::ParameterModel::search_role);
  setFilterCaseSensitivity(Qt::CaseInsensitive);
}

void ParameterFilter::setChangedOnly(bool changed_only) {
  changed_only_ = changed_only;
  invalidateFilter();
}

void ParameterFilter::setLiveOnly(bool live_only) {
  live_only_ = live_only;
  invalidateFilter();
}

void ParameterFilter::valueChanged() {
  if (changed_only_) invalidateFilter();
}

bool ParameterFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const QModelIndex index = sourceModel()->index(row, 0, parent);
  if (index.data(models::ParameterModel::key_role).isNull()) return false;  // groups follow their parameters
  if (changed_only_ && !index.data(models::ParameterModel::changed_role).toBool()) return false;
  if (live_only_ && !index.data(models::ParameterModel::live_role).toBool()) return false;
  return QSortFilterProxyModel::filterAcceptsRow(row, parent);
}

}  // namespace panels
