#pragma once

#include <QTemporaryDir>
#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

#include "mbpo/preset.h"
#include "run/run_writer.h"

namespace support {

/// A run on disk as training writes it, without the training: rows and status are what the test says. The directory is
/// locked, as by a living process, until `end`.
class WrittenRun {
 public:
  WrittenRun(const std::filesystem::path& directory, const mbpo::Configuration& configuration)
      : directory_(directory), writer_(run::RunWriter::create(directory, configuration)) {
    snapshot_.total_steps = configuration.steps;
    say("running");
  }

  void evaluate(std::int64_t real_steps, double value) {
    mbpo::MetricRow row;
    row.stream = mbpo::Stream::epochs;
    row.real_steps = real_steps;
    row.updates = real_steps;
    row.wall_seconds = 0.1 * static_cast<double>(real_steps);
    row.values = {{mbpo::Metric::evaluation_return, value}, {mbpo::Metric::rollout_length, 1.0}};
    writer_->append(row);
    writer_->flush();
    snapshot_.real_steps = real_steps;
    snapshot_.wall_seconds = row.wall_seconds;
    snapshot_.evaluation_return = value;
    snapshot_.best_evaluation_return = evaluated_ ? std::max(snapshot_.best_evaluation_return, value) : value;
    evaluated_ = true;
    say(status_);
  }
  /// A row of the fits.
  void record(std::int64_t real_steps, mbpo::Metric metric, double value) {
    mbpo::MetricRow row;
    row.stream = mbpo::Stream::fits;
    row.real_steps = row.updates = real_steps;
    row.wall_seconds = 0.1 * static_cast<double>(real_steps);
    row.values = {{metric, value}};
    writer_->append(row);
  }
  void change(std::int64_t real_steps, const std::string& key, const std::string& value) {
    run::Event event;
    event.kind = run::EventKind::parameter_applied;
    event.real_steps = real_steps;
    event.key = key;
    event.new_value = value;
    writer_->append(event);
    writer_->flush();
  }
  /// As when it is continued with more steps.
  void lengthen(std::int64_t total_steps) { snapshot_.total_steps = total_steps; }
  void say(const std::string& status) {
    status_ = status;
    writer_->writeStatus(status, "", snapshot_);
  }
  /// Its process is gone.
  void end(const std::string& status = "finished") {
    writer_->flush();
    say(status);
    writer_.reset();
  }
  const std::filesystem::path& directory() const { return directory_; }

 private:
  std::filesystem::path directory_;
  std::unique_ptr<run::RunWriter> writer_;
  mbpo::Snapshot snapshot_ = unevaluated();
  std::string status_;
  bool evaluated_ = false;

  static mbpo::Snapshot unevaluated() {
    mbpo::Snapshot snapshot;
    snapshot.evaluation_return = snapshot.best_evaluation_return = std::numeric_limits<double>::quiet_NaN();
    return snapshot;
  }
};

inline mbpo::Configuration pendulum(std::int64_t seed, std::int64_t k) {
  mbpo::Configuration configuration = mbpo::presetConfiguration("interactive", "inverted_pendulum");
  configuration.seed = seed;
  configuration.threads = 1;
  configuration.rollout_mode = "manual";
  configuration.rollout_length = k;
  return configuration;
}

inline std::filesystem::path below(const QTemporaryDir& folder, const QString& name) {
  return folder.filePath(name).toStdString();
}

/// A finished run whose evaluation return at step i · 250 is values[i − 1].
inline void writeFinished(const std::filesystem::path& directory, const mbpo::Configuration& configuration,
                          const std::vector<double>& values) {
  WrittenRun run(directory, configuration);
  std::int64_t step = 0;
  for (const double value : values) run.evaluate(step += 250, value);
  run.end();
}

}  // namespace support
