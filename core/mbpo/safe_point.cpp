#include "mbpo/safe_point.h"

#include <ATen/ATen.h>

#include <functional>
#include <utility>

#include "base/error.h"
#include "mbpo/training_state.h"

namespace mbpo {
namespace {

constexpr int kReturns = 3;

/// What is kept and put back, with the names that people know.
struct Learned {
  const char* whose;
  HealthCheck check;
  std::optional<SafePoint::Copy>* kept;
  std::vector<std::pair<const char*, at::Tensor>> tensors;
  std::vector<std::reference_wrapper<std::int64_t>> counts;
};

Learned agentOf(TrainingState& state) {
  auto& agent = state.agent;
  return {"agent",
          HealthCheck::losses,
          &state.safe_point.agent,
          {{"the policy's weights", agent.policy.parameters().values()},
           {"the critics' weights", agent.critic.parameters().values()},
           {"the target critics' weights", agent.critic.targetParameters().values()},
           {"the temperature", agent.log_alpha},
           {"the actor optimiser's first moments", agent.actor_optimiser.first_moment},
           {"the actor optimiser's second moments", agent.actor_optimiser.second_moment},
           {"the critic optimiser's first moments", agent.critic_optimiser.first_moment},
           {"the critic optimiser's second moments", agent.critic_optimiser.second_moment},
           {"the temperature optimiser's first moment", agent.alpha_optimiser.first_moment},
           {"the temperature optimiser's second moment", agent.alpha_optimiser.second_moment}},
          {agent.actor_optimiser.steps, agent.critic_optimiser.steps, agent.alpha_optimiser.steps, agent.updates}};
}

Learned ensembleOf(TrainingState& state) {
  auto& ensemble = state.ensemble;
  return {"ensemble",
          HealthCheck::model_fit,
          &state.safe_point.ensemble,
          {{"the ensemble's weights", ensemble.parameters().values()},
           {"the input means", ensemble.input.mean},
           {"the input deviations", ensemble.input.std},
           {"the target means", ensemble.target.mean},
           {"the target deviations", ensemble.target.std},
           {"the model optimiser's first moments", state.model_optimiser.first_moment},
           {"the model optimiser's second moments", state.model_optimiser.second_moment}},
          {state.model_optimiser.steps}};
}

bool isFinite(const at::Tensor& tensor) { return at::isfinite(tensor).all().item<bool>(); }

const char* findBad(const Learned& learned) {
  for (const auto& [name, tensor] : learned.tensors) {
    if (!isFinite(tensor)) return name;
  }
  return nullptr;
}

void keep(const Learned& learned, std::int64_t real_steps) {
  if (findBad(learned) != nullptr) return;
  SafePoint::Copy copy;
  for (const auto& [name, tensor] : learned.tensors) copy.tensors.push_back(tensor.detach().clone());
  for (const std::int64_t count : learned.counts) copy.counts.push_back(count);
  copy.real_steps = real_steps;
  *learned.kept = std::move(copy);
}

bool rollBack(TrainingState& state, const Learned& learned) {
  const char* bad = findBad(learned);
  if (bad == nullptr) return false;
  const std::string what = std::string(bad) + " were not finite at real step " + std::to_string(state.real_steps) +
                           ", update " + std::to_string(state.updates);
  auto& kept = *learned.kept;
  if (!kept) throw base::Error(what + ", and no good ones are known: start anew, or from an earlier checkpoint");
  for (std::size_t i = 0; i < kept->tensors.size(); ++i) learned.tensors[i].second.copy_(kept->tensors[i]);
  for (std::size_t i = 0; i < kept->counts.size(); ++i) learned.counts[i].get() = kept->counts[i];
  if (++kept->returns > kReturns) {
    throw base::Error(what + ", for the " + std::to_string(kept->returns) + "th time since real step " +
                      std::to_string(kept->real_steps) + ": lower the learning rates, or resume an earlier checkpoint");
  }
  state.raise(learned.check, Notice::Kind::alarm,
              what + ": the " + learned.whose + " is again what it was at real step " +
                  std::to_string(kept->real_steps) + ".");
  return true;
}

}  // namespace

void keepAgent(TrainingState& state) { keep(agentOf(state), state.real_steps); }
void keepEnsemble(TrainingState& state) { keep(ensembleOf(state), state.real_steps); }
bool rollBackAgent(TrainingState& state) { return rollBack(state, agentOf(state)); }
bool rollBackEnsemble(TrainingState& state) { return rollBack(state, ensembleOf(state)); }

std::string findBadPart(const data::TransitionBatch& batch) {
  const std::pair<const char*, const at::Tensor*> parts[] = {
      {"a state", &batch.s}, {"an action", &batch.a}, {"a reward", &batch.r}, {"a next state", &batch.s_next}};
  for (const auto& [name, tensor] : parts) {
    if (!isFinite(*tensor)) return name;
  }
  return {};
}

}  // namespace mbpo
