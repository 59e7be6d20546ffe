#include "ui/viewer/policy_player.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "env/pushable.h"

namespace viewer {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kDriftSeconds = 0.35;   // the random action's correlation time: a sway rather than a jitter
constexpr double kDriftStrength = 0.45;  // its standard deviation in half ranges

}  // namespace

PolicyPlayer::PolicyPlayer(const std::string& environment, std::uint64_t seed)
    : environment_(env::makeEnvironment(environment)),
      random_(seed, "viewer"),
      drift_(static_cast<std::size_t>(environment_->actionSize()), 0.0),
      last_return_(kUnknown) {
  reset();
}

bool PolicyPlayer::setPolicy(std::shared_ptr<const agent::FrozenPolicy> policy) {
  const bool fits = !policy || (policy->observationSize() == environment_->observationSize() &&
                                policy->actionSize() == environment_->actionSize());
  policy_ = fits ? std::move(policy) : nullptr;
  return fits;
}

void PolicyPlayer::reset() {
  const std::span<const double> s_0 = environment_->reset(random_);
  observation_.assign(s_0.begin(), s_0.end());
  reward_ = return_ = 0;
  value_ = kUnknown;
  ended_ = unstable_ = false;
  action_.clear();
  ++episodes_;
}

void PolicyPlayer::step() {
  if (ended_) {
    reset();
    return;
  }
  action_ = chooseAction();
  value_ = policy_ ? policy_->estimateValue(observation_, action_).value_or(kUnknown) : kUnknown;
  const env::StepResult result = environment_->step(action_);
  observation_.assign(result.observation.begin(), result.observation.end());
  reward_ = result.reward;
  return_ += result.reward;
  ended_ = result.terminated || result.truncated;
  unstable_ = result.unstable;
  if (ended_) last_return_ = return_;
}

void PolicyPlayer::push(int body, const std::array<double, 6>& force_torque) {
  const bool is_finite = std::ranges::all_of(force_torque, [](double value) { return std::isfinite(value); });
  if (auto* pushable = dynamic_cast<env::Pushable*>(environment_.get())) {
    pushable->push(is_finite ? body : 0, force_torque);
  }
}

std::vector<double> PolicyPlayer::chooseAction() {
  if (!policy_) return smoothRandomAction();
  return sampled_ ? policy_->sample(observation_, random_) : policy_->act(observation_);
}

/// An Ornstein–Uhlenbeck process per actuator: x ← x e^{−Δt/τ} + √(1 − e^{−2Δt/τ}) ε.
std::vector<double> PolicyPlayer::smoothRandomAction() {
  const double keep = std::exp(-environment_->secondsPerStep() / kDriftSeconds);
  const double stir = std::sqrt(1 - keep * keep);
  const std::span<const double> low = environment_->actionLow(), high = environment_->actionHigh();
  std::vector<double> action(drift_.size());
  for (std::size_t i = 0; i < drift_.size(); ++i) {
    drift_[i] = keep * drift_[i] + stir * random_.normal();
    const double half_range = (high[i] - low[i]) / 2;
    action[i] = (low[i] + high[i]) / 2 + half_range * std::clamp(kDriftStrength * drift_[i], -1.0, 1.0);
  }
  return action;
}

}  // namespace viewer
