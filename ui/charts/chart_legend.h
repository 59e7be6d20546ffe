#pragma once

#include <QAbstractButton>
#include <QList>
#include <QPen>

namespace charts {

/// One series in the legend: how it is drawn and its name; a click shows or hides the series, with Ctrl
/// (also as Ctrl+Space) it asks to show the series alone.
class LegendEntry : public QAbstractButton {
  Q_OBJECT

 public:
  LegendEntry(const QString& label, QWidget* parent);
  enum class Sign { stroke, dot, patch };
  void setLook(const QPen& pen, Sign sign, const QColor& text, const QColor& muted);
  QSize sizeHint() const override;

 Q_SIGNALS:
  void soloAsked();

 protected:
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QPen pen_;
  QColor text_, muted_;
  Sign sign_ = Sign::stroke;
};

/// The entries in one or more right-aligned rows, which are about equally long.
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
  QList<LegendEntry*> offered() const;  ///< those that are not hidden
  QList<LegendEntry*> entries_;
};

}  // namespace charts
