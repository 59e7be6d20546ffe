#pragma once

#include <QAbstractTableModel>

#include "ui/compare/comparison.h"

namespace compare {

/// What each curve came to: per run, or mean ± sample standard deviation over the seeds of a configuration, and for
/// each chosen metric its best and last value and the one at a step that the user sets.
///
/// *Best* is the largest value of returns, R² and rates, the smallest of errors, losses and penalties; the heading says
/// which. *At step s* is the last value recorded up to s, of runs that have reached s; nothing is interpolated. Values
/// that are not finite are left out of best and of means. NaN sorts last.
class ResultModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  /// After the curve: three columns per metric, then these.
  enum After { status_column, seed_column, steps_column, wall_column, after_count };
  enum Of { best, at_step, last, of_count };
  enum Role { sort_role = Qt::UserRole, directory_role };

  explicit ResultModel(Comparison& comparison, QObject* parent = nullptr);

  void setMetrics(const std::vector<mbpo::Metric>& metrics);
  void setStep(double step);
  double step() const { return step_; }
  /// The furthest step that all runs have reached, 0 without one.
  double commonStep() const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    QString status, seeds;
    double steps = 0, least_steps = 0, wall_seconds = 0;
    std::vector<SeedPoint> values;  ///< of_count per metric
  };

  void restart();
  void refresh();
  Row readRow(const Curve& curve);
  /// Which of the metrics' columns, or which of `After`, a column is; −1: neither.
  int metricColumn(int column) const;
  int afterColumn(int column) const;
  QString text(const Row& row, int column) const;
  QVariant sortKey(const Row& row, int column) const;
  QVariant valueHeading(int value, int role) const;

  Comparison& comparison_;
  std::vector<mbpo::Metric> metrics_;
  double step_ = 0;
  std::vector<Row> rows_;
};

/// Whether more of it is better.
bool isBetterHigh(mbpo::Metric metric);

}  // namespace compare
