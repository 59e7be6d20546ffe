#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>

#include "agent/frozen_policy.h"
#include "env/batched_task.h"
#include "env/environment.h"
#include "env/observation_inverse.h"
#include "mbpo/frozen_model.h"
#include "model/gaussian_ensemble.h"

namespace inspect {

/// The learned model and π as functions on batches, so that imagination knows no networks; in tests, exactly known
/// maps. Actions are normalised to [−1, 1]. No gradient.
struct ModelWorld {
  /// One member's Gaussian over y = [Δs, r] at x = [s, a] [B, n_in]: mean and std [B, n_s + 1], raw units.
  std::function<model::GaussianEnsemble::MemberPrediction(std::int64_t member, const at::Tensor& x)> predict;
  std::function<at::Tensor(const at::Tensor& s_next)> terminated;  ///< the task's known end: [B, n_s] → bool [B]
  /// a = tanh(μ(s) + ε σ(s)) with ε [B, n_a]; 0: π's mean.
  std::function<at::Tensor(const at::Tensor& s, const at::Tensor& epsilon)> act;
};

/// A run's model brought back to life. One owner thread.
class InspectedModel {
 public:
  /// Throws base::Error where the task's files are missing or do not fit the model.
  explicit InspectedModel(std::shared_ptr<const mbpo::FrozenModel> frozen);
  InspectedModel(const InspectedModel&) = delete;  // `world` refers to it
  InspectedModel& operator=(const InspectedModel&) = delete;

  const mbpo::FrozenModel& frozen() const { return *frozen_; }
  const ModelWorld& world() const { return world_; }
  const env::ObservationInverse& inverse() const { return inverse_; }
  env::Environment& environment() const { return *environment_; }
  const env::BatchedTask& task() const { return task_; }

  at::Tensor normalised(const at::Tensor& control) const;  ///< a [B, n_a], control units → [−1, 1], float32
  at::Tensor control(const at::Tensor& normalised) const;  ///< and back, float64

 private:
  std::shared_ptr<const mbpo::FrozenModel> frozen_;
  std::unique_ptr<model::GaussianEnsemble> ensemble_;
  env::BatchedTask task_;
  env::ObservationInverse inverse_;
  std::unique_ptr<env::Environment> environment_;
  at::Tensor centre_, half_range_;  ///< [n_a] float64
  ModelWorld world_;
};

}  // namespace inspect
