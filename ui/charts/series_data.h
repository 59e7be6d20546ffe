#pragma once

#include <QList>
#include <QPointF>

#include <span>
#include <vector>

#include "ui/charts/axis_scale.h"
#include "ui/charts/range.h"
#include "ui/charts/series_spec.h"
#include "ui/charts/smoothing.h"

namespace charts {

/// One line as it can be drawn: finite, in plot coordinates, thinned to the screen.
struct VisibleLine {
  std::vector<QList<QPointF>> segments;  ///< two points or more each; the line is broken between them
  QList<QPointF> lone_points;            ///< finite points between two breaks
  QList<double> breaks;                  ///< x of non-finite values
  QList<double> infinite;                ///< x of those that are +∞
  QList<double> clamped;                 ///< x of values ≤ 0 on a log axis; the line lies on its floor there

  Range extent() const;                  ///< of y
};

/// What a line is drawn from and into.
struct Screen {
  Range x;          ///< data = plot coordinates
  AxisScale y;
  int columns = 1;  ///< pixels
};

/// Cuts, breaks at non-finite values, clamps, thins. Points are sorted by x.
VisibleLine makeVisible(std::span<const QPointF> points, const Screen& screen, SeriesSpec::Shape shape);

/// All points of one series with their moving average, sorted by x. GUI thread.
class SeriesData {
 public:
  void assign(QList<QPointF> points);
  void append(std::span<const QPointF> points);
  void setBand(QList<BandPoint> band);
  void setSmoothing(double weight);  ///< 0: none

  const QList<QPointF>& points() const { return points_; }
  const QList<QPointF>& averaged() const { return averaged_; }  ///< empty without smoothing
  const QList<BandPoint>& band() const { return band_; }
  /// What the readout and the front line show.
  const QList<QPointF>& front() const { return weight_ > 0 ? averaged_ : points_; }

  Range xExtent() const;
  /// The smallest positive value in a stretch of x, or +∞: a log axis puts its floor by it.
  double smallestPositive(const Range& x) const;
  /// The index of the front point nearest to x, or −1 when there is none.
  qsizetype nearest(double x) const;

 private:
  void averageFromScratch();

  QList<QPointF> points_, averaged_;
  QList<BandPoint> band_;
  double weight_ = 0;
  MovingAverage average_{0};  // continues averaged_
};

}  // namespace charts
