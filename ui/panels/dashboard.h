#pragma once

#include <QJsonObject>
#include <QTimer>
#include <QWidget>
#include <vector>

#include "ui/bridge/parameter_board.h"
#include "ui/charts/chart_state.h"
#include "ui/charts/crosshair_link.h"
#include "ui/charts/event_marker.h"
#include "ui/panels/chart_plan.h"

namespace charts {
class LiveChart;
class ScatterChart;
}  // namespace charts

namespace panels {

class BoundCharts;
class BoundSelector;
class ChartSections;
class RunHeader;
class TileStrip;

/// The first page of the centre: which run this is, its headline numbers, and its charts by section. Reads the
/// append-only history with a cursor per series, at most ten times a second, and only what is new.
class Dashboard : public QWidget {
  Q_OBJECT

 public:
  Dashboard(bridge::SessionBridge& bridge, bridge::ParameterBoard& board, QWidget* parent = nullptr);

  /// False freezes charts and tiles; all that was missed comes when it is true again.
  void setLive(bool live);
  RunHeader* header() const { return header_; }
  /// By the plan's id ("returns"); null when there is none.
  charts::LiveChart* chart(const QString& id) const;
  charts::ScatterChart* slopeChart() const { return slope_; }
  ChartSections* sections() const { return sections_; }
  /// How each chart is looked at, where it differs from the plan: chart id → state, series by their metric's name.
  QJsonObject chartStates() const;
  /// Restores what `chartStates` said; ignores what it does not know. The first recorded run keeps the visible ranges.
  void restoreCharts(const QJsonObject& states);
  void resetCharts();
  /// Takes over everything new at once.
  void refreshNow();
  /// All charts with header and tiles on one picture of this width, or the charts of one section with the header.
  QImage toImage(int width, const QString& section = {});

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  struct Line {
    charts::LiveChart* chart;
    SeriesPlan plan;
    int series;
    std::size_t cursor = 0, spread_cursor = 0;
    std::vector<run::Point> values, spreads;  ///< kept only where a band is drawn
  };

  void build(const ChartPlan& plan);
  void buildBound();
  void restart();
  charts::ChartState stateFrom(const QString& id, const QJsonObject& json) const;
  std::string_view metricName(const charts::LiveChart* chart, int series) const;
  void refreshSoon();
  void readLine(Line& line, const run::History& history);
  void readSpread(Line& line, const run::History& history);
  void readMarkers(const run::History& history);
  void refreshHeader();
  void refreshBoundTile();
  void explainEmptyCharts();

  bridge::SessionBridge& bridge_;
  bridge::ParameterBoard& board_;
  RunHeader* header_;
  TileStrip* tiles_;
  ChartSections* sections_;
  BoundSelector* selector_;
  charts::ScatterChart* slope_;
  BoundCharts* bound_ = nullptr;
  charts::CrosshairLink crosshair_;
  std::vector<std::pair<QString, charts::LiveChart*>> charts_;
  std::vector<charts::ChartState> planned_;  ///< of charts_, before anyone touched them
  bool keeps_ranges_ = false;                ///< restored ranges wait for their run
  std::vector<Line> lines_;
  std::size_t event_cursor_ = 0;
  QList<charts::EventMarker> markers_;
  QTimer refresh_;
  bool live_ = true;
};

}  // namespace panels
