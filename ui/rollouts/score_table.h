#pragma once

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QWidget>
#include <memory>

#include "inspect/comparison.h"
#include "ui/charts/csv_table.h"

class QLabel;
class QTableView;

namespace rollouts {

/// One-step quality of every output: R², NLL, RMSE. Sorts numbers as numbers.
class ScoreModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { output, r2, nll, rmse, column_count };
  static constexpr int kSortRole = Qt::UserRole;

  using QAbstractTableModel::QAbstractTableModel;
  void setComparison(std::shared_ptr<const inspect::Comparison> comparison);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : column_count; }
  QVariant data(const QModelIndex& index, int role) const override;
  /// `output,r2,nll,rmse,n`, all digits, in the order of the outputs; what is not known is an empty cell.
  charts::CsvTable table() const;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::shared_ptr<const inspect::Comparison> comparison_;
};

/// That table on a card, with what it stands on. A row chosen is the dimension that the charts show.
class ScoreTable : public QWidget {
  Q_OBJECT

 public:
  explicit ScoreTable(QWidget* parent = nullptr);
  void setComparison(std::shared_ptr<const inspect::Comparison> comparison);
  /// Without telling.
  void choose(int dimension);
  QTableView* table() const { return table_; }
  ScoreModel& model() { return model_; }

 Q_SIGNALS:
  void chosenByHand(int dimension);

 private:
  ScoreModel model_;
  QSortFilterProxyModel sorted_;
  QTableView* table_;
  QLabel* basis_;
  bool quiet_ = false;
};

}  // namespace rollouts
