#include "ui/rollouts/figure_view.h"

#include <QLabel>
#include <QPainter>
#include <QSet>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/charts/chart_legend.h"
#include "ui/charts/picture_queue.h"
#include "ui/panels/icon.h"
#include "ui/rollouts/step_cursor.h"

namespace rollouts {
namespace {

constexpr int kMargin = 10, kCompactMargin = 6, kGap = 10;
constexpr double kCaptionFont = 0.86;

QToolButton* makeButton(const QString& name, const QString& spoken, const QString& tip, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName(name);
  button->setAccessibleName(spoken);
  button->setToolTip(tip);
  return button;
}

QStringList labelsOf(const Figure& figure) {
  QStringList labels;
  for (const Layer& layer : figure.layers) {
    if (!layer.spec.label.isEmpty() && !labels.contains(layer.spec.label)) labels << layer.spec.label;
  }
  return labels;
}

}  // namespace

FigureView::FigureView(const QString& name, Form form, QWidget* parent)
    : ChartCard(parent), form_(form), title_(new QLabel(this)), legend_(new charts::ChartLegend(this)) {
  setObjectName(name);
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setMinimumSize(minimumSizeHint());
  title_->setObjectName(name + QStringLiteral("_title"));
  title_->setAttribute(Qt::WA_TransparentForMouseEvents);
  save_ = makeButton(name + QStringLiteral("_export"), tr("Export this chart"),
                     tr("Export this chart as PNG, SVG or CSV; right click copies it"), this);
  save_->setIcon(panels::icon(QStringLiteral("export"), panels::Tone::muted));
  save_->setIconSize({16, 16});
  log_ = makeButton(name + QStringLiteral("_log"), tr("Logarithmic y axis"),
                    tr("Logarithmic y axis: a straight line is exponential growth"), this);
  log_->setText(tr("log"));
  log_->setCheckable(true);
  log_->hide();
  save_->setVisible(!isCompact());
  if (isCompact()) setCursor(Qt::PointingHandCursor);
  connect(save_, &QToolButton::clicked, this, &FigureView::askAndExport);
  connect(log_, &QToolButton::clicked, this, [this](bool log) {
    setLogY(log);
    Q_EMIT logYChanged(log);
  });
  dress();
}

FigureView::~FigureView() = default;

QSize FigureView::sizeHint() const { return isCompact() ? QSize(168, 112) : QSize(420, 280); }
QSize FigureView::minimumSizeHint() const { return isCompact() ? QSize(96, 76) : QSize(220, 160); }

void FigureView::follow(StepCursor& cursor) {
  cursor_ = &cursor;
  connect(&cursor, &StepCursor::moved, this, [this] { readPlace(pointer_); });
}

void FigureView::setFigure(Figure figure) {
  QSet<QString> hidden;
  for (const Layer& layer : figure_.layers) {
    if (!layer.visible) hidden << layer.spec.label;
  }
  for (Layer& layer : figure.layers) {
    layer.visible = layer.visible && (layer.spec.label.isEmpty() || !hidden.contains(layer.spec.label));
  }
  if (takes_log_) figure.y_scale.kind = figure_.y_scale.kind;
  const bool same_axes = figure.x_title == figure_.x_title && figure.y_title == figure_.y_title &&
                         figure.first_step == figure_.first_step && figure.steps == figure_.steps;
  const bool same_legend = labelsOf(figure) == labelsOf(figure_);
  figure_ = std::move(figure);
  if (!same_axes) window_ = {};
  title_->setText(figure_.title);
  setToolTip(isCompact() ? figure_.explanation : QString());
  title_->setToolTip(figure_.explanation);
  setAccessibleName(figure_.title);
  setAccessibleDescription(figure_.caption + u' ' + figure_.explanation);
  if (!same_legend) buildLegend();
  dress();
  arrange();
}

void FigureView::setChosen(bool chosen) {
  if (chosen_ == chosen) return;
  chosen_ = chosen;
  update();
}

void FigureView::offerLogY() {
  takes_log_ = true;
  log_->setVisible(!isCompact());
  arrange();
}

void FigureView::setLogY(bool log) {
  figure_.y_scale.kind = log ? charts::AxisScale::Kind::log : charts::AxisScale::Kind::linear;
  log_->setChecked(log);
  window_.y = {};
  refresh();
}

void FigureView::buildLegend() {
  legend_->clear();
  const QStringList labels = labelsOf(figure_);
  for (const QString& label : labels) {
    charts::LegendEntry* entry = legend_->addEntry(label);
    const auto layer = std::ranges::find_if(figure_.layers, [&](const Layer& one) { return one.spec.label == label; });
    entry->setChecked(layer->visible);
    entry->setToolTip(layer->spec.explanation.isEmpty()
                          ? tr("Click to show or hide.")
                          : layer->spec.explanation + u'\n' + tr("Click to show or hide."));
    connect(entry, &QAbstractButton::clicked, this, [this, label](bool shown) {
      for (Layer& one : figure_.layers) {
        if (one.spec.label == label) one.visible = shown;
      }
      refresh();
    });
  }
  legend_->setVisible(!isCompact() && labels.size() > 1);
}

void FigureView::dress() {
  QFont heading = charts::scaledFont(font(), isCompact() ? 0.86 : 1.0);
  heading.setWeight(isCompact() && !chosen_ ? QFont::Medium : QFont::DemiBold);
  title_->setFont(heading);
  const charts::ChartTheme theme(palette());
  const QStringList labels = labelsOf(figure_);
  for (qsizetype i = 0; i < labels.size(); ++i) {
    const auto layer =
        std::ranges::find_if(figure_.layers, [&](const Layer& one) { return one.spec.label == labels[i]; });
    QColor ink = inkOf(*layer, layer - figure_.layers.begin(), theme);
    QPen pen = theme.pen(layer->spec, 0, 0);
    auto sign = charts::LegendEntry::Sign::stroke;
    if (layer->kind == Layer::Kind::dots) sign = charts::LegendEntry::Sign::dot;
    if (layer->kind == Layer::Kind::bars || layer->kind == Layer::Kind::band) sign = charts::LegendEntry::Sign::patch;
    if (layer->kind == Layer::Kind::band && !layer->hatched) ink.setAlphaF(theme.isDark() ? 0.4f : 0.32f);
    pen.setBrush(layer->hatched ? QBrush(ink, Qt::BDiagPattern) : QBrush(ink));
    legend_->entry(static_cast<int>(i))->setLook(pen, sign, theme.text, theme.muted_text);
  }
}

// Title at the left, buttons at the right, the legend between them or in rows of its own, then the caption.
void FigureView::arrange() {
  const int margin = isCompact() ? kCompactMargin : kMargin;
  const QSize title = title_->sizeHint();
  int row = title.height(), right = width() - margin;
  const int head = margin - (isCompact() ? 2 : 4);
  if (!isCompact()) {
    row = std::max(row, save_->sizeHint().height());
    for (QToolButton* button : {save_, log_}) {
      if (button->isHidden()) continue;
      const QSize size = button->sizeHint();
      right -= size.width();
      button->setGeometry(right, head + (row - size.height()) / 2, size.width(), size.height());
      right -= 2;
    }
  }
  title_->setGeometry(margin, head, std::max(10, std::min(title.width(), right - margin)), row);
  int top = head + row;
  if (!isCompact() && !figure_.caption.isEmpty()) {
    const QFontMetricsF metrics(charts::scaledFont(font(), kCaptionFont));
    caption_at_ = QPointF(margin, top + metrics.ascent() - 1);
    top += static_cast<int>(std::ceil(metrics.height())) + 1;
  }
  if (!legend_->isHidden()) {
    const int left = margin + title.width() + kGap;
    const bool fits = legend_->widthOfOneRow() <= right - kGap - left;
    const int room = fits ? right - kGap - left : width() - 2 * margin;
    const int height = legend_->arrange(room);
    legend_->setGeometry(fits ? left : margin, fits ? head + (row - height) / 2 : top + 1, room, height);
    if (!fits) top += height + 2;
  }
  plot_origin_ = QPointF(margin - 2, top + (isCompact() ? -2 : 3));
  refresh();
}

void FigureView::refresh() {
  const int margin = isCompact() ? kCompactMargin : kMargin;
  const QSizeF room(std::max(40.0, width() - 2.0 * margin + (isCompact() ? 12 : 4)),
                    std::max(30.0, height() - plot_origin_.y() - margin + 2));
  const QFont face = isCompact() ? charts::scaledFont(font(), 0.86) : font();
  scene_ = layOut(figure_, window_, charts::ChartTheme(palette()), face, room, isCompact());
  stale_ = true;
  readPlace(pointer_);
}

void FigureView::showAll() {
  window_ = {};
  refresh();
}

void FigureView::readPlace(std::optional<QPointF> place) {
  scene_.crosshair.reset();
  if (figure_.reading == Reading::step && cursor_ != nullptr && cursor_->step() >= 0 && figure_.hasData() &&
      cursor_->step() <= figure_.steps) {
    charts::Crosshair cross = readStep(figure_, scene_.theme, cursor_->step());
    cross.heading =
        figure_.first_step == 0
            ? tr("model step %1").arg(cursor_->step())
            : tr("step %1 · model step %2").arg(qRound(figure_.first_step) + cursor_->step()).arg(cursor_->step());
    reads_ = !isCompact() && (place || hasFocus());
    scene_.crosshair = std::move(cross);
  } else if (figure_.reading == Reading::nearest && place && figure_.hasData()) {
    reads_ = true;
    scene_.crosshair = readNearest(figure_, scene_, *place);
  }
  update();
}

QStringList FigureView::readout() const {
  if (!scene_.crosshair) return {};
  QStringList lines{scene_.crosshair->heading};
  if (!reads_) return lines;
  for (const charts::Reading& one : scene_.crosshair->readings) {
    lines << one.label + QStringLiteral(": ") + one.value;
  }
  return lines;
}

QPointF FigureView::toPixel(double x, double y) const {
  return plot_origin_ + QPointF(scene_.toPixelX(figure_.x_scale.place(x)), scene_.toPixelY(figure_.y_scale.place(y)));
}

/// A card: the charts' ground with a hairline around it; the chosen one has a stronger rim.
void FigureView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool keyboard = hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange);
  const bool strong = chosen_ || keyboard;
  painter.setPen(QPen(strong ? scene_.theme.accent : scene_.theme.border, strong ? 1.8 : 1));
  painter.setBrush(scene_.theme.background);
  const double inset = strong ? 1 : 0.5;
  painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);
  if (keeps_picture_) {
    renewPicture();
    painter.drawPixmap(QPointF(), picture_);
  } else {
    paintContents(painter);
  }
  painter.translate(plot_origin_);
  paintCursor(painter);
}

