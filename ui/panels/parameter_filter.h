#pragma once

#include <QSortFilterProxyModel>

namespace panels {

/// Which parameters a list shows: those that a search finds, of them only the changed or the live ones if asked. A
/// group is shown while one of its parameters is.
class ParameterFilter : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit ParameterFilter(QObject* parent = nullptr);

  void setChangedOnly(bool changed_only);
  void setLiveOnly(bool live_only);
  /// A value has changed: rows of groups that are hidden as a whole come back only when asked.
  void valueChanged();

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  bool changed_only_ = false, live_only_ = false;
};

}  // namespace panels
