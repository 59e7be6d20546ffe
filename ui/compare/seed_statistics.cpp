#include "ui/compare/seed_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace compare {
namespace {

/// A run's value at places that are asked for in ascending order.
class Cursor {
 public:
  Cursor(const QList<QPointF>& points, Between between) : points_(points), between_(between) {}

  std::optional<double> at(double x) {
    if (points_.isEmpty() || x < points_.front().x() || x > points_.back().x()) return std::nullopt;
    while (next_ < points_.size() && points_[next_].x() <= x) ++next_;
    const QPointF& left = points_[next_ - 1];
    if (left.x() == x || between_ == Between::held || next_ == points_.size()) return left.y();
    const QPointF& right = points_[next_];
    const double t = (x - left.x()) / (right.x() - left.x());
    return left.y() + t * (right.y() - left.y());
  }

 private:
  const QList<QPointF>& points_;
  Between between_;
  qsizetype next_ = 0;  // the first point after the last x
};

SeedPoint summarise(const std::vector<double>& values, double x) {
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (const double y : values) sum += y;
  const double mean = sum / n;
  for (const double y : values) squares += (y - mean) * (y - mean);
  const double std = values.size() > 1 ? std::sqrt(squares / (n - 1)) : std::numeric_limits<double>::quiet_NaN();
  return {x, mean, std, static_cast<int>(values.size())};
}

}  // namespace

std::vector<SeedPoint> calcSeedStatistics(const std::vector<QList<QPointF>>& runs, Between between) {
  std::vector<double> places;
  std::vector<Cursor> cursors;
  for (const QList<QPointF>& points : runs) {
    cursors.emplace_back(points, between);
    for (const QPointF& point : points) places.push_back(point.x());
  }
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
  const std::size_t least = std::max((runs.size() + 1) / 2, std::min<std::size_t>(runs.size(), 2));

  std::vector<SeedPoint> statistics;
  std::vector<double> values;
  for (const double x : places) {
    values.clear();
    for (Cursor& cursor : cursors) {
      if (const auto y = cursor.at(x)) values.push_back(*y);
    }
    if (values.size() >= least) statistics.push_back(summarise(values, x));
  }
  return statistics;
}

SeedPoint calcSpread(const std::vector<double>& values) {
  std::vector<double> finite;
  std::ranges::copy_if(values, std::back_inserter(finite), [](double y) { return std::isfinite(y); });
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  return finite.empty() ? SeedPoint{0, none, none, 0} : summarise(finite, 0);
}

}  // namespace compare
