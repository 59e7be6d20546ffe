#pragma once

#include <QWidget>
#include <memory>

#include "inspect/training_view.h"
#include "ui/charts/csv_table.h"

namespace rollouts {

class TableExport;

/// How full D_model is and how old its rows are, as bars with their numbers.
class BufferCard : public QWidget {
  Q_OBJECT

 public:
  explicit BufferCard(QWidget* parent = nullptr);
  void setView(std::shared_ptr<const inspect::TrainingView> view);
  /// What the bars say, a line each.
  QStringList lines() const;
  /// `quantity,value,unit,kind`: exact or estimated; the head alone without a view.
  charts::CsvTable table() const;

  QSize sizeHint() const override { return {320, 220}; }
  QSize minimumSizeHint() const override { return {200, 140}; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Bar {
    QString name, text, note;
    double share;  ///< 0 … 1
    int colour;
  };
  QList<Bar> bars() const;
  TableExport* export_;
  std::shared_ptr<const inspect::TrainingView> view_;
};

}  // namespace rollouts
