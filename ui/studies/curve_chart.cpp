#include "ui/studies/curve_chart.h"

#include <QSet>
#include <utility>

#include "ui/panels/icon.h"

namespace studies {

CurveChart::CurveChart(const QString& name, QWidget* parent)
    : PlotCard(name, panels::icon(QStringLiteral("export"), panels::Tone::muted), Form::full, parent) {}

void CurveChart::setPlot(CurvePlot plot) {
  QSet<QString> hidden;
  for (const Curve& curve : plot_.curves) {
    if (!curve.visible) hidden << curve.spec.label;
  }
  for (Curve& curve : plot.curves) curve.visible = curve.visible && !hidden.contains(curve.spec.label);
  const bool same_axes = plot.x_title == plot_.x_title && plot.y_title == plot_.y_title;
  plot_ = std::move(plot);
  showContent({plot_.title, {}, plot_.explanation}, same_axes);
}

charts::PlotScene CurveChart::layOut(const charts::PlotZoom& zoom, const QFont& font, QSizeF room) const {
  return layOutCurves(plot_, zoom, charts::ChartTheme(palette()), font, room);
}

void CurveChart::paintPlot(QPainter& painter, const charts::PlotScene& scene) const {
  paintCurves(painter, plot_, scene);
}

std::optional<charts::Crosshair> CurveChart::read(const std::optional<QPointF>& place) const {
  return place ? readNearest(plot_, scene(), *place) : std::nullopt;
}

QList<charts::PlotCard::LegendItem> CurveChart::legendItems(const charts::ChartTheme& theme) const {
  QList<LegendItem> items;
  for (qsizetype i = 0; i < plot_.curves.size(); ++i) {
    const Curve& curve = plot_.curves[i];
    items << LegendItem{curve.spec.label, curve.spec.explanation, curve.visible,
                        theme.pen(curve.spec, plot_.colourOf(i), 0)};
  }
  return items;
}

void CurveChart::setShown(const QString& label, bool shown) {
  for (Curve& curve : plot_.curves) {
    if (curve.spec.label == label) curve.visible = shown;
  }
}

std::unique_ptr<charts::PlotCard> CurveChart::makeTwin() const {
  auto twin = std::make_unique<CurveChart>(objectName());
  twin->setPlot(plot_);
  return twin;
}

}  // namespace studies
