#pragma once

#include <QAbstractButton>
#include <QList>
#include <QPen>

namespace charts {

/// One series in the legend: a stroke of its line and its name; a click shows or hides the series.
class LegendEntry : public QAbstractButton {
  Q_OBJECT

 public:
  LegendEntry(const QString& label, QWidget* parent);
  /// `dots`: the series is drawn as points.
  void setLook(const QPen& pen, bool dots, const QColor& text, const QColor& muted);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QPen pen_;
  QColor text_, muted_;
  bool dots_ = false;
};

/// The entries in one or more right-aligned rows.
class ChartLegend : public QWidget {
  Q_OBJECT

 public:
  explicit ChartLegend(QWidget* parent = nullptr);
  LegendEntry* addEntry(const QString& label);
  LegendEntry* entry(int series) const { return entries_.at(series); }
  void clear();

  int widthOfOneRow() const;
  /// Arranges the entries in this width; returns the height they need.
  int arrange(int width);

 private:
  QList<LegendEntry*> entries_;
};

}  // namespace charts
