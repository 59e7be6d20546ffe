#include "ui/charts/series_lines.h"

#include <QChart>
#include <algorithm>

namespace charts {
namespace {

// Each stretch is an object in Qt Charts' scene. A series with more breaks than this keeps its widest gaps; the others
// are drawn through, and still marked.
constexpr std::size_t kMostStretches = 48;

std::vector<QList<QPointF>> joinNarrowGaps(std::vector<QList<QPointF>> segments) {
  if (segments.size() <= kMostStretches) return segments;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < segments.size(); ++i) {
    gaps.push_back(segments[i].front().x() - segments[i - 1].back().x());
  }
  std::vector<double> widest = gaps;
  std::ranges::nth_element(widest, widest.begin() + kMostStretches - 1, std::greater<>());
  const double least = widest[kMostStretches - 1];
  std::vector<QList<QPointF>> out{std::move(segments.front())};
  for (std::size_t i = 1; i < segments.size(); ++i) {
    if (gaps[i - 1] >= least && out.size() < kMostStretches) {
      out.push_back(std::move(segments[i]));
    } else {
      out.back() += segments[i];
    }
  }
  return out;
}

}  // namespace

SeriesLines::SeriesLines(PlotView* view)
    : view_(view),
      lower_(new QLineSeries(view)),
      upper_(new QLineSeries(view)),
      area_(new QAreaSeries(upper_, lower_)) {
  area_->setPen(Qt::NoPen);
  view_->chart()->addSeries(area_);
  area_->attachAxis(view_->xAxis());
  area_->attachAxis(view_->yAxis());
  area_->setVisible(false);
}

SeriesLines::~SeriesLines() {
  for (const Stretches* stretches : {&raw_, &front_}) {
    for (QLineSeries* series : *stretches) {
      view_->chart()->removeSeries(series);
      delete series;
    }
  }
  view_->chart()->removeSeries(area_);
  delete area_;
  delete lower_;
  delete upper_;
}

void SeriesLines::addToChart(QXYSeries* series) {
  view_->chart()->addSeries(series);
  series->attachAxis(view_->xAxis());
  series->attachAxis(view_->yAxis());
}

void SeriesLines::setFrame(const Range& x, const Range& y) {
  x_ = x;
  y_ = y;
}

QList<QPointF> SeriesLines::fractions(QList<QPointF> points) const {
  for (QPointF& point : points) point = {(point.x() - x_.low) / x_.width(), (point.y() - y_.low) / y_.width()};
  return points;
}

void SeriesLines::setBand(const QList<QPointF>& lower, const QList<QPointF>& upper, const QColor& fill) {
  const bool shown = lower.size() > 1;
  if (shown) {
    lower_->replace(fractions(lower));
    upper_->replace(fractions(upper));
    if (area_->color() != fill) area_->setColor(fill);
    area_->setPen(Qt::NoPen);
  }
  if (area_->isVisible() != shown) area_->setVisible(shown);
}

void SeriesLines::setLine(Stretches& stretches, const VisibleLine& line, const QPen& pen) {
  const std::vector<QList<QPointF>> segments = joinNarrowGaps(line.segments);
  while (stretches.size() < segments.size()) {
    stretches.push_back(new QLineSeries);
    addToChart(stretches.back());
  }
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const bool shown = i < segments.size();
    if (shown) {
      if (stretches[i]->pen() != pen) stretches[i]->setPen(pen);
      stretches[i]->replace(fractions(segments[i]));
    }
    if (stretches[i]->isVisible() != shown) stretches[i]->setVisible(shown);
  }
}

void SeriesLines::hide() {
  setBand({}, {}, {});
  setLine(raw_, {}, {});
  setLine(front_, {}, {});
}

}  // namespace charts
