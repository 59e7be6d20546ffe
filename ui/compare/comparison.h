#pragma once

#include <QObject>
#include <QTimer>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "ui/compare/compare_settings.h"
#include "ui/compare/curve_look.h"
#include "ui/compare/difference.h"
#include "ui/compare/run_feed.h"
#include "ui/compare/seed_statistics.h"

namespace models {
class ComparedRuns;
}

namespace compare {

/// One curve of the comparison: a run, or all runs of one configuration.
struct Curve {
  QString key;    ///< the same as long as it is the same run or configuration
  QString title;  ///< what tells it from the others
  QString label;  ///< the same with how many runs it stands for
  QString name;   ///< the run's, or how many runs
  CurveLook look;
  bool visible = true;
  std::vector<std::shared_ptr<const FedRun>> runs;  ///< one at least
  Column setups;                                    ///< of the runs
};

/// The runs that are ticked, as curves: reads them through a RunFeed and hands out their points. GUI thread.
class Comparison : public QObject {
  Q_OBJECT

 public:
  explicit Comparison(models::ComparedRuns& compared, QObject* parent = nullptr);
  ~Comparison() override;

  void setGrouped(bool grouped);
  bool grouped() const { return grouped_; }
  /// False rests: nobody sees the comparison.
  void setWatched(bool watched);

  const std::vector<Curve>& curves() const { return curves_; }
  /// Directory → why it cannot be read.
  const std::map<std::string, std::string>& problems() const { return problems_; }
  /// Ticked runs that are still being read for the first time.
  bool reading() const;

  void setVisible(std::size_t curve, bool visible);
  /// Only this one; once more: all.
  void showAlone(std::size_t curve);
  void showAll();

  /// Everything that a run has recorded of a metric so far.
  const std::vector<run::Point>& recorded(const FedRun& run, mbpo::Metric metric);
  /// Over an axis, sorted; one list per run of the curve.
  std::vector<QList<QPointF>> points(const Curve& curve, mbpo::Metric metric, XAxis axis);
  /// Metrics that some of the runs have not recorded, each with the names of those.
  std::map<mbpo::Metric, QStringList> lacking() const;

 Q_SIGNALS:
  void curvesChanged();  ///< other curves, looks or labels
  void visibilityChanged();
  void grew();  ///< new points or summaries of the same curves

 private:
  struct Trace {
    std::size_t cursor = 0;
    std::vector<run::Point> points;
  };

  void look();
  void readSetups();
  void rebuild();
  int placeOf(const QString& key);

  models::ComparedRuns& compared_;
  RunFeed feed_;
  std::shared_ptr<const RunFeed::Report> report_;
  std::uint64_t revision_ = 0;
  std::map<std::string, std::string> problems_;
  std::map<const FedRun*, RunSetup> setups_;
  std::map<const FedRun*, std::size_t> event_cursors_;
  std::map<std::pair<const FedRun*, mbpo::Metric>, Trace> traces_;
  std::vector<Curve> curves_;
  std::map<QString, int> places_;  ///< key → look; kept while the curve is there
  std::set<QString> hidden_;
  bool grouped_ = false;
  QTimer timer_;
};

/// As Comparison::points, read anew; on any thread.
std::vector<QList<QPointF>> readPoints(const Curve& curve, mbpo::Metric metric, XAxis axis);

/// Settings hold until they change; everything else is interpolated.
Between betweenPointsOf(mbpo::Metric metric);

}  // namespace compare
