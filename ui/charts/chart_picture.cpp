#include "ui/charts/chart_picture.h"

#include <algorithm>
#include <cmath>

namespace charts {
namespace {

constexpr double kPixelsPerXTick = 80, kPixelsPerYTick = 42;
constexpr qsizetype kDotsUpTo = 60;  // so few points that each deserves a dot
constexpr double kYMargin = 0.06;
constexpr double kMarkSpacing = 7;  // pixels

int wantedTicks(double pixels, double each) { return std::max(2, static_cast<int>(pixels / each)); }

/// The scale of y: a log axis needs a floor below every positive value in view, a symlog axis its linear core.
AxisScale chooseScale(const ChartModel& model, const Range& x) {
  AxisScale scale;
  if (model.isLinear()) return scale;
  scale.kind = model.y_kind;
  if (scale.kind != AxisScale::Kind::log) return scale;
  double smallest = std::numeric_limits<double>::infinity();
  for (const ChartModel::Series& one : model.series) {
    if (one.isShown()) smallest = std::min(smallest, one.data.smallestPositive(x));
  }
  // A whole decade below, so that what lies on the floor is told from what is merely small.
  if (std::isfinite(smallest)) scale.floor = std::pow(10.0, std::floor(std::log10(smallest) - 0.01));
  return scale;
}

void fillBand(ChartPicture::Series& out, const ChartModel::Series& in, const Screen& screen) {
  for (const BandPoint& point : in.data.band()) {
    if (!screen.x.scale.shows(point.x)) continue;
    const double x = screen.x.scale.place(point.x);
    out.band_low.push_back({x, screen.y.place(point.low)});
    out.band_high.push_back({x, screen.y.place(point.high)});
  }
}

ChartPicture::Series cutSeries(const ChartModel::Series& in, const Screen& screen) {
  ChartPicture::Series out;
  out.visible = in.isShown();
  if (!out.visible || in.spec.isArea()) return out;
  out.front = makeVisible(in.data.thinFront(screen.x), screen, in.spec.shape);
  if (!in.data.averaged().isEmpty()) out.raw = makeVisible(in.data.thinPoints(screen.x), screen, in.spec.shape);
  fillBand(out, in, screen);
  return out;
}

/// Hidden areas leave the others' shares as they are: those refer to all that was spent.
void fillStack(ChartPicture& picture, const ChartModel& model, const Screen& screen) {
  std::vector<std::span<const QPointF>> amounts;
  for (const ChartModel::Series& one : model.series) {
    amounts.emplace_back();
    if (one.spec.shape == SeriesSpec::Shape::stacked) amounts.back() = one.data.front();
  }
  picture.stack = sumBuckets(amounts, screen.x.places, calcBucketWidth(screen.x.places, screen.x.count));
  for (const StackBucket& bucket : picture.stack) {
    double height = 0;
    for (std::size_t i = 0; i < picture.series.size(); ++i) {
      ChartPicture::Series& one = picture.series[i];
      if (!one.visible || model.series[i].spec.shape != SeriesSpec::Shape::stacked) continue;
      one.band_low << QPointF(bucket.from, height) << QPointF(bucket.to, height);
      height += bucket.share(i);
      one.band_high << QPointF(bucket.from, height) << QPointF(bucket.to, height);
    }
  }
}

/// Levels on top of each other. Hidden layers are taken out: what is drawn is the sum of the others.
void fillLayers(ChartPicture& picture, const ChartModel& model) {
  QList<QPointF> top;
  for (std::size_t i = 0; i < picture.series.size(); ++i) {
    const ChartModel::Series& in = model.series[i];
    ChartPicture::Series& out = picture.series[i];
    if (!out.visible || in.spec.shape != SeriesSpec::Shape::layered || in.data.points().isEmpty()) continue;
    const QList<QPointF>& levels = in.data.points();
    if (top.size() != levels.size()) {
      top.clear();
      for (const QPointF& level : levels) top.push_back({level.x(), 0});
    }
    out.band_low = top;
    for (qsizetype j = 0; j < top.size(); ++j) top[j].ry() += std::isfinite(levels[j].y()) ? levels[j].y() : 0;
    out.band_high = top;
  }
}

/// Names the areas where there is room, as far right as possible: there they stand still while data arrive.
void addAreaLabels(ChartPicture& picture, const ChartModel& model) {
  PlotScene& scene = picture.scene;
  for (std::size_t i = 0; i < picture.series.size(); ++i) {
    if (!picture.series[i].visible || !model.series[i].spec.isArea()) continue;
    const QSizeF size = sizeOfAreaLabel(scene, model.series[i].spec.label);
    const auto room = findRoom(picture.series[i].band_low, picture.series[i].band_high, scene, size);
    if (room)
      scene.area_labels.push_back({*room, model.series[i].spec.label, scene.theme.stack(model.series[i].colour)});
  }
}

Range fitY(const ChartModel& model, const ChartPicture& picture, int ticks) {
  Range range;
  for (const ChartPicture::Series& one : picture.series) {
    range.include(one.front.extent());
    range.include(one.raw.extent());
    const auto include = [&](const QList<QPointF>& edge) {
      for (const QPointF& point : edge) {
        if (picture.scene.x.contains(point.x())) range.include(point.y());
      }
    };
    include(one.band_low);
    include(one.band_high);
  }
  const double wanted = model.isStack() ? 0 : model.y_anchor;
  const bool anchored = std::isfinite(wanted) && picture.y_scale.kind != AxisScale::Kind::log;
  const double anchor = picture.y_scale.place(wanted);
  if (anchored) range.include(anchor);
  if (model.isStack() && (range.isEmpty() || range.high > 100 - 1e-6)) return {0, 100};
  if (range.isEmpty()) return {0, 1};
  Range fitted = padded(range, kYMargin);
  if (picture.y_scale.kind == AxisScale::Kind::linear) fitted = roundedOutwards(fitted, ticks);
  // An anchored edge stays where it is: no air below zero seconds.
  if (anchored && range.low == anchor && range.width() > 0) fitted.low = anchor;
  if (anchored && range.high == anchor && range.width() > 0) fitted.high = anchor;
  return fitted;
}

void addMarks(PlotScene& scene, const ChartModel::Series& in, const ChartPicture::Series& picture) {
  QColor colour = scene.theme.series(in.colour);
  const bool dots = in.spec.shape == SeriesSpec::Shape::points;
  if (in.spec.faint) colour.setAlphaF(scene.theme.isDark() ? 0.5f : 0.42f);
  for (const QPointF& point : picture.front.lone_points) {
    scene.marks.push_back({Mark::Kind::dot, point.x(), point.y(), colour, dots ? 1.8 : 2.6});
  }
  qsizetype total = 0;
  for (const QList<QPointF>& segment : picture.front.segments) total += segment.size();
  if (in.spec.shape == SeriesSpec::Shape::line && total <= kDotsUpTo && !in.spec.faint) {
    for (const QList<QPointF>& segment : picture.front.segments) {
      for (const QPointF& point : segment) scene.marks.push_back({Mark::Kind::dot, point.x(), point.y(), colour, 2.4});
    }
  } else if (!picture.front.segments.empty() && !in.spec.faint) {
    const QPointF newest = picture.front.segments.back().back();
    scene.marks.push_back({Mark::Kind::dot, newest.x(), newest.y(), colour, 2.8});
  }
  for (const double x : picture.front.breaks) {
    const bool meant = !in.spec.infinite.isEmpty() && picture.front.infinite.contains(x);
    const QString tip = meant ? QStringLiteral("%1: %2").arg(in.spec.label, in.spec.infinite) : QString();
    scene.marks.push_back({meant ? Mark::Kind::infinite : Mark::Kind::non_finite, x, 0, colour, 2.2, tip});
  }
  for (const double x : picture.front.clamped) scene.marks.push_back({Mark::Kind::clamped, x, 0, colour});
}

QList<EventMarker> placed(QList<EventMarker> markers, const AxisScale& scale) {
  markers.removeIf([&](const EventMarker& marker) { return !scale.shows(marker.x); });
  for (EventMarker& marker : markers) marker.x = scale.place(marker.x);
  return markers;
}

/// Signs that would cover each other are one.
void thinMarks(PlotScene& scene) {
  QList<Mark> kept;
  std::array<double, 4> last{-1e9, -1e9, -1e9, -1e9};
  for (const Mark& mark : scene.marks) {
    const double pixel = scene.toPixelX(mark.x);
    double& previous = last[static_cast<std::size_t>(mark.kind)];
    if (mark.kind != Mark::Kind::dot && std::abs(pixel - previous) < kMarkSpacing) continue;
    previous = pixel;
    kept.push_back(mark);
  }
  scene.marks = kept;
}

}  // namespace

ChartPicture compose(const ChartModel& model, const ChartTheme& theme, const QFont& font, QSizeF size) {
  ChartPicture picture;
  PlotScene& scene = picture.scene;
  scene.theme = theme;
  scene.font = font;
  scene.x_title = model.x_title;
  scene.y_title = model.y_title;
  scene.x = model.window.x();
  scene.x_scale = model.xScale();
  scene.events = placed(model.markers, scene.x_scale);
  if (!model.hasPoints()) scene.empty_text = model.empty_text;

  picture.y_scale = chooseScale(model, {scene.x_scale.value(scene.x.low), scene.x_scale.value(scene.x.high)});
  scene.plot = calcPlotRectangle(scene, size);
  const Columns columns{scene.x, scene.x_scale, std::max(1, static_cast<int>(scene.plot.width()))};
  const Screen screen{columns, picture.y_scale};
  for (const ChartModel::Series& one : model.series) picture.series.push_back(cutSeries(one, screen));
  if (model.isStack()) fillStack(picture, model, screen);
  fillLayers(picture, model);

  const int y_ticks = wantedTicks(scene.plot.height(), kPixelsPerYTick);
  scene.y = model.y_by_hand ? *model.y_by_hand : fitY(model, picture, y_ticks);
  if (model.hasPoints()) {
    scene.y_ticks = calcTicks(picture.y_scale, scene.y, y_ticks);
    scene.x_ticks = calcTicks(scene.x_scale, scene.x, wantedTicks(scene.plot.width(), kPixelsPerXTick));
  }
  scene.plot = calcPlotRectangle(scene, size);  // now that the labels' widths are known
  for (std::size_t i = 0; i < picture.series.size(); ++i) {
    if (picture.series[i].visible) addMarks(scene, model.series[i], picture.series[i]);
  }
  thinMarks(scene);
  addAreaLabels(picture, model);
  return picture;
}

namespace {

QString withUnit(const QString& value, const SeriesSpec& spec) {
  return spec.unit.isEmpty() ? value : value + QLatin1Char(' ') + spec.unit;
}

/// "93.1 % · 12.4 s": the share, and the amount that it is.
Reading readArea(const ChartModel::Series& one, std::size_t number, const StackBucket& bucket,
                 const ChartTheme& theme) {
  QString value = QStringLiteral("%1 %").arg(bucket.share(number), 0, 'f', 1);
  value += QStringLiteral(" · ") + withUnit(formatValue(bucket.amounts[number]), one.spec);
  return {one.spec.label, value, theme.stack(one.colour), bucket.to, std::numeric_limits<double>::quiet_NaN()};
}

/// "74.96 reward · 1.0 %": the level, and its part of all layers shown.
Reading readLayer(const ChartModel::Series& one, qsizetype at, double total, const ChartPicture& picture) {
  const QPointF point = one.data.points()[at];
  QString value = withUnit(formatValue(point.y()), one.spec);
  if (total > 0) value += QStringLiteral(" · %1 %").arg(100 * point.y() / total, 0, 'f', 1);
  return {one.spec.label, value, picture.scene.theme.stack(one.colour), point.x(),
          std::numeric_limits<double>::quiet_NaN()};
}

double sumLayers(const ChartModel& model, double x) {
  double total = 0;
  for (const ChartModel::Series& one : model.series) {
    const bool counts = one.isShown() && one.spec.shape == SeriesSpec::Shape::layered;
    const qsizetype at = counts ? one.data.nearest(x) : -1;
    if (at >= 0 && std::isfinite(one.data.points()[at].y())) total += one.data.points()[at].y();
  }
  return total;
}

QString readingText(double value, const SeriesSpec& spec) {
  if (std::isinf(value) && value > 0 && !spec.infinite.isEmpty()) return spec.infinite;
  return withUnit(formatValue(value), spec);
}

}  // namespace

Crosshair readAt(double x, const ChartModel& model, const ChartPicture& picture) {
  Crosshair crosshair;
  const AxisScale& scale = picture.scene.x_scale;
  crosshair.x = scale.place(x);
  const QString place = formatValue(x);
  crosshair.heading = model.x_title.isEmpty() ? place : QStringLiteral("%1 · %2").arg(model.x_title, place);
  const StackBucket* bucket = findBucket(picture.stack, x);
  if (bucket != nullptr) {
    crosshair.heading =
        QStringLiteral("%1 · %2 to %3").arg(model.x_title, formatValue(bucket->from), formatValue(bucket->to));
  }
  const double total = sumLayers(model, x);
  for (std::size_t number = 0; number < model.series.size(); ++number) {
    const ChartModel::Series& one = model.series[number];
    if (one.spec.shape == SeriesSpec::Shape::stacked) {
      if (one.isShown() && bucket != nullptr && bucket->total > 0) {
        crosshair.readings.push_back(readArea(one, number, *bucket, picture.scene.theme));
      }
      continue;
    }
    const qsizetype i = one.isShown() ? one.data.nearest(x) : -1;
    if (i < 0) continue;
    if (one.spec.shape == SeriesSpec::Shape::layered) {
      if (picture.scene.x.contains(one.data.points()[i].x()))
        crosshair.readings.push_back(readLayer(one, i, total, picture));
      continue;
    }
    QPointF point = one.data.front()[i];
    if (one.spec.shape == SeriesSpec::Shape::steps) {
      // A setting holds until it changes: what is in force at x was set before.
      if (point.x() > x && i > 0) point = one.data.front()[i - 1];
      if (point.x() <= x) point.setX(std::min(x, one.data.points().back().x()));
    }
    if (!scale.shows(point.x()) || !picture.scene.x.contains(scale.place(point.x()))) continue;
    crosshair.readings.push_back({one.spec.label, readingText(point.y(), one.spec),
                                  picture.scene.theme.series(one.colour), scale.place(point.x()),
                                  std::isfinite(point.y()) ? picture.y_scale.place(point.y()) : point.y()});
  }
  return crosshair;
}

}  // namespace charts
