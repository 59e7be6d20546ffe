#include "ui/models/run_filter.h"

#include <cmath>

#include "ui/models/run_list_model.h"

namespace models {
namespace {

double number(const run::RunSummary& run, RunOrder order) {
  switch (order) {
    case RunOrder::seed: return static_cast<double>(run.seed);
    case RunOrder::best_return: return run.best_return;
    case RunOrder::last_return: return run.last_return;
    default: return run.wall_seconds;
  }
}

const std::string& text(const run::RunSummary& run, RunOrder order) {
  switch (order) {
    case RunOrder::status: return run.status;
    case RunOrder::environment: return run.environment;
    case RunOrder::preset: return run.preset;
    default: return run.rollout_policy;
  }
}

}  // namespace

RunFilter::RunFilter(QObject* parent) : QSortFilterProxyModel(parent) {
  setDynamicSortFilter(true);
  sort(0, Qt::DescendingOrder);
}

void RunFilter::setQuery(const QString& query) {
  query_ = RunQuery(query);
  invalidateFilter();
}

void RunFilter::setOrder(RunOrder order, Qt::SortOrder direction) {
  order_ = order;
  invalidate();
  sort(0, direction);
}

Qt::SortOrder RunFilter::naturalDirection(RunOrder order) {
  const bool descends = order == RunOrder::started || order == RunOrder::best_return ||
                        order == RunOrder::last_return || order == RunOrder::wall_time;
  return descends ? Qt::DescendingOrder : Qt::AscendingOrder;
}

const run::RunSummary& RunFilter::summary(int source_row) const {
  return static_cast<const RunListModel*>(sourceModel())->summary(source_row);
}

bool RunFilter::filterAcceptsRow(int row, const QModelIndex&) const { return query_.matches(summary(row)); }

bool RunFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
  const run::RunSummary &a = summary(left.row()), &b = summary(right.row());
  switch (order_) {
    case RunOrder::started: return left.row() > right.row();  // the list itself is newest first
    case RunOrder::status:
    case RunOrder::environment:
    case RunOrder::preset: return text(a, order_) < text(b, order_);
    case RunOrder::rollout_policy:  // "k 5" before "k 15"
      return std::pair(text(a, order_).size(), text(a, order_)) < std::pair(text(b, order_).size(), text(b, order_));
    default: break;
  }
  const double x = number(a, order_), y = number(b, order_);
  if (std::isnan(x) || std::isnan(y)) {
    return std::isnan(x) != std::isnan(y) && std::isnan(y) == (sortOrder() == Qt::AscendingOrder);
  }
  return x < y;
}

}  // namespace models
