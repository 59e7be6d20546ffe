#include "ui/compare/comparison.h"

#include <algorithm>
#include <limits>

#include "ui/models/compared_runs.h"

namespace compare {
namespace {

constexpr int kLookMilliseconds = 250;
constexpr int kReadingMilliseconds = 20;  // while ticked runs are about to appear

QString nameOf(const FedRun& run) { return QString::fromStdString(run.directory().filename().string()); }

std::vector<std::filesystem::path> paths(const QStringList& directories) {
  std::vector<std::filesystem::path> paths;
  for (const QString& directory : directories) paths.emplace_back(directory.toStdString());
  return paths;
}

QList<QPointF> placed(const std::vector<run::Point>& recorded, const FedRun& run, XAxis axis) {
  QList<QPointF> points;
  points.reserve(static_cast<qsizetype>(recorded.size()));
  for (const run::Point& point : recorded) {
    points.emplace_back(positionOf(point, run.configuration(), axis), point.value);
  }
  std::ranges::stable_sort(points, {}, [](const QPointF& point) { return point.x(); });
  return points;
}

}  // namespace

Between betweenPointsOf(mbpo::Metric metric) {
  return mbpo::metricSpec(metric).provenance == mbpo::Provenance::setting ? Between::held : Between::interpolated;
}

Comparison::Comparison(models::ComparedRuns& compared, QObject* parent) : QObject(parent), compared_(compared) {
  timer_.setInterval(kLookMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &Comparison::look);
  connect(&compared_, &models::ComparedRuns::changed, this, [this] {
    feed_.follow(paths(compared_.directories()));
    if (timer_.isActive()) timer_.start(kReadingMilliseconds);
  });
  feed_.setWatched(false);
  feed_.follow(paths(compared_.directories()));
}

Comparison::~Comparison() = default;

void Comparison::setWatched(bool watched) {
  feed_.setWatched(watched);
  if (watched) {
    timer_.start(kReadingMilliseconds);
  } else {
    timer_.stop();
  }
}

bool Comparison::reading() const {
  const std::size_t known = report_ == nullptr ? 0 : report_->runs.size() + report_->problems.size();
  return known < static_cast<std::size_t>(compared_.directories().size());
}

void Comparison::look() {
  const int pause = reading() ? kReadingMilliseconds : kLookMilliseconds;
  if (timer_.interval() != pause) timer_.setInterval(pause);
  const std::uint64_t revision = feed_.revision();
  if (revision == revision_) return;
  revision_ = revision;
  const auto report = feed_.report();
  if (report != report_) {
    report_ = report;
    problems_ = report->problems;
    const auto gone = [&](const FedRun* run) {
      return std::ranges::none_of(report->runs, [run](const auto& one) { return one.get() == run; });
    };
    std::erase_if(setups_, [&](const auto& entry) { return gone(entry.first); });
    std::erase_if(event_cursors_, [&](const auto& entry) { return gone(entry.first); });
    std::erase_if(traces_, [&](const auto& entry) { return gone(entry.first.first); });
    readSetups();
    rebuild();
    return;
  }
  std::size_t changes = 0, changes_before = 0;
  for (const auto& [run, setup] : setups_) changes_before += setup.changes.size();
  readSetups();
  for (const auto& [run, setup] : setups_) changes += setup.changes.size();
  if (changes != changes_before) {
    rebuild();  // a live change makes another configuration of a run
  } else {
    Q_EMIT grew();
  }
}

void Comparison::readSetups() {
  for (const auto& run : report_->runs) {
    RunSetup& setup = setups_.try_emplace(run.get(), RunSetup{run->configuration(), {}}).first->second;
    std::vector<run::Event> events;
    std::size_t& cursor = event_cursors_[run.get()];
    cursor = run->history().readEvents(cursor, events);
    for (const run::Event& event : events) {
      if (event.kind == run::EventKind::parameter_applied) setup.changes.push_back(event);
    }
  }
}

int Comparison::placeOf(const QString& key) {
  const auto known = places_.find(key);
  if (known != places_.end()) return known->second;
  int place = 0;
  while (std::ranges::any_of(places_, [place](const auto& entry) { return entry.second == place; })) ++place;
  return places_[key] = place;
}

void Comparison::setGrouped(bool grouped) {
  if (grouped == grouped_) return;
  grouped_ = grouped;
  places_.clear();  // other curves: their looks begin anew
  rebuild();
}

void Comparison::rebuild() {
  curves_.clear();
  if (report_ == nullptr) return;
  std::vector<RunSetup> all;
  for (const auto& run : report_->runs) all.push_back(setups_.at(run.get()));
  std::vector<std::vector<std::size_t>> groups;
  if (grouped_) {
    groups = groupByConfiguration(all);
  } else {
    for (std::size_t i = 0; i < all.size(); ++i) groups.push_back({i});
  }
  std::vector<Column> columns;
  QStringList names;
  for (const auto& group : groups) {
    Curve curve;
    for (const std::size_t i : group) {
      curve.runs.push_back(report_->runs[i]);
      curve.setups.push_back(&setups_.at(report_->runs[i].get()));
    }
    curve.key =
        QString::fromStdString(grouped_ ? all[group.front()].identity() : curve.runs.front()->directory().string());
    curve.name = group.size() == 1 ? nameOf(*curve.runs.front()) : tr("%1 runs").arg(group.size());
    curve.visible = !hidden_.contains(curve.key);
    columns.push_back(curve.setups);
    names << nameOf(*curve.runs.front());
    curves_.push_back(std::move(curve));
  }
  std::erase_if(places_, [this](const auto& entry) {
    return std::ranges::none_of(curves_, [&](const Curve& curve) { return curve.key == entry.first; });
  });
  const QStringList labels = columns.empty() ? QStringList() : shortLabels(columns, names);
  for (std::size_t i = 0; i < curves_.size(); ++i) {
    curves_[i].title = labels[static_cast<qsizetype>(i)];
    curves_[i].label = curves_[i].title;
    if (grouped_) curves_[i].label += tr(" · n = %1").arg(curves_[i].runs.size());
    curves_[i].look = lookAt(placeOf(curves_[i].key));
  }
  Q_EMIT curvesChanged();
}

void Comparison::setVisible(std::size_t curve, bool visible) {
  Curve& one = curves_.at(curve);
  if (one.visible == visible) return;
  one.visible = visible;
  if (visible) {
    hidden_.erase(one.key);
  } else {
    hidden_.insert(one.key);
  }
  Q_EMIT visibilityChanged();
}

void Comparison::showAlone(std::size_t curve) {
  bool alone = true;
  for (std::size_t i = 0; i < curves_.size(); ++i) alone = alone && curves_[i].visible == (i == curve);
  for (std::size_t i = 0; i < curves_.size(); ++i) {
    curves_[i].visible = alone || i == curve;
    if (curves_[i].visible) {
      hidden_.erase(curves_[i].key);
    } else {
      hidden_.insert(curves_[i].key);
    }
  }
  Q_EMIT visibilityChanged();
}

void Comparison::showAll() {
  for (Curve& curve : curves_) curve.visible = true;
  hidden_.clear();
  Q_EMIT visibilityChanged();
}

const std::vector<run::Point>& Comparison::recorded(const FedRun& run, mbpo::Metric metric) {
  Trace& trace = traces_[{&run, metric}];
  trace.cursor = run.history().read(metric, trace.cursor, trace.points);
  return trace.points;
}

std::vector<QList<QPointF>> Comparison::points(const Curve& curve, mbpo::Metric metric, XAxis axis) {
  std::vector<QList<QPointF>> all;
  for (const auto& run : curve.runs) all.push_back(placed(recorded(*run, metric), *run, axis));
  return all;
}

std::vector<QList<QPointF>> readPoints(const Curve& curve, mbpo::Metric metric, XAxis axis) {
  std::vector<QList<QPointF>> all;
  for (const auto& run : curve.runs) {
    std::vector<run::Point> found;
    run->history().read(metric, 0, found);
    all.push_back(placed(found, *run, axis));
  }
  return all;
}

std::map<mbpo::Metric, QStringList> Comparison::lacking() const {
  std::map<mbpo::Metric, QStringList> lacking;
  if (report_ == nullptr) return lacking;
  std::vector<run::Point> none;
  for (int i = 0; i < mbpo::kMetricCount; ++i) {
    const auto metric = static_cast<mbpo::Metric>(i);
    for (const auto& run : report_->runs) {
      const bool recorded = run->history().read(metric, std::numeric_limits<std::size_t>::max(), none) > 0;
      if (!recorded) lacking[metric] << nameOf(*run);
    }
  }
  return lacking;
}

}  // namespace compare
