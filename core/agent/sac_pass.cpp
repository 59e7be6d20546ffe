#include "agent/sac_pass.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "agent/actor_loss.h"
#include "agent/critic_loss.h"
#include "agent/squashed_gaussian.h"
#include "nn/tensor_view.h"

namespace agent {
namespace {

constexpr std::int64_t kTile = 256;  // rows: the activations of one network of width 256 and its weights fill 1.7 MB

void copy(nn::ConstMatrix from, nn::Matrix to) {
  for (std::int64_t i = 0; i < from.rows; ++i) std::copy_n(from.row(i), from.columns, to.row(i));
}

}  // namespace

SacPass::SacPass(Policy& policy, TwinCritic& critic, const nn::Compute& compute)
    : policy_(&policy),
      critic_(&critic),
      compute_(compute),
      layout_{policy.shape().n_s, policy.shape().n_a},
      critic_gradient_(critic.parameters(), *compute.team, compute.team->size()),
      actor_gradient_(policy.parameters(), *compute.team, compute.team->size()) {
  const auto pass = [&](const nn::Mlp& mlp) { return nn::MlpPass(mlp, kTile, compute.precision); };
  const auto floats = [](std::int64_t columns) { return nn::AlignedFloats(static_cast<std::size_t>(kTile * columns)); };
  for (int member = 0; member < compute.team->size(); ++member) {
    lanes_.push_back({pass(policy.mlp()),
                      {pass(critic.mlp()), pass(critic.mlp())},
                      pass(critic.targetMlp()),
                      std::nullopt,
                      floats(nn::calcStride(layout_.n_s + layout_.n_a)),
                      floats(layout_.n_a),
                      floats(layout_.n_a),
                      floats(1),
                      floats(1),
                      {},
                      {}});
  }
}

nn::Matrix SacPass::inputOf(Lane& lane, std::int64_t rows) const {
  const std::int64_t width = layout_.n_s + layout_.n_a;
  return {lane.x.data(), rows, width, nn::calcStride(width)};
}

// `work(lane, member, tile)` for every tile of every team member's share.
template <class Work>
void SacPass::forEachTile(const data::TransitionBatch& batch, const at::Tensor& epsilon, Work work) {
  const nn::ConstMatrix rows = nn::viewOf(batch.rows), noise = nn::viewOf(epsilon);
  compute_.team->run([&](int member) {
    const nn::Range own = nn::calcPart(batch.size(), member, compute_.team->size());
    for (std::int64_t first = 0; first < std::max<std::int64_t>(own.count, 1); first += kTile) {
      const nn::Range range{own.first + first, std::min(kTile, own.count - first)};
      work(lanes_[static_cast<std::size_t>(member)], member,
           Tile{rows.rowRange(range), noise.rowRange(range), static_cast<double>(batch.size()), first == 0});
    }
  });
}

SacPass::CriticPass SacPass::passCritics(const data::TransitionBatch& batch, const at::Tensor& epsilon, double alpha,
                                         double discount) {
  for (Lane& lane : lanes_) lane.critic_sum = {};
  forEachTile(batch, epsilon, [&](Lane& lane, int member, const Tile& tile) {
    passCriticTile(lane, tile, alpha, discount, critic_gradient_.partOf(member));
  });
  CriticPass total;
  const auto n = static_cast<double>(batch.size());
  for (const Lane& lane : lanes_) {
    total.loss += lane.critic_sum.loss / n;
    total.q_mean += lane.critic_sum.q_mean / (2.0 * n);
    total.q_abs_max = std::max(total.q_abs_max, lane.critic_sum.q_abs_max);
  }
  return total;
}

void SacPass::passCriticTile(Lane& lane, const Tile& tile, double alpha, double discount, float* gradient) {
  const std::int64_t n = tile.rows.rows;
  const nn::Range actions{layout_.n_s, layout_.n_a};
  // a′ ~ π(· | s′);  Q̄_i(s′, a′)
  const nn::ConstMatrix s_next = tile.rows.columnRange({layout_.nextState(), layout_.n_s});
  const nn::Matrix x_next = inputOf(lane, n);
  lane.actor.forward(0, s_next, /*for_backward=*/false);
  copy(s_next, x_next);
  sampleSquashedGaussian(lane.actor.output(), tile.epsilon, x_next.columnRange(actions), lane.log_pi.data());
  lane.target.forward(0, x_next, false);
  for (std::int64_t j = 0; j < n; ++j) lane.y[static_cast<std::size_t>(j)] = *lane.target.output().row(j);
  lane.target.forward(1, x_next, false);
  for (std::int64_t j = 0; j < n; ++j) {
    const auto at = static_cast<std::size_t>(j);
    const float* const row = tile.rows.row(j);
    lane.y[at] =
        calcCriticTarget(row[layout_.reward()], row[layout_.terminal()], lane.y[at], *lane.target.output().row(j),
                         lane.log_pi[at], static_cast<float>(alpha), static_cast<float>(discount));
  }
  // Q_i(s, a) and back, one critic after the other in the same memory; [s, a] stand side by side in a row
  const nn::ConstMatrix x = tile.rows.columnRange({0, layout_.n_s + layout_.n_a});
  nn::MlpPass& critic = lane.critics.front();
  CriticPass& sum = lane.critic_sum;
  for (std::int64_t i = 0; i < 2; ++i) {
    critic.forward(i, x);
    for (std::int64_t j = 0; j < n; ++j) {
      const float q = *critic.output().row(j), y = lane.y[static_cast<std::size_t>(j)];
      *critic.outputGradient().row(j) = calcCriticGradient(q, y, static_cast<float>(tile.batch));
      const double error = double{q} - double{y};
      sum.loss += 0.5 * error * error;
      sum.q_mean += q;
      sum.q_abs_max = std::max(sum.q_abs_max, std::abs(double{q}));
    }
    critic.backward(i);
    critic.weightGradient(i, x, gradient, /*add=*/!tile.first);
  }
}

SacPass::ActorPass SacPass::passActor(const data::TransitionBatch& batch, const at::Tensor& epsilon, double alpha,
                                      const ShiftPenalty& penalty) {
  if (penalty.isActive() && behaviour_policy_ != penalty.behaviour_policy) {
    behaviour_policy_ = penalty.behaviour_policy;
    for (Lane& lane : lanes_) lane.behaviour.emplace(behaviour_policy_->mlp(), kTile, compute_.precision);
  }
  for (Lane& lane : lanes_) lane.actor_sum = {};
  forEachTile(batch, epsilon, [&](Lane& lane, int member, const Tile& tile) {
    passActorTile(lane, tile, alpha, penalty, actor_gradient_.partOf(member));
  });
  ActorPass total;
  const auto n = static_cast<double>(batch.size());
  for (const Lane& lane : lanes_) {
    total.loss += lane.actor_sum.loss / n;
    total.mean_log_pi += lane.actor_sum.mean_log_pi / n;
    total.shift += lane.actor_sum.shift / n;
  }
  if (penalty.isActive()) total.loss += penalty.weight * total.shift;
  return total;
}

void SacPass::passActorTile(Lane& lane, const Tile& tile, double alpha, const ShiftPenalty& penalty, float* gradient) {
  const std::int64_t n = tile.rows.rows;
  const nn::ConstMatrix s = tile.rows.columnRange({0, layout_.n_s});
  const nn::Matrix x = inputOf(lane, n);
  const nn::Matrix a = x.columnRange({layout_.n_s, layout_.n_a});
  // a ~ π(· | s);  Q_i(s, a)
  lane.actor.forward(0, s);
  copy(s, x);
  sampleSquashedGaussian(lane.actor.output(), tile.epsilon, a, lane.log_pi.data());
  for (std::size_t i = 0; i < 2; ++i) lane.critics[i].forward(static_cast<std::int64_t>(i), x);

  ActorPass& sum = lane.actor_sum;
  for (std::int64_t j = 0; j < n; ++j) {
    const double log_pi = lane.log_pi[static_cast<std::size_t>(j)];
    const double q = std::min(*lane.critics[0].output().row(j), *lane.critics[1].output().row(j));
    sum.mean_log_pi += log_pi;
    sum.loss += alpha * log_pi - q;
  }
  const ActorGradient by = calcActorGradient(static_cast<float>(alpha), static_cast<float>(tile.batch));
  calcActionGradient(lane, n, by.by_smaller_q);
  calcSquashedGaussianGradient(lane.actor.output(), tile.epsilon, a,
                               {lane.gradient_a.data(), n, layout_.n_a, layout_.n_a}, by.by_log_pi,
                               lane.actor.outputGradient());
  if (penalty.isActive()) {  // + λ √(KL(π ‖ π_D)/2 + δ)
    lane.behaviour->forward(0, s, /*for_backward=*/false);
    sum.shift += addShiftPenaltyGradient(lane.actor.output(), lane.behaviour->output(), penalty.weight, tile.batch,
                                         lane.actor.outputGradient());
  }
  lane.actor.backward(0);
  lane.actor.weightGradient(0, s, gradient, /*add=*/!tile.first);
}

// ∂J_π/∂a through each row's smaller critic alone: half the work of going through both.
void SacPass::calcActionGradient(Lane& lane, std::int64_t rows, float gradient_q) {
  std::array<std::vector<std::int64_t>, 2> chosen;
  for (std::int64_t j = 0; j < rows; ++j) {
    const bool first_is_smaller = *lane.critics[0].output().row(j) <= *lane.critics[1].output().row(j);
    chosen[first_is_smaller ? 0 : 1].push_back(j);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    nn::MlpPass& critic = lane.critics[i];
    const auto number = static_cast<std::int64_t>(i);
    const auto count = static_cast<std::int64_t>(chosen[i].size());
    critic.keepRows(chosen[i]);
    for (std::int64_t j = 0; j < count; ++j) *critic.outputGradient().row(j) = gradient_q;
    critic.backward(number);
    const nn::Matrix by_a{lane.chosen_gradient_a.data(), count, layout_.n_a, layout_.n_a};
    critic.inputGradient(number, {layout_.n_s, layout_.n_a}, by_a);
    for (std::int64_t j = 0; j < count; ++j) {
      std::copy_n(by_a.row(j), layout_.n_a,
                  lane.gradient_a.data() + chosen[i][static_cast<std::size_t>(j)] * layout_.n_a);
    }
  }
}

}  // namespace agent
