#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "env/environment.h"

namespace env {

/// The body behind an observation: (qpos, qvel) from s, by the parts that the task file lists. Coordinates are taken
///
///     qpos, qvel        from their column; a clipped one is what was shown
///     angles            from sin and cos: atan2(s, c), the turn nearest to the angle before
///     unseen slides     (a root's x, y): integrated from the start's true value with the imagined velocity,
///     and hinges        q ← q + Δt · (v + v′)/2, v and v′ the velocities before and after the step
///     unseen velocities from the step's change of a seen or integrated position, where there is one: (q′ − q)/Δt;
///                       else, for coordinates that never move in the task (a goal), the start's own
///
/// A quaternion (a free root's turn) is brought to length 1. A body needs every coordinate by one of these rules; else
/// `reason` says which is missing. Immutable after loading; any thread may call it. Throws base::Error on bad files.
class ObservationInverse {
 public:
  /// A bundled name or a task file.
  static ObservationInverse load(std::string_view name_or_path);

  bool isPossible() const;
  /// A sentence: which coordinates are integrated and by which rule, or why there is no body.
  const std::string& note() const;
  /// Whether a single observation determines the body but for coordinates that the physics does not depend on (places
  /// along a flat floor): only then a real body may be started from an observation alone.
  bool isComplete() const;

  /// Bodies along observations s_0 … s_L [L+1][n_s]; the first is `start` itself, which was observed as s_0.
  /// Precondition: isPossible(). Sizes are checked (base::Error).
  std::vector<BodyState> bodiesAlong(const BodyState& start, std::span<const std::vector<double>> observations) const;
  /// The body at s alone, unseen coordinates as in the model's initial pose. Precondition: isPossible().
  BodyState bodyAt(std::span<const double> observation) const;

 private:
  struct Parts;
  explicit ObservationInverse(std::shared_ptr<const Parts> parts);
  std::shared_ptr<const Parts> parts_;
};

}  // namespace env