/// What is old but fits is shown until its turn comes.
void FigureView::renewPicture() {
  const bool fits = picture_.size() == size() * devicePixelRatioF();
  const auto make = [this] {
    stale_ = false;
    picture_ = QPixmap(size() * devicePixelRatioF());
    picture_.setDevicePixelRatio(devicePixelRatioF());
    picture_.fill(Qt::transparent);
    QPainter painter(&picture_);
    painter.setRenderHint(QPainter::Antialiasing);
    paintContents(painter);
  };
  if (stale_ && fits && !visibleRegion().isEmpty()) {
    charts::PictureQueue::shared().add(*this, [this, make] {
      make();
      update();
    });
  } else if (stale_ || !fits) {
    make();
  }
}

/// All within the card but the cursor, which moves thirty times a second.
void FigureView::paintContents(QPainter& painter) const {
  painter.save();
  if (!isCompact() && !figure_.caption.isEmpty()) {
    painter.setFont(charts::scaledFont(font(), kCaptionFont));
    painter.setPen(scene_.theme.muted_text);
    painter.drawText(
        caption_at_,
        QFontMetricsF(painter.font()).elidedText(figure_.caption, Qt::ElideRight, width() - 2.0 * kMargin));
  }
  painter.translate(plot_origin_);
  charts::paintBehind(painter, scene_);
  paintLayers(painter, figure_, scene_, isCompact());
  charts::paintInFront(painter, scene_);
  painter.restore();
}

/// Beside the chart that is looked at, numbers in a box would only cover curves: a line and dots are enough.
void FigureView::paintCursor(QPainter& painter) const {
  if (!scene_.crosshair || !scene_.x.contains(scene_.crosshair->x)) return;
  if (reads_) {
    charts::paintCrosshair(painter, scene_);
    return;
  }
  const double x = std::floor(scene_.toPixelX(scene_.crosshair->x)) + 0.5;
  painter.setPen(QPen(charts::mixed(scene_.theme.background, scene_.theme.text, 0.45), 1));
  painter.drawLine(QPointF(x, scene_.plot.top()), QPointF(x, scene_.plot.bottom()));
  const double radius = isCompact() ? 2.4 : 3.4;
  for (const charts::Reading& one : scene_.crosshair->readings) {
    if (!scene_.y.contains(one.y)) continue;  // false for NaN
    painter.setPen(QPen(scene_.theme.background, 1));
    painter.setBrush(one.colour);
    painter.drawEllipse(QPointF(scene_.toPixelX(one.x), scene_.toPixelY(one.y)), radius, radius);
  }
}

void FigureView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void FigureView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
      event->type() == QEvent::StyleChange) {
    dress();
    arrange();
  }
}

}  // namespace rollouts
