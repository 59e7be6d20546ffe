#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "agent/frozen_policy.h"
#include "base/random_stream.h"
#include "data/transition.h"
#include "env/environment.h"

namespace measure {

/// A real episode from its first step on. After a terminal end every reward is 0; after any other end (time limit, or
/// no further look) the rest is unknown.
struct Episode {
  at::Tensor s;             ///< [L, n_s] float32, the states before each step; s[0] is a true initial state
  std::vector<double> r;    ///< [L]
  bool terminated = false;  ///< the task's own end after the last step

  std::int64_t length() const { return static_cast<std::int64_t>(r.size()); }
};

/// The episodes in D_env's rows, oldest first. Kept are those whose first step is there and which are over; also a last
/// one still running once it has `horizon` steps. (Keeping shorter unfinished ones would count short returns as such.)
std::vector<Episode> splitEpisodes(const data::TransitionBatch& batch, std::int64_t horizon);

/// Plays one episode of the stochastic policy in the real environment, one step per call, at most `horizon` steps.
/// These are diagnostic steps: they never enter D_env, and are counted apart. The environment must outlive it.
class EpisodeCollector {
 public:
  EpisodeCollector(env::Environment& environment, std::shared_ptr<const agent::FrozenPolicy> policy,
                   std::int64_t horizon);

  /// False when the episode has ended.
  bool step(base::RandomStream& resets, base::RandomStream& actions);
  bool finished() const { return finished_; }
  Episode episode() const;  ///< what was played so far

 private:
  env::Environment* environment_;
  std::shared_ptr<const agent::FrozenPolicy> policy_;
  std::int64_t horizon_;
  std::vector<float> states_;  ///< [L, n_s]
  std::vector<double> observation_, rewards_;
  bool terminated_ = false, finished_ = false;
};

}  // namespace measure
