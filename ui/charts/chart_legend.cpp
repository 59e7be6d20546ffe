#include "ui/charts/chart_legend.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

#include "ui/charts/chart_theme.h"

namespace charts {
namespace {

constexpr int kStroke = 18, kPatch = 10, kGap = 5, kPadding = 4, kBetween = 4;

}  // namespace

LegendEntry::LegendEntry(const QString& label, QWidget* parent) : QAbstractButton(parent) {
  setText(label);
  setCheckable(true);
  setChecked(true);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::TabFocus);
  setAccessibleName(tr("Show %1").arg(label));
  setObjectName(QStringLiteral("legend_") + label);
  setAttribute(Qt::WA_Hover);
}

void LegendEntry::setLook(const QPen& pen, Sign sign, const QColor& text, const QColor& muted) {
  pen_ = pen;
  sign_ = sign;
  text_ = text;
  muted_ = muted;
  update();
}

QSize LegendEntry::sizeHint() const {
  const QFontMetrics metrics(scaledFont(font(), 0.9));
  return {kPadding + (sign_ == Sign::patch ? kPatch : kStroke) + kGap + metrics.horizontalAdvance(text()) + kPadding,
          metrics.height() + 4};
}

void LegendEntry::mouseReleaseEvent(QMouseEvent* event) {
  if (event->modifiers().testFlag(Qt::ControlModifier) && rect().contains(event->position().toPoint())) {
    setDown(false);
    Q_EMIT soloAsked();
    return;
  }
  QAbstractButton::mouseReleaseEvent(event);
}

void LegendEntry::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space && event->modifiers().testFlag(Qt::ControlModifier)) {
    Q_EMIT soloAsked();
    return;
  }
  QAbstractButton::keyPressEvent(event);
}

void LegendEntry::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (underMouse() || (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))) {
    QColor wash = text_;
    wash.setAlphaF(0.07f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(wash);
    painter.drawRoundedRect(QRectF(rect()), 4, 4);
  }
  painter.setOpacity(isChecked() ? 1.0 : 0.35);
  QPen pen = pen_;
  pen.setWidthF(std::max(1.8, pen.widthF()));
  const int sign_width = sign_ == Sign::patch ? kPatch : kStroke;
  const QPointF middle(kPadding + sign_width / 2.0, height() / 2.0 + 0.5);
  if (sign_ == Sign::patch) {
    painter.fillRect(QRectF(middle - QPointF(kPatch, kPatch) / 2, QSizeF(kPatch, kPatch)), pen.brush());
  } else if (sign_ == Sign::dot) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(pen.color());
    painter.drawEllipse(middle, 2.6, 2.6);
  } else {
    painter.setPen(pen);
    painter.drawLine(middle - QPointF(kStroke / 2.0, 0), middle + QPointF(kStroke / 2.0, 0));
  }
  QFont font = scaledFont(this->font(), 0.9);
  font.setStrikeOut(!isChecked());  // hidden must be readable without seeing how pale it is
  painter.setFont(font);
  painter.setPen(isChecked() ? text_ : muted_);
  painter.drawText(rect().adjusted(kPadding + sign_width + kGap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

ChartLegend::ChartLegend(QWidget* parent) : QWidget(parent) {}

LegendEntry* ChartLegend::addEntry(const QString& label) {
  entries_.push_back(new LegendEntry(label, this));
  entries_.back()->show();
  return entries_.back();
}

void ChartLegend::clear() {
  qDeleteAll(entries_);
  entries_.clear();
}

QList<LegendEntry*> ChartLegend::offered() const {
  QList<LegendEntry*> entries = entries_;
  entries.removeIf([](const LegendEntry* entry) { return entry->isHidden(); });
  return entries;
}

int ChartLegend::widthOfOneRow() const {
  int width = 0;
  for (const LegendEntry* entry : offered()) width += entry->sizeHint().width() + kBetween;
  return std::max(0, width - kBetween);
}

namespace {

/// The entry after the last one that fits into a row which begins with `from`.
qsizetype endOfRow(const QList<LegendEntry*>& entries, qsizetype from, int width) {
  qsizetype to = from;
  for (int used = 0; to < entries.size(); ++to) {
    used += entries[to]->sizeHint().width();
    if (to > from && used > width) break;
    used += kBetween;
  }
  return to;
}

int countRows(const QList<LegendEntry*>& entries, int width) {
  int rows = 0;
  for (qsizetype from = 0; from < entries.size(); from = endOfRow(entries, from, width)) ++rows;
  return rows;
}

}  // namespace

int ChartLegend::arrange(int width) {
  const QList<LegendEntry*> entries = offered();
  // As narrow as the same number of rows allows: a last row with a single entry reads as an afterthought.
  const int rows = countRows(entries, width);
  int packed = rows > 0 ? std::min(width, widthOfOneRow() / rows) : width;
  while (packed < width && countRows(entries, packed) > rows) packed = std::min(width, packed + 4);
  int top = 0;
  for (qsizetype from = 0; from < entries.size();) {
    const qsizetype to = endOfRow(entries, from, packed);
    int used = 0, row_height = 0;
    for (qsizetype i = from; i < to; ++i) {
      used += entries[i]->sizeHint().width() + (i > from ? kBetween : 0);
      row_height = std::max(row_height, entries[i]->sizeHint().height());
    }
    int left = std::max(0, width - used);
    for (; from < to; ++from) {
      const QSize size = entries[from]->sizeHint();
      entries[from]->setGeometry(left, top, std::min(size.width(), width), size.height());
      left += size.width() + kBetween;
    }
    top += row_height;
  }
  return top;
}

}  // namespace charts
