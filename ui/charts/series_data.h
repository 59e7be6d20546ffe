#pragma once

#include <QList>
#include <QPointF>

#include <span>
#include <vector>

#include "ui/charts/extrema_tree.h"
#include "ui/charts/series_spec.h"
#include "ui/charts/smoothing.h"

namespace charts {

/// One line as it can be drawn: finite, in plot coordinates, thinned to the screen.
struct VisibleLine {
  std::vector<QList<QPointF>> segments;  ///< two points or more each; the line is broken between them
  QList<QPointF> lone_points;            ///< finite points between two breaks
  QList<double> breaks;                  ///< places of non-finite values
  QList<double> infinite;                ///< of those that are +∞
  QList<double> clamped;                 ///< of values ≤ 0 on a log axis; the line lies on its floor there

  Range extent() const;                  ///< of y
};

/// What a line is drawn from and into.
struct Screen {
  Columns x;
  AxisScale y;
};

/// Cuts, breaks at non-finite values, clamps, places, thins. Points are sorted by x; those whose x has no place are left
/// out.
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

  /// The points, and the front line, thinned to what a screen can show.
  QList<QPointF> thinPoints(const Columns& columns) const { return tree_.thin(points_, columns); }
  QList<QPointF> thinFront(const Columns& columns) const {
    return weight_ > 0 ? average_tree_.thin(averaged_, columns) : thinPoints(columns);
  }

  Range xExtent() const;
  double smallestPositiveX() const;  ///< or +∞
  /// The smallest positive value in a stretch of x, or +∞: a log axis puts its floor by it.
  double smallestPositive(const Range& x) const;
  /// The index of the front point nearest to x, or −1 when there is none.
  qsizetype nearest(double x) const;

 private:
  void averageFromScratch();

  QList<QPointF> points_, averaged_;
  QList<BandPoint> band_;
  ExtremaTree tree_, average_tree_;  // of points_ and averaged_
  double weight_ = 0;
  MovingAverage average_{0};  // continues averaged_
};

}  // namespace charts
