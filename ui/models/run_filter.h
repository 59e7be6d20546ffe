#pragma once

#include <QSortFilterProxyModel>

#include "ui/models/run_query.h"

namespace models {

/// What a list of runs may be sorted by.
enum class RunOrder { started, status, environment, preset, seed, best_return, last_return, rollout_policy, wall_time };

/// The runs of a RunListModel that a search finds, sorted. Runs without a number to sort by come last either way.
class RunFilter : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit RunFilter(QObject* parent = nullptr);

  void setQuery(const QString& text);
  void setOrder(RunOrder order, Qt::SortOrder direction);
  RunOrder order() const { return order_; }
  Qt::SortOrder direction() const { return sortOrder(); }

  /// As a person means it at first: newest, best and longest first, names from A.
  static Qt::SortOrder naturalDirection(RunOrder order);

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

 private:
  const run::RunSummary& summary(int source_row) const;

  RunQuery query_;
  RunOrder order_ = RunOrder::started;
};

}  // namespace models
