#include "ui/studies/curve_chart.h"

#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSet>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/charts/chart_legend.h"
#include "ui/panels/icon.h"

namespace studies {
namespace {

constexpr int kMargin = 10, kGap = 10;
constexpr double kZoomPerNotch = 1.25;

}  // namespace

CurveChart::CurveChart(const QString& name, QWidget* parent)
    : ChartCard(parent), title_(new QLabel(this)), legend_(new charts::ChartLegend(this)), save_(new QToolButton(this)) {
  setObjectName(name);
  setMouseTracking(true);
  setMinimumSize(minimumSizeHint());
  title_->setObjectName(name + QStringLiteral("_title"));
  save_->setObjectName(name + QStringLiteral("_export"));
  save_->setIcon(panels::icon(QStringLiteral("export"), panels::Tone::muted));
  save_->setIconSize({16, 16});
  save_->setAccessibleName(tr("Save this chart"));
  save_->setToolTip(tr("Save this chart as PNG, SVG or CSV"));
  connect(save_, &QToolButton::clicked, this, &CurveChart::askAndExport);
  dress();
}

CurveChart::~CurveChart() = default;

void CurveChart::setPlot(CurvePlot plot) {
  QSet<QString> hidden;
  for (const Curve& curve : plot_.curves) {
    if (!curve.visible) hidden << curve.spec.label;
  }
  for (Curve& curve : plot.curves) curve.visible = curve.visible && !hidden.contains(curve.spec.label);
  const auto labels = [](const CurvePlot& of) {
    QStringList names;
    for (const Curve& curve : of.curves) names << curve.spec.label;
    return names;
  };
  const bool same_curves = labels(plot) == labels(plot_);
  const bool same_axes = plot.x_title == plot_.x_title && plot.y_title == plot_.y_title;
  plot_ = std::move(plot);
  if (!same_axes) view_ = {};
  title_->setText(plot_.title);
  title_->setToolTip(plot_.explanation);
  setAccessibleName(plot_.title);
  setAccessibleDescription(plot_.explanation);
  if (!same_curves) buildLegend();
  arrange();
}

void CurveChart::buildLegend() {
  legend_->clear();
  for (qsizetype i = 0; i < plot_.curves.size(); ++i) {
    charts::LegendEntry* entry = legend_->addEntry(plot_.curves[i].spec.label);
    entry->setChecked(plot_.curves[i].visible);
    entry->setToolTip(plot_.curves[i].spec.explanation + QStringLiteral("\n") + tr("Click to show or hide."));
    connect(entry, &QAbstractButton::clicked, this, [this, i](bool shown) {
      plot_.curves[i].visible = shown;
      refresh();
    });
  }
  legend_->setVisible(plot_.curves.size() > 1);
  dress();
}

void CurveChart::dress() {
  QFont heading = font();
  heading.setWeight(QFont::DemiBold);
  title_->setFont(heading);
  const charts::ChartTheme theme(palette());
  scene_.theme = theme;
  for (qsizetype i = 0; i < plot_.curves.size(); ++i) {
    legend_->entry(static_cast<int>(i))
        ->setLook(theme.pen(plot_.curves[i].spec, plot_.colourOf(i), 0), charts::LegendEntry::Sign::stroke, theme.text,
                  theme.muted_text);
  }
}

// Title at the left, the button at the right, the legend between them or in rows of its own.
void CurveChart::arrange() {
  const QSize title = title_->sizeHint(), button = save_->sizeHint();
  const int row = std::max(title.height(), button.height());
  const int right = width() - kMargin - button.width();
  save_->setGeometry(right, kMargin - 4, button.width(), button.height());
  title_->setGeometry(kMargin, kMargin - 4, std::min(title.width(), right - kGap - kMargin), row);
  int top = kMargin - 4 + row + 2;
  if (legend_->isVisibleTo(this)) {
    const int left = kMargin + title.width() + kGap;
    const bool fits = legend_->widthOfOneRow() <= right - kGap - left;
    const int room = fits ? right - kGap - left : width() - 2 * kMargin;
    const int height = legend_->arrange(room);
    legend_->setGeometry(fits ? left : kMargin, fits ? kMargin - 4 + (row - height) / 2 : top, room, height);
    if (!fits) top += height + 2;
  }
  plot_origin_ = QPointF(kMargin - 2, top);
  refresh();
}

void CurveChart::refresh() {
  const QSizeF room(std::max(40.0, width() - 2.0 * kMargin + 4),
                    std::max(40.0, height() - plot_origin_.y() - kMargin + 2));
  scene_ = layOutCurves(plot_, view_, charts::ChartTheme(palette()), font(), room);  // the readout goes: points move
  update();
}

void CurveChart::showAll() {
  view_ = {};
  refresh();
}

QStringList CurveChart::readout() const {
  if (!scene_.crosshair) return {};
  QStringList lines{scene_.crosshair->heading};
  for (const charts::Reading& one : scene_.crosshair->readings) lines << one.label + QStringLiteral(": ") + one.value;
  return lines;
}

/// A card: the charts' ground with a hairline around it.
void CurveChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(scene_.theme.border, 1));
  painter.setBrush(scene_.theme.background);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  painter.translate(plot_origin_);
  charts::paintBehind(painter, scene_);
  paintCurves(painter, plot_, scene_);
  charts::paintInFront(painter, scene_);
  charts::paintCrosshair(painter, scene_);
}

void CurveChart::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void CurveChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
      event->type() == QEvent::StyleChange) {
    dress();
    arrange();
  }
}

void CurveChart::mouseMoveEvent(QMouseEvent* event) {
  const QPointF place = toPlot(event->position());
  if (drag_from_) {
    const QPointF by = place - *drag_from_;
    drag_from_ = place;
    view_.x = charts::moved(scene_.x, -by.x() / scene_.plot.width() * scene_.x.width());
    view_.y = charts::moved(scene_.y, by.y() / scene_.plot.height() * scene_.y.width());
    refresh();
    return;
  }
  scene_.crosshair = readNearest(plot_, scene_, place);
  update();
}

void CurveChart::mousePressEvent(QMouseEvent* event) {
  const QPointF place = toPlot(event->position());
  if (event->button() == Qt::LeftButton && scene_.plot.contains(place)) drag_from_ = place;
}

void CurveChart::mouseReleaseEvent(QMouseEvent*) { drag_from_.reset(); }
void CurveChart::mouseDoubleClickEvent(QMouseEvent*) { showAll(); }

// Beside the plot the wheel scrolls the page.
void CurveChart::wheelEvent(QWheelEvent* event) {
  const QPointF place = toPlot(event->position());
  if (!scene_.plot.contains(place)) {
    event->ignore();
    return;
  }
  const double factor = std::pow(kZoomPerNotch, event->angleDelta().y() / 120.0);
  view_.x = charts::zoomed(scene_.x, scene_.fromPixelX(place.x()), factor);
  view_.y = charts::zoomed(scene_.y, scene_.fromPixelY(place.y()), factor);
  refresh();
}

void CurveChart::leaveEvent(QEvent*) {
  scene_.crosshair.reset();
  update();
}

std::unique_ptr<CurveChart> CurveChart::makeCopy(QSize size) const {
  auto copy = std::make_unique<CurveChart>(objectName());
  copy->setAttribute(Qt::WA_DontShowOnScreen);
  copy->setPalette(palette());
  copy->setFont(font());
  copy->setPlot(plot_);
  copy->view_ = view_;
  copy->save_->hide();
  copy->resize(size);
  copy->show();  // with WA_DontShowOnScreen: lays out without a window
  copy->arrange();
  return copy;
}

}  // namespace studies
