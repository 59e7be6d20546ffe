#pragma once

#include <QWidget>

#include "ui/lab/formula.h"
#include "ui/lab/lab_model.h"

namespace lab {

/// The bound of the chosen theorem in symbols, under each symbol its number, under each term what it adds in reward
/// units, in the term's colour and pattern. As large as its width allows. The mouse on a term highlights it everywhere.
class FormulaView : public QWidget {
  Q_OBJECT

 public:
  explicit FormulaView(LabModel& model, QWidget* parent = nullptr);

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  /// The largest enlargement of the usual letters; 1.2 at first.
  void setLargest(double scale);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

  /// Where a term's column lies, in widget pixels; null for a term that the formula lacks.
  QRectF termRectangle(std::string_view term) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool event(QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Column {
    double left = 0, width = 0;
  };
  /// In the letters' own size; scale_ brings it onto the widget.
  struct Layout {
    Formula formula;
    std::vector<Column> columns;
    std::vector<QPointF> notes;  ///< left ends of their baselines
    double width = 0, symbols_baseline = 0, numbers_baseline = 0, values_baseline = 0, notes_top = 0, height = 0;
    double ascent = 0, descent = 0, numbers_ascent = 0, numbers_descent = 0, sum_left = 0, plus = 0, bracket = 0;
    double head = 0;
  };

  QFont mathFont() const;
  void layOut();
  double scaleFor(double width) const;
  void paintRow(QPainter& painter, const Typesetter& type, bool numbers) const;
  void paintValues(QPainter& painter, const Typesetter& type) const;
  void describe();

  LabModel& model_;
  Layout layout_;
  double largest_ = 1.2;
};

}  // namespace lab
