#pragma once

#include <QHash>
#include <QObject>
#include <optional>
#include <vector>

#include "mbpo/configuration.h"
#include "mbpo/recorded_bound.h"
#include "run/history.h"
#include "ui/panels/chart_plan.h"

namespace charts {
class LiveChart;
class ScatterChart;
}  // namespace charts

namespace panels {

class BoundSelector;

/// Fills the dashboard's charts of the bound from the run's measurement records: as the trainer had it, or anew by what
/// the selector says; a change there redraws the whole run at once. GUI thread; the widgets outlive it.
class BoundCharts : public QObject {
  Q_OBJECT

 public:
  struct Series {
    charts::LiveChart* chart;
    int number;
    SeriesPlan plan;  ///< with plan.bound
  };

  BoundCharts(BoundSelector& selector, charts::ScatterChart& slope, std::vector<Series> series,
              QObject* parent = nullptr);

  /// Another run, or none (null): what it was configured with at its start.
  void restart(const mbpo::Configuration* configuration);
  /// Takes over what is new. `finished_reading`: the record will not grow by itself.
  void read(const run::History& history, bool finished_reading);
  /// The newest moment with a lower bound, by the present choice; none yet: empty.
  std::optional<mbpo::BoundPoint> latest() const;
  bool isRecomputed() const { return chosen_.has_value(); }

 Q_SIGNALS:
  void redrawn();

 private:
  void takeEvents(const run::History& history);
  void collectResolutions(const mbpo::MeasurementRecord& record);
  void chooseAnew();
  void redraw();
  void drawSeries(const Series& series, const std::vector<mbpo::BoundPoint>& points);
  void drawSlope();
  void say();
  QString emptyReason() const;
  const mbpo::RecordedBound& shown() const { return chosen_ ? *chosen_ : trained_; }

  BoundSelector& selector_;
  charts::ScatterChart& slope_;
  std::vector<Series> series_;
  mbpo::Configuration configuration_;  ///< the trainer's, as far as the events say
  std::vector<mbpo::MeasurementRecord> records_;
  std::size_t record_cursor_ = 0, event_cursor_ = 0;
  mbpo::RecordedBound trained_;
  std::optional<mbpo::RecordedBound> chosen_;
  QHash<QString, QList<double>> resolutions_;
  bool has_run_ = false, finished_reading_ = false;
};

}  // namespace panels
