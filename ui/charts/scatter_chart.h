#pragma once

#include "ui/charts/chart_card.h"
#include "ui/charts/scatter.h"

namespace charts {

/// Pairs of numbers and the line through the origin that fits them, on a card like LiveChart's: title at the left, what
/// the line says at the right. The newest pair has a dark rim; the pointer over a pair reads it out. GUI thread.
class ScatterChart : public ChartCard {
  Q_OBJECT

 public:
  explicit ScatterChart(QWidget* parent = nullptr);

  void setTitle(const QString& title, const QString& tooltip = {});
  QString title() const override { return title_; }
  /// With units, as labels of the readout too.
  void setAxisTitles(const QString& x, const QString& y);
  /// Shown while there is no pair.
  void setEmptyText(const QString& text);
  void setPoints(QList<QPointF> points, std::optional<OriginLine> line = std::nullopt);
  /// What the pairs and the line say in numbers: "d = 0.38 ± 0.05 · R² = 0.71 · 14 pairs".
  void setCaption(const QString& caption);

  const QList<QPointF>& points() const { return scatter_.points; }
  const std::optional<OriginLine>& line() const { return scatter_.line; }
  const QString& caption() const { return caption_; }
  const QString& emptyText() const { return scatter_.empty_text; }
  /// What a place in the widget says; empty where there is no pair.
  QString readingAt(QPointF place) const;
  /// Where a pair is drawn, in the widget.
  QPointF placeOf(qsizetype point) const;

  QSize sizeHint() const override { return {420, 260}; }
  QSize minimumSizeHint() const override { return {220, 150}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void paintCard(QPainter& painter, QSize size) const override;
  CsvTable table() const override;  ///< the pairs, oldest first

 private:
  QRectF plotFrame(QSizeF size) const;

  QString title_, caption_;
  Scatter scatter_;
};

}  // namespace charts
