#include "agent/sac_agent.h"

#include <ATen/ATen.h>

#include <cmath>

#include "agent/actor_loss.h"
#include "agent/critic_loss.h"
#include "agent/temperature_loss.h"

namespace agent {

SacAgent::SacAgent(const AgentShape& shape, double initial_alpha, nn::Noise& initialisation)
    : policy({shape.n_s, shape.n_a, shape.hidden, shape.hidden_layers}, initialisation),
      critic({shape.n_s, shape.n_a, shape.hidden, shape.hidden_layers}, initialisation),
      actor_optimiser(policy.parameters().values().numel()),
      critic_optimiser(critic.parameters().values().numel()),
      alpha_optimiser(1),
      log_alpha(at::full({1}, std::log(initial_alpha), at::kFloat)) {}

UpdateStatistics SacAgent::update(const data::TransitionBatch& batch, const AgentSettings& settings,
                                  nn::Noise& noise) {
  UpdateStatistics statistics;
  statistics.alpha = std::exp(log_alpha.item<double>());
  statistics.finite = updateCritics(batch, settings, noise, statistics) && updateActor(batch, settings, noise, statistics);
  if (!statistics.finite) return statistics;
  updateTemperature(settings, statistics);
  if (++updates % settings.target_update_interval == 0) critic.followTargets(settings.polyak);
  return statistics;
}

bool SacAgent::updateCritics(const data::TransitionBatch& batch, const AgentSettings& settings, nn::Noise& noise,
                             UpdateStatistics& statistics) {
  at::Tensor y;
  {
    const at::NoGradGuard no_gradient;
    const PolicySample next = policy.sample(batch.s_next, noise.normal(batch.a.sizes()));
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
                           UpdateStatistics& statistics) {
  policy.parameters().zeroGradient();
  critic.parameters().requireGradient(false);  // the critics' weights need no gradient here, only their input does
  const PolicySample fresh = policy.sample(batch.s, noise.normal(batch.a.sizes()));
  const at::Tensor loss = calcActorLoss(fresh.log_pi, critic.q(batch.s, fresh.a), statistics.alpha);
  critic.parameters().requireGradient(true);
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

}  // namespace agent
