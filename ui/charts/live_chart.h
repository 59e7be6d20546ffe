#pragma once

#include <QList>
#include <QPointF>

#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "ui/charts/axis_scale.h"
#include "ui/charts/chart_card.h"
#include "ui/charts/event_marker.h"
#include "ui/charts/series_spec.h"

namespace charts {

class ViewWindow;
struct ChartState;

/// A chart of values that keep arriving. Wheel zooms x about the pointer (over the y axis, or with Shift: y), drag
/// pans, double-click shows all again; the *follow* pill glues the newest point to the right edge; the legend toggles
/// series. The y axis fits what is visible until it is zoomed by hand.
///
/// Data calls are cheap: they only mark the chart stale. One refresh per turn of the event loop cuts the visible part,
/// smooths, thins it to a minimum and a maximum per pixel column and hands it to Qt Charts; a chart that nobody sees is
/// refreshed when it is shown. Stacked series are shown as shares of their sum, per bucket of a few pixels;
/// layered ones as levels on top of each other. Non-finite values break the line and are marked; they never hide a series. GUI
/// thread.
class LiveChart : public ChartCard {
  Q_OBJECT

 public:
  explicit LiveChart(QWidget* parent = nullptr);
  ~LiveChart() override;

  void setTitle(const QString& title, const QString& tooltip = {});
  QString title() const override;
  /// With units: "real steps", "return", "validation RMSE (σ)".
  void setAxisTitles(const QString& x, const QString& y);
  /// A word of warning beside the title, with its reason as a tooltip; an empty word takes it away.
  void setBadge(const QString& word, const QString& reason);
  QString badge() const;
  /// Linear or log. A log axis leaves out what lies at or below zero, and begins at the smallest x above it. Another scale
  /// shows all again. Data, markers, crosshair and tables are values whatever the scale.
  void setXScale(AxisScale::Kind kind);
  AxisScale::Kind xScale() const;
  /// False where a legend for several charts stands elsewhere; exported pictures have their own all the same.
  void setLegendShown(bool shown);
  /// Shown while there is no point at all.
  void setEmptyText(const QString& text);
  QString emptyText() const;

  /// Returns the series' number, counted from 0. The first series is the chart's subject.
  int addSeries(const SeriesSpec& spec);
  void removeAllSeries();
  int seriesCount() const;
  const SeriesSpec& seriesSpec(int series) const;
  void setSeriesUnit(int series, const QString& unit);
  /// A series that is not offered is neither drawn nor in the legend; whether it is visible is remembered.
  void setSeriesOffered(int series, bool offered);
  bool isSeriesOffered(int series) const;

  /// Replaces all points of a series. x need not be sorted; points with a non-finite x are dropped.
  void setPoints(int series, QList<QPointF> points);
  void append(int series, std::span<const QPointF> points);
  void setBand(int series, QList<BandPoint> band);
  /// Empties every series, its band, and the markers; keeps specs and settings.
  void clearData();
  const QList<QPointF>& points(int series) const;

  void setMarkers(QList<EventMarker> markers);
  const QList<EventMarker>& markers() const;

  void setSeriesVisible(int series, bool visible);
  bool isSeriesVisible(int series) const;
  /// Hides all others that are offered; of one that is alone already: shows them again.
  void toggleSolo(int series);

  void setYScale(AxisScale::Kind kind);
  AxisScale::Kind yScale() const;
  /// Keeps this value on the y axis while it fits itself (0 for losses and seconds). NaN: none.
  void setYAnchor(double value);
  /// Weight of the past in [0, 1): 0 draws raw values; otherwise the average in front, raw values faint behind.
  void setSmoothing(double weight);
  double smoothing() const;

  /// How the chart is looked at, to be kept and restored; series numbers that do not exist are ignored.
  ChartState state() const;
  void restore(const ChartState& state);

  bool followsLive() const;
  /// What is visible now, in data units; [low, high].
  std::pair<double, double> visibleX() const;
  std::pair<double, double> visibleY() const;
  void setVisibleX(double low, double high);
  /// Whether the crosshair is shown, and where.
  bool hasCrosshair() const;
  double crosshairX() const;
  /// The text lines of the readout, as shown; empty without a crosshair.
  QStringList readout() const;

  QSize sizeHint() const override { return {420, 260}; }
  QSize minimumSizeHint() const override { return {220, 150}; }

 public Q_SLOTS:
  void showAll();  ///< undoes every zoom and follows live
  void setFollowLive(bool follow);
  /// Shows a crosshair that another chart leads; emits nothing.
  void setCrosshair(double x);
  void clearCrosshair();

 Q_SIGNALS:
  void crosshairMoved(double x);  ///< by this chart's own pointer
  void crosshairLeft();
  void followLiveChanged(bool follows);
  void seriesVisibilityChanged(int series, bool visible);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void paintCard(QPainter& painter, QSize size) const override;
  CsvTable table() const override;
  void addActions(QMenu& menu) override;

 private:
  struct Parts;
  void scheduleRefresh();
  void refresh();
  void arrange();
  void applyTheme();
  void changeWindow(const std::function<void(ViewWindow&)>& change);
  std::unique_ptr<LiveChart> makeCopy(QSize size) const;
  std::unique_ptr<Parts> parts_;
};

}  // namespace charts
