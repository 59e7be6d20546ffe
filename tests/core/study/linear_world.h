#pragma once

#include <ATen/ATen.h>

#include <array>

#include "env/environment.h"
#include "support/planted_ensemble.h"

/// A world in one dimension that a planted ensemble can know exactly: s′ = 0.9 s + 0.5 a, r = s + 2 a; twenty steps.
class LinearWorld final : public env::Environment {
 public:
  const std::string& name() const override { return name_; }
  int observationSize() const override { return 1; }
  int actionSize() const override { return 1; }
  std::span<const double> actionLow() const override { return low_; }
  std::span<const double> actionHigh() const override { return high_; }
  const std::vector<std::string>& observationNames() const override { return names_; }
  int timeLimit() const override { return 20; }
  double secondsPerStep() const override { return 1; }

  std::span<const double> reset(base::RandomStream& random) override {
    s_[0] = random.uniform(-1, 1);
    steps_ = 0;
    return s_;
  }
  std::span<const double> resetTo(std::span<const double>, std::span<const double>) override { return s_; }
  env::StepResult step(std::span<const double> control) override {
    const double a = control[0] / high_[0];
    env::StepResult result;
    result.reward = s_[0] + 2 * a;
    s_[0] = 0.9 * s_[0] + 0.5 * a;
    result.observation = s_;
    result.truncated = ++steps_ == timeLimit();
    return result;
  }
  int stepsInEpisode() const override { return steps_; }
  env::BodyState bodyState() const override { return {}; }
  std::span<const double> restore(const env::BodyState&, int) override { return s_; }
  long unstableEpisodes() const override { return 0; }

 private:
  std::string name_ = "linear";
  std::vector<std::string> names_{"s"};
  std::array<double, 1> low_{-3}, high_{3}, s_{};  // wider than 1: controls and normalised actions differ
  int steps_ = 0;
};

/// The world's own map in every network, but wrong by `bias` in Δs; predicted with standard deviation `std`.
inline void plantLinearWorld(support::PlantedEnsemble& ensemble, std::int64_t members, double bias, double std) {
  for (std::int64_t e = 0; e < members; ++e) {
    ensemble.plant(e, at::tensor({-0.1F, 1.0F, 0.5F, 2.0F}).view({2, 2}), at::tensor({static_cast<float>(bias), 0.0F}),
                   at::full({2}, std));
    ensemble->elites.push_back(e);
  }
}
