#include "agent/sac_agent.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <utility>

#include "agent/actor_loss.h"
#include "agent/critic_loss.h"
#include "agent/temperature_loss.h"
#include "nn/polyak.h"

namespace agent {

SacAgent::SacAgent(const AgentShape& shape, double initial_alpha, nn::Noise& initialisation, const nn::Compute& compute)
    : policy(shape, initialisation),
      critic(shape, initialisation),
      actor_optimiser(policy.parameters().values().numel()),
      critic_optimiser(critic.parameters().values().numel()),
      alpha_optimiser(1),
      log_alpha(at::full({1}, std::log(initial_alpha), at::kFloat)),
      compute_(compute) {
  if (compute.engine == nn::Engine::fast) pass_ = std::make_unique<SacPass>(policy, critic, compute);
}

UpdateStatistics SacAgent::update(const data::TransitionBatch& batch, const AgentSettings& settings, nn::Noise& noise,
                                  const ShiftPenalty& penalty) {
  UpdateStatistics statistics;
  statistics.alpha = std::exp(log_alpha.item<double>());
  statistics.finite =
      updateCritics(batch, settings, noise, statistics) && updateActor(batch, settings, noise, penalty, statistics);
  if (!statistics.finite) return statistics;
  updateTemperature(settings, statistics);
  if (++updates % settings.target_update_interval == 0) followTargets(settings.polyak);
  return statistics;
}

void SacAgent::become(const SacAgent& other) {
  const auto copy = [](nn::Adam& to, const nn::Adam& from) {
    to.first_moment.copy_(from.first_moment);
    to.second_moment.copy_(from.second_moment);
    to.steps = from.steps;
  };
  policy.parameters().values().copy_(other.policy.parameters().values());
  critic.parameters().values().copy_(other.critic.parameters().values());
  critic.targetParameters().values().copy_(other.critic.targetParameters().values());
  copy(actor_optimiser, other.actor_optimiser);
  copy(critic_optimiser, other.critic_optimiser);
  copy(alpha_optimiser, other.alpha_optimiser);
  log_alpha.copy_(other.log_alpha);
  updates = other.updates;
}

bool SacAgent::updateCritics(const data::TransitionBatch& batch, const AgentSettings& settings, nn::Noise& noise,
                             UpdateStatistics& statistics) {
  const at::Tensor epsilon_next = noise.normal(batch.a.sizes());
  if (pass_) {
    const auto pass = pass_->passCritics(batch, epsilon_next, statistics.alpha, settings.discount);
    statistics.critic_loss = pass.loss;
    statistics.q_mean = pass.q_mean;
    statistics.q_abs_max = pass.q_abs_max;
    if (!std::isfinite(statistics.critic_loss)) return false;
    pass_->criticGradient().step(critic_optimiser, settings.critic_learning_rate);
    return true;
  }
  at::Tensor y;
  {
    const at::NoGradGuard no_gradient;
    const PolicySample next = policy.sample(batch.s_next, epsilon_next);
    y = calcCriticTarget(batch.r, batch.terminal, critic.targetQ(batch.s_next, next.a), next.log_pi, statistics.alpha,
                         settings.discount);
  }
  critic.parameters().zeroGradient();
  const at::Tensor q = critic.q(batch.s, batch.a);
  const at::Tensor loss = calcCriticLoss(q, y);
  statistics.critic_loss = loss.item<double>();
  statistics.q_mean = q.detach().mean().item<double>();
  statistics.q_abs_max = q.detach().abs().max().item<double>();
  if (!std::isfinite(statistics.critic_loss)) return false;
  loss.backward();
  critic_optimiser.step(critic.parameters().values(), critic.parameters().gradient(), settings.critic_learning_rate);
  return true;
}

bool SacAgent::updateActor(const data::TransitionBatch& batch, const AgentSettings& settings, nn::Noise& noise,
                           const ShiftPenalty& penalty, UpdateStatistics& statistics) {
  const at::Tensor epsilon = noise.normal(batch.a.sizes());
  if (pass_) {
    const auto pass = pass_->passActor(batch, epsilon, statistics.alpha, penalty);
    statistics.actor_loss = pass.loss;
    statistics.shift = pass.shift;
    statistics.entropy = -pass.mean_log_pi;
    if (!std::isfinite(statistics.actor_loss)) return false;
    pass_->actorGradient().step(actor_optimiser, settings.actor_learning_rate);
    return true;
  }
  policy.parameters().zeroGradient();
  critic.parameters().requireGradient(false);  // the critics' weights need no gradient here, only their input does
  const PolicySample fresh = policy.sample(batch.s, epsilon);
  at::Tensor loss = calcActorLoss(fresh.log_pi, critic.q(batch.s, fresh.a), statistics.alpha);
  critic.parameters().requireGradient(true);
  if (penalty.isActive()) {
    const at::Tensor shift = calcShiftPenalty(policy.head(batch.s), penalty.behaviour_policy->detachedHead(batch.s));
    statistics.shift = shift.item<double>();
    loss = loss + penalty.weight * shift;
  }
  statistics.actor_loss = loss.item<double>();
  statistics.entropy = -fresh.log_pi.detach().mean().item<double>();
  if (!std::isfinite(statistics.actor_loss)) return false;
  loss.backward();
  actor_optimiser.step(policy.parameters().values(), policy.parameters().gradient(), settings.actor_learning_rate);
  return true;
}

void SacAgent::updateTemperature(const AgentSettings& settings, UpdateStatistics& statistics) {
  const double mean_log_pi = -statistics.entropy;
  statistics.alpha_loss = calcTemperatureLoss(log_alpha.item<double>(), mean_log_pi, settings.target_entropy);
  if (!settings.automatic_alpha) return;
  const double gradient = calcTemperatureGradient(mean_log_pi, settings.target_entropy);
  alpha_optimiser.step(log_alpha, at::full({1}, gradient, at::kFloat), settings.alpha_learning_rate);
}

void SacAgent::followTargets(double tau) {
  if (!pass_) {
    critic.followTargets(tau);
    return;
  }
  const std::int64_t parameter_count = critic.parameters().values().numel();
  compute_.team->run([&](int member) {
    nn::averagePolyak(critic.targetParameters().values(), critic.parameters().values(), tau,
                      nn::calcPart(parameter_count, member, compute_.team->size()));
  });
}

std::shared_ptr<const FrozenPolicy> SacAgent::freeze(std::vector<double> action_low,
                                                     std::vector<double> action_high) const {
  return policy.freeze(std::move(action_low), std::move(action_high), critic.freeze());
}

}  // namespace agent
