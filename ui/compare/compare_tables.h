#pragma once

#include <QWidget>

#include "ui/compare/comparison.h"

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QSpinBox;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace compare {

class DifferenceModel;
class ResultModel;

/// Below the charts: what the runs came to, and in what their configurations differ.
class CompareTables : public QWidget {
  Q_OBJECT

 public:
  explicit CompareTables(Comparison& comparison, QWidget* parent = nullptr);

  void setMetrics(const std::vector<mbpo::Metric>& metrics);
  QTabBar* tabs() const { return tabs_; }
  QTableView* results() const { return results_; }
  QTableView* differences() const { return differences_; }
  QSpinBox* step() const { return step_; }
  /// Shows every result without scrolling down.
  int heightForResults() const;

 Q_SIGNALS:
  void openAsked(const QString& directory);

 private:
  void buildResults();
  void buildDifferences();
  QLayout* buildHead();
  void fitColumns();
  void follow();

  Comparison& comparison_;
  ResultModel* result_model_;
  DifferenceModel* difference_model_;
  QSortFilterProxyModel* sorted_;
  QTabBar* tabs_;
  QStackedWidget* pages_;
  QTableView *results_, *differences_;
  QLabel* step_label_;
  QSpinBox* step_;
  QPushButton* all_keys_;
  bool step_by_hand_ = false;
};

}  // namespace compare
