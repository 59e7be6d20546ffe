#include "ui/charts/series_data.h"

#include <algorithm>
#include <cmath>

#include "ui/charts/decimation.h"

namespace charts {
namespace {

double xOf(const QPointF& point) { return point.x(); }
bool isBefore(const QPointF& a, const QPointF& b) { return a.x() < b.x(); }

void dropPlaceless(QList<QPointF>& points) {
  points.removeIf([](const QPointF& point) { return !std::isfinite(point.x()); });
}

/// Adds the corners of a line that holds each value until the next.
QList<QPointF> staircase(const QList<QPointF>& points) {
  QList<QPointF> out;
  out.reserve(2 * points.size());
  for (const QPointF& point : points) {
    if (!out.isEmpty() && out.back().y() != point.y()) out.push_back({point.x(), out.back().y()});
    out.push_back(point);
  }
  return out;
}

}  // namespace

Range VisibleLine::extent() const {
  Range range;
  for (const QList<QPointF>& segment : segments) {
    for (const QPointF& point : segment) range.include(point.y());
  }
  for (const QPointF& point : lone_points) range.include(point.y());
  return range;
}

VisibleLine makeVisible(std::span<const QPointF> points, const Screen& screen, SeriesSpec::Shape shape) {
  VisibleLine line;
  QList<QPointF> run;
  const auto endRun = [&] {
    if (run.size() == 1 || shape == SeriesSpec::Shape::points) {
      line.lone_points += decimate(run, screen.x.places, screen.x.count);
    } else if (run.size() > 1) {
      line.segments.push_back(
          decimate(shape == SeriesSpec::Shape::steps ? staircase(run) : run, screen.x.places, screen.x.count));
    }
    run.clear();
  };
  for (const QPointF& point : cut(points, screen.x.values())) {
    if (!screen.x.scale.shows(point.x())) continue;
    const double x = screen.x.scale.place(point.x());
    const bool inside = screen.x.places.contains(x);
    if (!std::isfinite(point.y())) {
      if (inside) line.breaks.push_back(x);
      if (inside && point.y() > 0) line.infinite.push_back(x);  // NaN is not > 0
      // A setting holds until it changes, also into a value that no axis can show.
      if (shape == SeriesSpec::Shape::steps && !run.isEmpty()) run.push_back({x, run.back().y()});
      endRun();
      continue;
    }
    if (screen.y.kind == AxisScale::Kind::log && point.y() <= 0 && inside) line.clamped.push_back(x);
    run.push_back({x, screen.y.place(point.y())});
  }
  endRun();
  return line;
}

void SeriesData::assign(QList<QPointF> points) {
  dropPlaceless(points);
  if (!std::ranges::is_sorted(points, isBefore)) std::ranges::stable_sort(points, isBefore);
  points_ = std::move(points);
  tree_.clear();
  tree_.extend(points_);
  averageFromScratch();
}

void SeriesData::append(std::span<const QPointF> points) {
  QList<QPointF> fresh(points.begin(), points.end());
  dropPlaceless(fresh);
  if (fresh.isEmpty()) return;
  const bool in_order = std::ranges::is_sorted(fresh, isBefore) &&
                        (points_.isEmpty() || !isBefore(fresh.front(), points_.back()));
  if (!in_order) {
    assign(points_ + fresh);
    return;
  }
  points_ += fresh;
  tree_.extend(points_);
  if (weight_ == 0) return;
  for (const QPointF& point : fresh) averaged_.push_back({point.x(), average_.add(point.y())});
  average_tree_.extend(averaged_);
}

void SeriesData::setBand(QList<BandPoint> band) {
  band.removeIf([](const BandPoint& point) {
    return !std::isfinite(point.x) || !std::isfinite(point.low) || !std::isfinite(point.high);
  });
  std::ranges::stable_sort(band, {}, &BandPoint::x);
  band_ = std::move(band);
}

void SeriesData::setSmoothing(double weight) {
  weight_ = std::clamp(weight, 0.0, 0.999);
  averageFromScratch();
}

void SeriesData::averageFromScratch() {
  average_ = MovingAverage(weight_);
  averaged_.clear();
  average_tree_.clear();
  if (weight_ == 0) return;
  averaged_.reserve(points_.size());
  for (const QPointF& point : points_) averaged_.push_back({point.x(), average_.add(point.y())});
  average_tree_.extend(averaged_);
}

Range SeriesData::xExtent() const {
  Range range;
  if (!points_.isEmpty()) range = {points_.front().x(), points_.back().x()};
  if (!band_.isEmpty()) range.include(Range{band_.front().x, band_.back().x});
  return range;
}

double SeriesData::smallestPositiveX() const {
  const auto at = std::ranges::upper_bound(points_, 0.0, {}, &xOf);
  return at == points_.end() ? std::numeric_limits<double>::infinity() : at->x();
}

double SeriesData::smallestPositive(const Range& x) const { return tree_.smallestPositive(points_, x); }

qsizetype SeriesData::nearest(double x) const {
  const QList<QPointF>& line = front();
  if (line.isEmpty()) return -1;
  const auto after = std::ranges::lower_bound(line, x, {}, &xOf);
  if (after == line.begin()) return 0;
  if (after == line.end()) return line.size() - 1;
  const auto before = after - 1;
  return (x - before->x() <= after->x() - x ? before : after) - line.begin();
}

}  // namespace charts
