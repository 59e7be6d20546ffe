#include <ATen/ATen.h>

#include <memory>
#include <optional>

#include "agent/sac_agent.h"
#include "bench/cases.h"
#include "bench/work_count.h"
#include "model/ensemble_fit.h"
#include "nn/thread_team.h"

namespace bench {
namespace {

constexpr std::int64_t kBatch = 256;
constexpr std::int64_t kEnsembleHidden = 200, kEnsembleLayers = 4, kMembers = 7;

struct Sizes {
  std::int64_t n_s = 11, n_a = 3;  // hopper
  std::int64_t hidden = 256;
  std::int64_t batch = kBatch;
  int updates = 1;  // G, in one repetition
};

Case sacCase(const std::string& name, const Sizes& sizes, const Options& options, int threads) {
  const Work work = countSacUpdate(sizes.n_s, sizes.n_a, sizes.hidden, 2, sizes.batch);
  const double g = sizes.updates;
  Case of{name, g * work.flops, g * work.bytes, g * static_cast<double>(sizes.batch), threads, {}, {20, 400, 1.5}};
  of.prepare = [=] {
    struct Setting {
      explicit Setting(int size) : team(size) {}
      nn::ThreadTeam team;
      nn::Noise noise{1, "bench"};
      std::unique_ptr<agent::SacAgent> sac;
    };
    const auto setting = std::make_shared<Setting>(threads);
    setting->sac =
        std::make_unique<agent::SacAgent>(agent::AgentShape{sizes.n_s, sizes.n_a, sizes.hidden, 2}, 1.0, setting->noise,
                                          nn::Compute{options.engine, options.precision, &setting->team});
    const data::TransitionLayout layout{sizes.n_s, sizes.n_a};
    const at::Tensor rows = setting->noise.normal({sizes.batch, layout.width()});
    rows.select(1, layout.terminal()).zero_();
    const data::TransitionBatch batch(layout, rows);
    return [=] {
      for (int i = 0; i < sizes.updates; ++i) setting->sac->update(batch, {}, setting->noise);
    };
  };
  return of;
}

// A fit that never ends, on `rows` transitions of hopper's sizes.
struct EndlessFit {
  EndlessFit(const Options& options, int threads, std::int64_t rows)
      : team(threads),
        ensemble({kMembers, 11, 3, kEnsembleHidden, kEnsembleLayers}, false, noise),
        adam(ensemble.parameters().values().numel()) {
    model::FitSettings settings;
    settings.batch = kBatch;
    settings.patience = settings.epoch_limit = 1'000'000'000;
    settings.weight_decay = {2.5e-5, 5e-5, 7.5e-5, 7.5e-5, 1e-4};
    fit.emplace(ensemble, adam, settings, noise.normal({rows, 14}), noise.normal({rows, 12}),
                data::drawHoldoutSplit(rows, 0.2, 5000, kMembers, noise), noise,
                nn::Compute{options.engine, options.precision, &team});
  }
  bool atEpochEnd() const { return fit->state().batch_index * kBatch >= fit->split().training.size(1); }

  nn::ThreadTeam team;
  nn::Noise noise{1, "bench"};
  model::GaussianEnsemble ensemble;
  nn::Adam adam;
  std::optional<model::EnsembleFit> fit;
};

Case ensembleStepCase(const std::string& name, const Options& options, int threads) {
  const Work work = countEnsembleStep(11, 3, kEnsembleHidden, kEnsembleLayers, kMembers, kBatch);
  Case of{name, work.flops, work.bytes, static_cast<double>(kMembers * kBatch), threads, {}, {20, 200, 1.5}};
  of.prepare = [=] {
    // One epoch of full minibatches outlasts the case, so that no holdout evaluation falls into it.
    const auto endless = std::make_shared<EndlessFit>(options, threads, 125'000);
    return [=] { endless->fit->step(); };
  };
  return of;
}

Case holdoutCase(const Options& options) {
  const Work work = countHoldout(11, 3, kEnsembleHidden, kEnsembleLayers, kMembers, 2000);
  Case of{"holdout_2k/hopper", work.flops, work.bytes, 2000.0 * kMembers, options.threads, {}, {10, 100, 1.0}};
  of.prepare = [=] {
    const auto endless = std::make_shared<EndlessFit>(options, options.threads, 2000);
    const auto pass = std::make_shared<model::EnsemblePass>(
        endless->ensemble, nn::Compute{nn::Engine::fast, options.precision, &endless->team}, endless->fit->x(),
        endless->fit->y());
    const at::Tensor rows = at::arange(2000);
    return [endless, pass, rows] { pass->calcMse(rows); };  // the pass uses the fit's ensemble and team
  };
  return of;
}

// 5000 transitions: sixteen minibatches and the holdout evaluation.
Case fitEpochCase(const Options& options) {
  constexpr std::int64_t kRows = 5000, kTraining = 4000, kHoldout = 1000;
  const Work step = countEnsembleStep(11, 3, kEnsembleHidden, kEnsembleLayers, kMembers, kTraining);
  const Work holdout = countHoldout(11, 3, kEnsembleHidden, kEnsembleLayers, kMembers, kHoldout);
  Case of{"fit_epoch_5k/hopper",
          step.flops + holdout.flops,
          16 * step.bytes + holdout.bytes,
          static_cast<double>(kMembers * kTraining),
          options.threads,
          {},
          {5, 20, 2.0}};
  of.prepare = [=] {
    const auto endless = std::make_shared<EndlessFit>(options, options.threads, kRows);
    return [=] {
      while (!endless->atEpochEnd()) endless->fit->step();
      endless->fit->step();
    };
  };
  return of;
}

}  // namespace

std::vector<Case> learningCases(const Options& options) {
  const int threads = options.threads;
  std::vector<Case> cases{sacCase("sac_update/hopper", {}, options, threads),
                          sacCase("sac_update/hopper/hidden_512", {11, 3, 512, kBatch}, options, threads)};
  // Growth: threads, G, batch, observation dimension.
  if (threads > 1) {
    cases.push_back(sacCase("sac_update/hopper/threads_1", {}, options, 1));
    cases.push_back(sacCase("sac_update/hopper/hidden_512/threads_1", {11, 3, 512, kBatch}, options, 1));
  }
  for (const int g : {5, 20}) {
    cases.push_back(sacCase("sac_update/hopper/g_" + std::to_string(g), {11, 3, 256, kBatch, g}, options, threads));
  }
  for (const std::int64_t batch : {128, 512, 1024}) {
    cases.push_back(sacCase("sac_update/hopper/batch_" + std::to_string(batch), {11, 3, 256, batch}, options, threads));
  }
  cases.push_back(sacCase("sac_update/inverted_pendulum", {4, 1, 256, kBatch}, options, threads));
  cases.push_back(sacCase("sac_update/half_cheetah", {17, 6, 256, kBatch}, options, threads));
  cases.push_back(sacCase("sac_update/humanoid", {45, 17, 256, kBatch}, options, threads));
  cases.push_back(ensembleStepCase("ensemble_step/hopper", options, threads));
  if (threads > 1) cases.push_back(ensembleStepCase("ensemble_step/hopper/threads_1", options, 1));
  cases.push_back(holdoutCase(options));
  cases.push_back(fitEpochCase(options));
  return cases;
}

}  // namespace bench
