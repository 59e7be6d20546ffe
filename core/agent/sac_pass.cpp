#include "agent/sac_pass.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "agent/actor_loss.h"
#include "agent/critic_loss.h"
#include "agent/squashed_gaussian.h"

namespace agent {
namespace {

nn::ConstMatrix view(const at::Tensor& x) { return {x.data_ptr<float>(), x.size(0), x.size(1), x.stride(0)}; }

void copy(nn::ConstMatrix from, nn::Matrix to) {
  for (std::int64_t i = 0; i < from.rows; ++i) std::copy_n(from.row(i), from.columns, to.row(i));
}

}  // namespace

SacPass::SacPass(Policy& policy, TwinCritic& critic, const nn::Compute& compute)
    : policy_(&policy), critic_(&critic), compute_(compute),
      critic_sums_(static_cast<std::size_t>(compute.team->size())),
      actor_sums_(static_cast<std::size_t>(compute.team->size())) {}

void SacPass::reserve(const data::TransitionBatch& batch) {
  layout_ = {batch.s.size(1), batch.a.size(1)};
  rows_ = batch.rows;
  const std::int64_t n = batch.size();
  if (n <= capacity_) return;
  capacity_ = n;
  actor_ = std::make_unique<nn::MlpPass>(policy_->mlp(), n, compute_.precision);
  behaviour_.reset();
  for (auto& pass : critics_) pass = std::make_unique<nn::MlpPass>(critic_->mlp(), n, compute_.precision);
  for (auto& pass : targets_) pass = std::make_unique<nn::MlpPass>(critic_->targetMlp(), n, compute_.precision);
  const auto size = [n](std::int64_t columns) { return static_cast<std::size_t>(n * columns); };
  x_.resize(size(layout_.n_s + layout_.n_a));
  gradient_a_.resize(size(layout_.n_a));
  compact_gradient_.resize(size(layout_.n_a));
  log_pi_.resize(size(1));
}

SacPass::CriticPass SacPass::passCritics(const data::TransitionBatch& batch, const at::Tensor& epsilon, double alpha,
                                         double discount) {
  reserve(batch);
  const std::int64_t n = batch.size();
  const nn::ConstMatrix all = view(batch.rows);
  const nn::ConstMatrix s_next = view(batch.s_next);
  const nn::ConstMatrix noise = view(epsilon);
  const nn::Matrix x_next{x_.data(), n, layout_.n_s + layout_.n_a, layout_.n_s + layout_.n_a};
  critic_x_ = all.columnRange({0, layout_.n_s + layout_.n_a});  // [s, a] stand side by side in a row

  compute_.team->run([&](int member) {
    const nn::Range rows = nn::calcPart(n, member, compute_.team->size());
    // a′ ~ π(· | s′);  Q̄_i(s′, a′)
    actor_->forward(0, s_next, rows, /*for_backward=*/false);
    copy(s_next.rowRange(rows), x_next.rowRange(rows));
    sampleSquashedGaussian(actor_->output(n).rowRange(rows), noise.rowRange(rows),
                           x_next.rowRange(rows).columnRange({layout_.n_s, layout_.n_a}), log_pi_.data() + rows.first);
    for (std::int64_t i = 0; i < 2; ++i) targets_[static_cast<std::size_t>(i)]->forward(i, x_next, rows, false);
    // Q_i(s, a)
    for (std::int64_t i = 0; i < 2; ++i) critics_[static_cast<std::size_t>(i)]->forward(i, critic_x_, rows);

    CriticPass sum;
    for (std::int64_t j = rows.first; j < rows.first + rows.count; ++j) {
      const auto row = static_cast<std::size_t>(j);
      const float y = calcCriticTarget(all.row(j)[layout_.reward()], all.row(j)[layout_.terminal()],
                                       *targets_[0]->output(n).row(j), *targets_[1]->output(n).row(j), log_pi_[row],
                                       static_cast<float>(alpha), static_cast<float>(discount));
      for (auto& critic : critics_) {
        const float q = *critic->output(n).row(j);
        *critic->outputGradient(n).row(j) = calcCriticGradient(q, y, static_cast<float>(n));
        const double error = double{q} - double{y};
        sum.loss += 0.5 * error * error;
        sum.q_mean += q;
        sum.q_abs_max = std::max(sum.q_abs_max, std::abs(double{q}));
      }
    }
    critic_sums_[static_cast<std::size_t>(member)] = sum;
    for (std::int64_t i = 0; i < 2; ++i) critics_[static_cast<std::size_t>(i)]->backward(i, rows);
  });

  CriticPass total;
  for (const CriticPass& sum : critic_sums_) {
    total.loss += sum.loss / static_cast<double>(n);
    total.q_mean += sum.q_mean / static_cast<double>(2 * n);
    total.q_abs_max = std::max(total.q_abs_max, sum.q_abs_max);
  }
  return total;
}

void SacPass::criticGradient(int member) {
  for (std::int64_t i = 0; i < 2; ++i) {
    critics_[static_cast<std::size_t>(i)]->weightGradient(i, critic_x_, member, compute_.team->size());
  }
}

SacPass::ActorPass SacPass::passActor(const data::TransitionBatch& batch, const at::Tensor& epsilon, double alpha,
                                      const ShiftPenalty& penalty) {
  reserve(batch);
  if (penalty.isActive() && (!behaviour_ || behaviour_policy_ != penalty.behaviour_policy)) {
    behaviour_ = std::make_unique<nn::MlpPass>(penalty.behaviour_policy->mlp(), capacity_, compute_.precision);
    behaviour_policy_ = penalty.behaviour_policy;
  }
  s_ = view(batch.s);
  const nn::ConstMatrix noise = view(epsilon);
  compute_.team->run([&](int member) { passActorRows(batch, noise, alpha, penalty, member); });
  ActorPass total;
  const auto n = static_cast<double>(batch.size());
  for (const ActorPass& sum : actor_sums_) {
    total.loss += sum.loss / n;
    total.mean_log_pi += sum.mean_log_pi / n;
    total.shift += sum.shift / n;
  }
  if (penalty.isActive()) total.loss += penalty.weight * total.shift;
  return total;
}

void SacPass::passActorRows(const data::TransitionBatch& batch, nn::ConstMatrix epsilon, double alpha,
                            const ShiftPenalty& penalty, int member) {
  const std::int64_t n = batch.size();
  const nn::Range rows = nn::calcPart(n, member, compute_.team->size());
  const nn::Matrix x{x_.data(), n, layout_.n_s + layout_.n_a, layout_.n_s + layout_.n_a};
  const nn::Matrix a = x.columnRange({layout_.n_s, layout_.n_a});
  // a ~ π(· | s);  Q_i(s, a)
  actor_->forward(0, s_, rows);
  copy(s_.rowRange(rows), x.rowRange(rows));
  sampleSquashedGaussian(actor_->output(n).rowRange(rows), epsilon.rowRange(rows), a.rowRange(rows),
                         log_pi_.data() + rows.first);
  for (std::int64_t i = 0; i < 2; ++i) critics_[static_cast<std::size_t>(i)]->forward(i, x, rows);

  ActorPass sum;
  for (std::int64_t j = rows.first; j < rows.first + rows.count; ++j) {
    const double log_pi = log_pi_[static_cast<std::size_t>(j)];
    sum.mean_log_pi += log_pi;
    sum.loss += alpha * log_pi - double{std::min(*critics_[0]->output(n).row(j), *critics_[1]->output(n).row(j))};
  }
  const ActorGradient gradient = calcActorGradient(static_cast<float>(alpha), static_cast<float>(n));
  calcActionGradient(rows, gradient.by_smaller_q);
  const nn::Matrix gradient_a{gradient_a_.data(), n, layout_.n_a, layout_.n_a};
  calcSquashedGaussianGradient(actor_->output(n).rowRange(rows), epsilon.rowRange(rows), a.rowRange(rows),
                               gradient_a.rowRange(rows), gradient.by_log_pi,
                               actor_->outputGradient(n).rowRange(rows));
  if (penalty.isActive()) {  // + λ √(KL(π ‖ π_D)/2 + δ)
    behaviour_->forward(0, s_, rows, /*for_backward=*/false);
    sum.shift =
        addShiftPenaltyGradient(actor_->output(n).rowRange(rows), behaviour_->output(n).rowRange(rows), penalty.weight,
                                static_cast<double>(n), actor_->outputGradient(n).rowRange(rows));
  }
  actor_sums_[static_cast<std::size_t>(member)] = sum;
  actor_->backward(0, rows);
}

// ∂J_π/∂a through each row's smaller critic alone: half the work of going through both.
void SacPass::calcActionGradient(nn::Range rows, float gradient_q) {
  const std::int64_t n = rows_.size(0);
  const nn::Matrix gradient_a{gradient_a_.data(), n, layout_.n_a, layout_.n_a};
  const nn::Matrix compact{compact_gradient_.data(), n, layout_.n_a, layout_.n_a};
  std::array<std::vector<std::int64_t>, 2> chosen;
  for (std::int64_t j = rows.first; j < rows.first + rows.count; ++j) {
    const bool first_is_smaller = *critics_[0]->output(n).row(j) <= *critics_[1]->output(n).row(j);
    chosen[first_is_smaller ? 0 : 1].push_back(j);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    const nn::Range kept{rows.first, static_cast<std::int64_t>(chosen[i].size())};
    const auto critic = static_cast<std::int64_t>(i);
    for (std::int64_t j = 0; j < kept.count; ++j) *critics_[i]->outputGradient(n).row(kept.first + j) = gradient_q;
    critics_[i]->keepRows(rows, chosen[i]);
    critics_[i]->backward(critic, kept);
    critics_[i]->inputGradient(critic, kept, {layout_.n_s, layout_.n_a}, compact.rowRange(kept));
    for (std::int64_t j = 0; j < kept.count; ++j) {
      std::copy_n(compact.row(kept.first + j), layout_.n_a, gradient_a.row(chosen[i][static_cast<std::size_t>(j)]));
    }
  }
}

void SacPass::actorGradient(int member) { actor_->weightGradient(0, s_, member, compute_.team->size()); }

}  // namespace agent
