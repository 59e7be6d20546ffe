#include <ATen/ATen.h>
#include <unistd.h>

#include <deque>
#include <filesystem>
#include <memory>
#include <string>

#include "bench/cases.h"
#include "mbpo/checkpoint.h"
#include "mbpo/measurement.h"
#include "mbpo/preset.h"
#include "mbpo/trainer.h"
#include "mbpo/training_state.h"

namespace bench {
namespace {

mbpo::Configuration hopperPaper(const Options& options) {
  mbpo::Configuration c = mbpo::presetConfiguration("paper", "hopper");
  c.seed = 1;
  c.threads = options.threads;
  c.engine = options.engine == nn::Engine::reference ? "reference" : "fast";
  c.precision = options.precision == nn::Precision::bf16 ? "bf16" : "fp32";
  // A short warm-up and first fit, so that the case is ready within seconds.
  c.warm_up_steps = 1000;
  c.fit_epoch_limit = 5;
  return c;
}

/// A trainer in the middle of its first interval: D_model is full, updates go on.
std::shared_ptr<mbpo::Trainer> warmTrainer(const Options& options) {
  const auto trainer = std::make_shared<mbpo::Trainer>(hopperPaper(options));
  while (trainer->snapshot()->updates < 40) trainer->advance();
  trainer->takeRows();
  return trainer;
}

/// A folder that goes with the last one who holds it.
std::shared_ptr<const std::filesystem::path> temporaryFolder() {
  const auto remove = [](const std::filesystem::path* path) {
    std::error_code ignored;  // nothing to do about it
    std::filesystem::remove_all(*path, ignored);
    delete path;
  };
  const auto path = std::filesystem::temp_directory_path() / ("mbpo-bench-" + std::to_string(::getpid()));
  std::filesystem::create_directories(path);
  return {new std::filesystem::path(path), remove};
}

Case checkpointCase(const Options& options) {
  Case of{"checkpoint_write/hopper", 0, 0, 0, 1, {}, {5, 20, 2.0}};
  of.prepare = [=] {
    const auto trainer = warmTrainer(options);
    const auto folder = temporaryFolder();
    return [=] { trainer->saveCheckpoint(*folder / "checkpoint.pt"); };
  };
  return of;
}

/// The state that a warm trainer would leave, to measure from.
std::shared_ptr<mbpo::TrainingState> warmState(const Options& options) {
  const auto folder = temporaryFolder();
  const auto file = *folder / "checkpoint.pt";
  warmTrainer(options)->saveCheckpoint(file);
  return mbpo::readCheckpoint(file);
}

// The same with a million transitions in D_env, a thousand of them new since the checkpoint before.
Case fullCheckpointCase(const Options& options) {
  Case of{"checkpoint_write_1M/hopper", 0, 0, 0, 1, {}, {3, 20, 2.0}};
  of.prepare = [=] {
    const auto state = warmState(options);
    const auto folder = temporaryFolder();
    const std::int64_t width = state->layout.width();
    state->env_buffer.resize(1'000'000);
    state->env_buffer.push(at::randn({1'000'000, width}));
    mbpo::writeCheckpoint(*state, *folder / "checkpoint.pt");
    const at::Tensor fresh = at::randn({1000, width});
    return [=] {
      state->env_buffer.push(fresh);
      mbpo::writeCheckpoint(*state, *folder / "checkpoint.pt");
    };
  };
  return of;
}

// What the window is given twice a second: a copy of policy and critics in plain arrays. All else in a snapshot is a
// few numbers.
Case snapshotCase(const Options& options) {
  Case of{"snapshot_publish/hopper", 0, 0, 0, 1, {}, {20, 400, 0.3}};
  of.prepare = [=] {
    const auto state = warmState(options);
    return [=] { state->agent.freeze(state->action_low, state->action_high); };
  };
  return of;
}

// Stage 6 as it runs after each model fit (every ε_m) and at an epoch's end (ε_π, every ε_m, ν, ν̂, ν̂_branch(k)).
using Estimates = std::deque<mbpo::Estimate> (*)(const mbpo::TrainingState&);

Case measurementCase(const char* name, Estimates estimates, const Options& options) {
  Case of{name, 0, 0, 0, options.threads, {}, {3, 20, 2.0}};
  of.prepare = [=] {
    const auto state = warmState(options);
    return [=] {
      state->measurement.due = estimates(*state);
      state->measurement.records.clear();
      mbpo::MetricRow row;
      while (mbpo::continueEstimates(*state, row)) {
      }
    };
  };
  return of;
}

// From one model fit to the next: 250 real steps, 5000 SAC updates, 100 000 rollouts, a fit of at most five epochs.
Case intervalCase(const Options& options) {
  const mbpo::Configuration c = hopperPaper(options);
  Case of{
      "training_interval/hopper", 0, 0, static_cast<double>(c.model_train_interval), options.threads, {}, {1, 1, 0}};
  of.prepare = [=] {
    const auto trainer = warmTrainer(options);
    return [=] {
      const std::int64_t end = trainer->snapshot()->real_steps + c.model_train_interval;
      while (trainer->snapshot()->real_steps < end) trainer->advance();
    };
  };
  return of;
}

}  // namespace

std::vector<Case> runCases(const Options& options) {
  return {checkpointCase(options), fullCheckpointCase(options), snapshotCase(options),
          measurementCase("measure_at_fit/hopper", &mbpo::estimatesAfterFit, options),
          measurementCase("measure_at_epoch_end/hopper", &mbpo::estimatesAtEpochEnd, options), intervalCase(options)};
}

}  // namespace bench
