#include "ui/charts/plot_card.h"

#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <cmath>
#include <utility>

#include "ui/charts/picture_queue.h"

namespace charts {
namespace {

constexpr int kMargin = 10, kCompactMargin = 6, kGap = 10;
constexpr double kCaptionFont = 0.86, kCompactFont = 0.86;

}  // namespace

PlotCard::PlotCard(const QString& name, const QIcon& export_icon, Form form, QWidget* parent)
    : ChartCard(parent), form_(form), title_(new QLabel(this)), legend_(new ChartLegend(this)) {
  setObjectName(name);
  setMouseTracking(true);
  setMinimumSize(PlotCard::minimumSizeHint());
  title_->setObjectName(name + QStringLiteral("_title"));
  title_->setAttribute(Qt::WA_TransparentForMouseEvents, isCompact());  // a click anywhere is the thumbnail's
  legend_->hide();
  QToolButton* save = addButton(name + QStringLiteral("_export"), tr("Export this chart"),
                                tr("Export this chart as PNG, SVG or CSV; right click copies it"));
  save->setIcon(export_icon);
  save->setIconSize({16, 16});
  save->setVisible(!isCompact());
  connect(save, &QToolButton::clicked, this, &ChartCard::askAndExport);
}

PlotCard::~PlotCard() = default;

QToolButton* PlotCard::addButton(const QString& name, const QString& spoken, const QString& tip) {
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setAccessibleName(spoken);
  button->setToolTip(tip);
  buttons_ << button;
  return button;
}

void PlotCard::showContent(Heading heading, bool same_axes) {
  heading_ = std::move(heading);
  if (!same_axes) zoom_ = {};
  title_->setText(heading_.title);
  title_->setToolTip(heading_.explanation);
  setToolTip(isCompact() ? heading_.explanation : QString());
  setAccessibleName(heading_.title);
  setAccessibleDescription(QStringList{heading_.caption, heading_.explanation}.join(u' ').trimmed());
  const QList<LegendItem> items = legendItems(ChartTheme(palette()));
  QStringList labels;
  for (const LegendItem& item : items) labels << item.label;
  if (labels != std::exchange(labels_, labels)) buildLegend(items);
  dress();
  arrange();
}

void PlotCard::buildLegend(const QList<LegendItem>& items) {
  legend_->clear();
  for (const LegendItem& item : items) {
    LegendEntry* entry = legend_->addEntry(item.label);
    entry->setChecked(item.shown);
    const QString tip = tr("Click to show or hide.");
    entry->setToolTip(item.explanation.isEmpty() ? tip : item.explanation + u'\n' + tip);
    connect(entry, &QAbstractButton::clicked, this, [this, label = item.label](bool shown) {
      setShown(label, shown);
      refresh();
    });
  }
  legend_->setVisible(!isCompact() && items.size() > 1);
}

void PlotCard::dress() {
  QFont heading = scaledFont(font(), isCompact() ? kCompactFont : 1.0);
  heading.setWeight(isCompact() && !strong_ ? QFont::Medium : QFont::DemiBold);
  title_->setFont(heading);
  const ChartTheme theme(palette());
  const QList<LegendItem> items = legendItems(theme);
  for (qsizetype i = 0; i < labels_.size(); ++i) {
    legend_->entry(static_cast<int>(i))->setLook(items[i].pen, items[i].sign, theme.text, theme.muted_text);
  }
}

// Title at the left, buttons at the right, the legend between them or in rows of its own, then the caption.
void PlotCard::arrange() {
  const int top = arrangeHead();
  plot_origin_ = QPointF((isCompact() ? kCompactMargin : kMargin) - 2, top + (isCompact() ? -2 : 3));
  refresh();
}

/// Returns where the plot may begin.
int PlotCard::arrangeHead() {
  const int margin = isCompact() ? kCompactMargin : kMargin, head = margin - (isCompact() ? 2 : 4);
  const QSize title = title_->sizeHint();
  int row = title.height(), right = width() - margin;
  if (!isCompact()) row = std::max(row, buttons_.first()->sizeHint().height());
  for (QToolButton* button : std::as_const(buttons_)) {
    if (button->isHidden()) continue;
    const QSize size = button->sizeHint();
    right -= size.width();
    button->setGeometry(right, head + (row - size.height()) / 2, size.width(), size.height());
    right -= 2;
  }
  title_->setGeometry(margin, head, std::max(10, std::min(title.width(), right - margin)), row);
  int top = head + row;
  if (!isCompact() && !heading_.caption.isEmpty()) {
    const QFontMetricsF metrics(scaledFont(font(), kCaptionFont));
    caption_at_ = QPointF(margin, top + metrics.ascent() - 1);
    top += static_cast<int>(std::ceil(metrics.height())) + 1;
  }
  if (legend_->isHidden()) return top;
  const int left = margin + title.width() + kGap;
  const bool fits = legend_->widthOfOneRow() <= right - kGap - left;
  const int room = fits ? right - kGap - left : width() - 2 * margin;
  const int height = legend_->arrange(room);
  legend_->setGeometry(fits ? left : margin, fits ? head + (row - height) / 2 : top + 1, room, height);
  return fits ? top : top + height + 2;
}

void PlotCard::refresh() {
  const int margin = isCompact() ? kCompactMargin : kMargin;
  const QSizeF room(std::max(40.0, width() - 2.0 * margin + (isCompact() ? 12 : 4)),
                    std::max(30.0, height() - plot_origin_.y() - margin + 2));
  scene_ = layOut(zoom_, isCompact() ? scaledFont(font(), kCompactFont) : font(), room);
  stale_ = true;
  readAgain();
}

void PlotCard::readAgain() {
  scene_.crosshair = read(pointer_);
  update();
}

void PlotCard::showAll() { setZoom({}); }

void PlotCard::setZoom(const PlotZoom& zoom) {
  zoom_ = zoom;
  refresh();
}

void PlotCard::setStrong(bool strong) {
  if (strong_ == strong) return;
  strong_ = strong;
  dress();
  arrange();
}

QStringList PlotCard::readout() const {
  if (!scene_.crosshair) return {};
  QStringList lines{scene_.crosshair->heading};
  if (!saysNumbers()) return lines;
  for (const Reading& one : scene_.crosshair->readings) lines << one.label + QStringLiteral(": ") + one.value;
  return lines;
}

void PlotCard::addActions(QMenu& menu) {
  menu.addSeparator();
  menu.addAction(tr("Show all"), this, &PlotCard::showAll)->setObjectName(QStringLiteral("chart_show_all"));
}

void PlotCard::paintCard(QPainter& painter, QSize size) const {
  const std::unique_ptr<PlotCard> twin = makeTwin();
  twin->keeps_picture_ = false;  // strokes, where they are wanted
  twin->setAttribute(Qt::WA_DontShowOnScreen);
  twin->setPalette(palette());
  twin->setFont(font());
  twin->zoom_ = zoom_;
  for (QToolButton* button : std::as_const(twin->buttons_)) button->hide();
  twin->resize(size);
  twin->show();  // with WA_DontShowOnScreen: lays out without a window
  twin->arrange();
  twin->render(&painter);
}

/// A card: the charts' ground with a hairline around it; the chosen one has a stronger rim.
void PlotCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool keyboard = hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange);
  const bool strong = strong_ || keyboard;
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
void PlotCard::renewPicture() {
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
    PictureQueue::shared().add(*this, [this, make] {
      make();
      update();
    });
  } else if (stale_ || !fits) {
    make();
  }
}

