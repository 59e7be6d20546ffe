#include "ui/charts/chart_legend.h"

#include <QPainter>

#include <algorithm>

#include "ui/charts/chart_theme.h"

namespace charts {
namespace {

constexpr int kStroke = 18, kGap = 5, kPadding = 4, kBetween = 4;

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

void LegendEntry::setLook(const QPen& pen, bool dots, const QColor& text, const QColor& muted) {
  pen_ = pen;
  dots_ = dots;
  text_ = text;
  muted_ = muted;
  update();
}

QSize LegendEntry::sizeHint() const {
  const QFontMetrics metrics(scaledFont(font(), 0.9));
  return {kPadding + kStroke + kGap + metrics.horizontalAdvance(text()) + kPadding, metrics.height() + 4};
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
  const QPointF middle(kPadding + kStroke / 2.0, height() / 2.0 + 0.5);
  if (dots_) {
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
  painter.drawText(rect().adjusted(kPadding + kStroke + kGap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
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

int ChartLegend::widthOfOneRow() const {
  int width = 0;
  for (const LegendEntry* entry : entries_) width += entry->sizeHint().width() + kBetween;
  return std::max(0, width - kBetween);
}

int ChartLegend::arrange(int width) {
  int top = 0;
  for (qsizetype from = 0; from < entries_.size();) {
    qsizetype to = from;
    int used = 0, row_height = 0;
    for (; to < entries_.size(); ++to) {
      const QSize size = entries_[to]->sizeHint();
      if (to > from && used + size.width() > width) break;
      used += size.width() + kBetween;
      row_height = std::max(row_height, size.height());
    }
    int left = std::max(0, width - (used - kBetween));
    for (; from < to; ++from) {
      const QSize size = entries_[from]->sizeHint();
      entries_[from]->setGeometry(left, top, std::min(size.width(), width), size.height());
      left += size.width() + kBetween;
    }
    top += row_height;
  }
  return top;
}

}  // namespace charts
