#include "study/policy_walk.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "data/mixed_batch.h"
#include "mbpo/model_fit.h"
#include "rollout/branched_rollout.h"
#include "rollout/schedule.h"

namespace study {
namespace {

constexpr double kUsualFitEpochs = 40;  // for the progress bar alone
constexpr std::int64_t kBadUpdatesInARow = 100;

mbpo::Configuration withoutFitLimit(mbpo::Configuration configuration) {
  configuration.fit_epoch_limit = 0;
  return configuration;
}

}  // namespace

int PolicyWalk::rolloutLength(const mbpo::Configuration& c) {
  return c.rollout_mode == "manual" ? static_cast<int>(c.rollout_length)
                                    : rollout::calcRolloutLength(c.rollout_schedule, 0);
}

PolicyWalk::PolicyWalk(const mbpo::Configuration& configuration, const agent::SacAgent& behaviour,
                       const at::Tensor& rows)
    : state_(std::make_unique<mbpo::TrainingState>(withoutFitLimit(configuration))) {
  state_->agent.become(behaviour);
  state_->env_buffer.push(rows);
  state_->rollout_length = rolloutLength(configuration);
  state_->model_buffer.resize(std::max(state_->modelBufferCapacity(), rollout::BranchedRollout::kChunk));
  mbpo::startFit(*state_);  // π_D becomes the agent's policy, which it is
}

bool PolicyWalk::fitStep() {
  if (state_->fit->step()) return true;
  diverged_ = state_->fit->result().diverged;
  fit_epochs_ = state_->fit->result().epochs;
  mbpo::concludeFit(*state_);
  for (const auto& [metric, value] : state_->fit_row.values) {
    if (metric == mbpo::Metric::validation_rmse) holdout_rmse_ = value;
  }
  return false;
}

double PolicyWalk::fitProgress() const {
  if (!state_->fit) return 1.0;
  return 1.0 - std::exp(-static_cast<double>(state_->fit->state().epoch) / kUsualFitEpochs);
}

void PolicyWalk::beginLeg(std::int64_t updates) {
  const auto& c = state_->configuration;
  updates_left_ = updates;
  const std::int64_t branches =
      std::max(rollout::BranchedRollout::kChunk, updates * c.rollouts_per_step / c.updates_per_step);
  const auto terminated = [this](const at::Tensor& s_next) { return state_->task.terminated(s_next); };
  state_->rollout.emplace(state_->ensemble, state_->agent.policy, terminated, state_->env_buffer, state_->model_buffer,
                          branches, state_->rollout_length, state_->compute);
}

bool PolicyWalk::rollOutStep() {
  if (state_->rollout->step(state_->random.rollout_start, state_->random.rollout)) return true;
  state_->rollout.reset();
  return false;
}

bool PolicyWalk::updateStep() {
  const auto& c = state_->configuration;
  const auto batch = data::sampleMixedBatch(state_->env_buffer, state_->model_buffer, c.agent_batch, c.real_ratio,
                                            state_->random.batch);
  const auto statistics =
      state_->agent.update(batch, state_->agentSettings(), state_->random.update, state_->shiftPenalty());
  bad_updates_ = statistics.finite ? 0 : bad_updates_ + 1;
  if (bad_updates_ == kBadUpdatesInARow) {
    throw base::Error("the policy's losses are not finite on the model of " + std::to_string(dataSize()) +
                      " transitions: try lower learning rates, or another seed");
  }
  ++updates_;
  return --updates_left_ > 0;
}

}  // namespace study
