#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

#include "nn/noise.h"

namespace measure {

/// What one step of the model brings.
struct ModelOutcome {
  at::Tensor s_next;  ///< [B, n_s]
  at::Tensor r;       ///< [B, 1] or [B]
};

/// π acting in p̂, as functions, so that returns know neither networks nor the order of random numbers. Composed by the
/// owner: Policy::sample, rollout::sampleModelStep, BatchedTask::terminated; in tests an exactly known chain.
struct ModelProcess {
  std::function<at::Tensor(const at::Tensor& s, nn::Noise& noise)> act;  ///< s [B, n_s] → a [B, n_a]
  std::function<ModelOutcome(const at::Tensor& s, const at::Tensor& a, nn::Noise& noise)> step;
  std::function<at::Tensor(const at::Tensor& s_next)> terminated;  ///< the task's known end: [B, n_s] → bool [B]
};

/// `length` steps of π in p̂ from B states at once; only the rewards are kept. A trajectory that ends gets reward 0
/// from then on. `step` moves all living trajectories by one model step.
class ModelRollout {
 public:
  ModelRollout(ModelProcess process, const at::Tensor& s, std::int64_t length);  ///< s [B, n_s] float32, length ≥ 1

  /// False when all steps are done.
  bool step(nn::Noise& noise);
  bool finished() const { return state_.t == length_ || state_.trajectories.size(0) == 0; }

  /// r̂_t [B, length] float64: 0 after a trajectory's end, NaN from where the model was not finite.
  const at::Tensor& rewards() const { return state_.rewards; }
  std::int64_t length() const { return length_; }
  std::int64_t modelSteps() const { return state_.model_steps; }
  std::int64_t alive() const { return state_.trajectories.size(0); }  ///< neither ended nor dropped

  /// What changes between steps, for checkpoints; `restore` expects a rollout of the same shape.
  struct State {
    at::Tensor s;             ///< [alive, n_s]
    at::Tensor trajectories;  ///< [alive] int64: their rows in `rewards`
    at::Tensor rewards;       ///< [B, length]
    std::int64_t t = 0, model_steps = 0;
  };
  const State& state() const { return state_; }
  void restore(State state) { state_ = std::move(state); }

 private:
  ModelProcess process_;
  std::int64_t length_;
  State state_;
};

/// At most n rows of s [N, n_s], drawn without replacement.
at::Tensor drawStarts(const at::Tensor& s, std::int64_t n, nn::Noise& noise);

}  // namespace measure
