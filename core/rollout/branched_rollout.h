#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "agent/policy.h"
#include "base/random_stream.h"
#include "data/replay_buffer.h"
#include "model/gaussian_ensemble.h"
#include "nn/compute.h"
#include "nn/matrix.h"
#include "nn/noise.h"
#include "rollout/model_pass.h"

namespace rollout {

/// The environment's known termination function on predicted next observations: s′ [B, n_s] → bool [B]. Called from
/// several threads at once, each with rows of its own.
using Termination = std::function<at::Tensor(const at::Tensor& s_next)>;

struct RolloutStatistics {
  std::int64_t branches = 0;    ///< started
  std::int64_t rows = 0;        ///< model transitions stored
  std::int64_t terminated = 0;  ///< branches that the termination function ended
  std::int64_t not_finite = 0;  ///< branches dropped because the model predicted NaN or infinity
};

/// One model step from s [B, n_s], a [B, n_a]: every row picks a random elite, which alone is evaluated, and samples
/// its Gaussian:  (Δs, r) ~ N(μ_e(s, a), σ_e²(s, a)),  s′ = s + Δs.
struct ModelStep {
  at::Tensor s_next;  ///< [B, n_s]
  at::Tensor r;       ///< [B, 1]
};
ModelStep sampleModelStep(const model::GaussianEnsemble& ensemble, const at::Tensor& s, const at::Tensor& a,
                          nn::Noise& noise);

/// Stage 3: `branches` rollouts of k model steps, each from a state drawn uniformly from D_env, actions from π, into
/// D_model. A branch whose predicted next state is terminal is stored with that flag and ends there.
/// `step` moves one chunk of branches by one model step. Everything referred to must outlive it.
class BranchedRollout {
 public:
  static constexpr std::int64_t kChunk = 4096;  ///< branches moved together: a few tens of milliseconds of work

  BranchedRollout(const model::GaussianEnsemble& ensemble, const agent::Policy& policy, Termination termination,
                  const data::ReplayBuffer& env_buffer, data::ReplayBuffer& model_buffer, std::int64_t branches,
                  int length, const nn::Compute& compute = {});

  /// False when all branches are done.
  bool step(base::RandomStream& starts, nn::Noise& noise);
  bool finished() const { return started_ == branches_ && !s_.defined(); }
  double progress() const { return static_cast<double>(started_) / static_cast<double>(branches_); }
  const RolloutStatistics& statistics() const { return statistics_; }
  /// Model transitions stored per second in `step`, since this object was made: a restored one counts from there.
  double rowsPerSecond() const { return seconds_ > 0 ? static_cast<double>(timed_rows_) / seconds_ : 0; }

  /// What changes between steps, for checkpoints.
  struct State {
    std::int64_t started = 0;
    int depth = 0;
    at::Tensor s;  ///< states of the chunk's live branches [B, n_s]; undefined between chunks
    RolloutStatistics statistics;
  };
  State state() const { return {started_, depth_, s_, statistics_}; }
  void restore(const State& state);
  std::int64_t branches() const { return branches_; }
  int length() const { return length_; }

 private:
  void startChunk(base::RandomStream& starts);
  ModelPass::Result moveBranches(nn::Noise& noise);
  /// What became of a branch in one model step.
  enum class Fate : std::uint8_t { lives, terminal, not_finite };
  void completeRows(const ModelPass::Result& next, nn::Range range, nn::Matrix rows);
  void storeRows(const at::Tensor& rows);
  void keepLivingBranches(const at::Tensor& s_next);

  const model::GaussianEnsemble* ensemble_;
  const agent::Policy* policy_;
  Termination termination_;
  const data::ReplayBuffer* env_buffer_;
  data::ReplayBuffer* model_buffer_;
  std::int64_t branches_;
  int length_;
  std::int64_t started_ = 0;
  int depth_ = 0;
  at::Tensor s_;
  RolloutStatistics statistics_;
  double seconds_ = 0;
  std::int64_t timed_rows_ = 0;
  std::vector<Fate> fates_;         ///< of the chunk's branches, in the step at work
  nn::ThreadTeam* team_ = nullptr;  ///< with the fast engine only, as is
  std::unique_ptr<ModelPass> pass_;
};

}  // namespace rollout
