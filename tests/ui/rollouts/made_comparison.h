#pragma once

#include <cmath>
#include <memory>

#include "inspect/comparison.h"

namespace support {

/// A comparison worked out by hand: two observations and the reward over H steps, members 0, 2 and 3 that part from a
/// sine at rates of their own, statistics with round numbers. No model was asked.
inline std::shared_ptr<inspect::Comparison> madeComparison(int horizon = 20, int start = 40) {
  auto made = std::make_shared<inspect::Comparison>();
  made->ticket = 1;
  made->complete = true;
  made->environment = "inverted_pendulum";
  made->seconds_per_step = 0.04;
  made->observation_names = {"height", "speed"};
  made->episode.id = "evaluation-000002500-0";
  made->episode.real_steps = 2500;
  made->episode.length = 200;
  made->spec.episode = made->episode.id;
  made->spec.start_step = start;
  made->spec.horizon = horizon;
  made->model_steps = 2500;
  made->rollout_length = 5;
  made->members = {0, 2, 3};
  made->is_elite = {true, true, true};
  for (int dimension = 0; dimension < 3; ++dimension) {
    inspect::Fan fan;
    fan.name = dimension == 0 ? "height" : dimension == 1 ? "speed" : "reward";
    fan.member_mean.resize(3);
    for (int h = dimension == 2 ? 1 : 0; h <= horizon; ++h) {
      fan.step.push_back(h);
      const double truth = std::sin(0.25 * h + dimension), apart = 0.002 * h * h;
      fan.truth.push_back(truth);
      fan.mean.push_back(truth);
      for (int m = 0; m < 3; ++m) fan.member_mean[static_cast<std::size_t>(m)].push_back(truth + (m - 1) * apart);
      fan.epistemic.push_back(apart * std::sqrt(2.0 / 3.0));
      fan.aleatoric.push_back(0.02 * std::sqrt(h));
    }
    fan.basis = {mbpo::Provenance::estimated, 64, "particles per member"};
    made->fans.push_back(fan);
  }
  inspect::ErrorGrowth& growth = made->growth;
  growth.dimension_rmse.resize(2);
  for (int h = 1; h <= horizon; ++h) {
    growth.step.push_back(h);
    growth.rmse.push_back(0.01 * std::exp(0.2 * h));
    growth.member_rmse.push_back(0.02 * std::exp(0.2 * h));
    growth.rmse_in_own_sigma.push_back(1 + 0.05 * h);
    growth.starts.push_back(200 - h);
    for (auto& one : growth.dimension_rmse) one.push_back(0.015 * std::exp(0.2 * h));
    growth.reward_rmse.push_back(0.005 * h);
  }
  growth.basis = {mbpo::Provenance::estimated, 200, "start states"};
  made->calibration.nominal = {0.1, 0.3, 0.5, 0.7, 0.9};
  made->calibration.observed = {0.08, 0.25, 0.42, 0.6, 0.8};
  made->calibration.by_dimension.assign(3, {0.1, 0.28, 0.45, 0.66, 0.85});
  made->calibration.pit = {1.6, 1.1, 0.8, 0.7, 0.6, 0.7, 0.8, 0.9, 1.2, 1.6};
  made->calibration.basis = {mbpo::Provenance::estimated, 900, "transitions"};
  for (int dimension = 0; dimension < 3; ++dimension) {
    inspect::DimensionScore score;
    score.name = made->fans[static_cast<std::size_t>(dimension)].name;
    score.r2 = 0.9 - 0.1 * dimension;
    score.nll = -1 + dimension;
    score.rmse = 0.3 + 0.05 * dimension;
    score.n = 900;
    for (int i = 0; i < 50; ++i) {
      score.truth.push_back(std::sin(i));
      score.predicted.push_back(std::sin(i) + 0.1 * std::cos(3 * i));
      score.sigma.push_back(0.1);
    }
    made->scores.push_back(score);
  }
  return made;
}

}  // namespace support