/// All within the card but the cursor, which moves thirty times a second.
void PlotCard::paintContents(QPainter& painter) const {
  painter.save();
  if (!isCompact() && !heading_.caption.isEmpty()) {
    painter.setFont(scaledFont(font(), kCaptionFont));
    painter.setPen(scene_.theme.muted_text);
    const QFontMetricsF metrics(painter.font());
    painter.drawText(caption_at_, metrics.elidedText(heading_.caption, Qt::ElideRight, width() - 2.0 * kMargin));
  }
  painter.translate(plot_origin_);
  paintBehind(painter, scene_);
  paintPlot(painter, scene_);
  paintInFront(painter, scene_);
  painter.restore();
}

/// Beside the chart that is looked at, numbers in a box would only cover curves: a line and dots are enough.
void PlotCard::paintCursor(QPainter& painter) const {
  if (!scene_.crosshair || !scene_.x.contains(scene_.crosshair->x)) return;
  if (saysNumbers()) {
    paintCrosshair(painter, scene_);
    return;
  }
  const double x = std::floor(scene_.toPixelX(scene_.crosshair->x)) + 0.5;
  painter.setPen(QPen(mixed(scene_.theme.background, scene_.theme.text, 0.45), 1));
  painter.drawLine(QPointF(x, scene_.plot.top()), QPointF(x, scene_.plot.bottom()));
  const double radius = isCompact() ? 2.4 : 3.4;
  for (const Reading& one : scene_.crosshair->readings) {
    if (!scene_.y.contains(one.y)) continue;  // false for NaN
    painter.setPen(QPen(scene_.theme.background, 1));
    painter.setBrush(one.colour);
    painter.drawEllipse(QPointF(scene_.toPixelX(one.x), scene_.toPixelY(one.y)), radius, radius);
  }
}

}  // namespace charts
