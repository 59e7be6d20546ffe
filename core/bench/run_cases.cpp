#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "bench/cases.h"
#include "mbpo/preset.h"
#include "mbpo/trainer.h"

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

std::filesystem::path temporaryFile() {
  return std::filesystem::temp_directory_path() / ("mbpo-bench-" + std::to_string(::getpid()) + ".pt");
}

Case checkpointCase(const Options& options) {
  Case of{"checkpoint_write/hopper", 0, 0, 0, 1, {}, {5, 20, 2.0}};
  of.prepare = [=] {
    const auto trainer = warmTrainer(options);
    const std::shared_ptr<const std::filesystem::path> file(new std::filesystem::path(temporaryFile()),
                                                            [](const std::filesystem::path* path) {
                                                              std::error_code ignored;  // nothing to do about it
                                                              std::filesystem::remove(*path, ignored);
                                                              delete path;
                                                            });
    return [=] { trainer->saveCheckpoint(*file); };
  };
  return of;
}

Case snapshotCase(const Options& options) {
  Case of{"snapshot_publish/hopper", 0, 0, 0, 1, {}, {20, 400, 0.3}};
  of.prepare = [=] {
    const auto trainer = warmTrainer(options);
    return [=] { trainer->snapshot(); };
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
  return {checkpointCase(options), snapshotCase(options), intervalCase(options)};
}

}  // namespace bench
