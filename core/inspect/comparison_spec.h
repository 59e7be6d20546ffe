#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inspect {

/// Who acts on imagined states.
enum class Drive {
  open_loop,   ///< the recorded actions, whatever the model says: what parts is the model alone
  closed_loop  ///< π on the imagined states; truth is the real body set back to the same state and acted on by π
};
std::string_view driveName(Drive drive);  ///< "open", "closed"

/// What to compare: a stretch of reality with what the model makes of it from the same start.
struct ComparisonSpec {
  std::string episode;  ///< id of a kept episode; empty: a state of D_env as training draws its starts
  int start_step = 0;   ///< of the episode, 0 … T − 1; D_env: which of TrainingView::env_starts
  int horizon = 30;     ///< H, model steps, 1 … kMaxHorizon
  Drive drive = Drive::open_loop;
  int samples = 3;              ///< sampled paths per member beside its mean path, 0 … kMaxSamples
  std::vector<int> members;     ///< networks of the ensemble, 0-based; empty: the elites
  bool sampled_action = false;  ///< closed loop: a ~ π instead of π's mean
  std::uint64_t seed = 1;       ///< of sampled paths, of starts for the statistics
  bool statistics = true;       ///< error growth, calibration and scores, over many starts, beside the one comparison

  bool operator==(const ComparisonSpec&) const = default;
};

inline constexpr int kMaxHorizon = 1000;
inline constexpr int kMaxSamples = 64;

/// Throws base::Error: which number, what is allowed. The start step is checked with the episode at hand.
void validate(const ComparisonSpec& spec, int ensemble_members);

}  // namespace inspect
