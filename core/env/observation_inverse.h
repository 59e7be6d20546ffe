#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "env/environment.h"

namespace env {

/// The body behind an observation: (qpos, qvel) from s, by the parts that the task file lists.
///
///     a column of qpos or qvel   what it shows (a clipped velocity as it was shown)
///     sin and cos of an angle    atan2(sin, cos), at the turn nearest to the angle before
///     an unseen position         (a root's x or y) integrated from the true start with the imagined velocity,
///                                q′ = q + Δt (v + v′)/2, v and v′ those before and after the step
///     an unseen velocity         (q′ − q)/Δt where q is seen; 0 for a goal, which rests, and where nothing is known
///
/// A quaternion is brought to length 1. Whatever else an observation shows (places, forces) follows from these and is
/// not read. There is a body when every position is seen or can be integrated. Immutable after loading; any thread may
/// call it.
class ObservationInverse {
 public:
  /// A bundled name or a task file. Throws base::Error on bad files; a task that shows too little is no fault.
  static ObservationInverse load(std::string_view name_or_path);

  bool isPossible() const;
  /// A sentence: which positions are integrated and by which rule, or why there is no body.
  const std::string& note() const;
  /// Whether one observation alone says all that the physics depends on: every velocity, and every position but places
  /// along the floor. Only then may a real body be started from an observation.
  bool isComplete() const;
  const std::vector<int>& integrated() const;  ///< indices into qpos of the integrated positions

  /// Bodies along observations s_0 … s_L, each [n_s]; s_0 was seen at `start`, which comes back as the first.
  /// Precondition: isPossible(); throws base::Error on sizes that do not fit.
  std::vector<BodyState> bodiesAlong(const BodyState& start, std::span<const std::vector<double>> observations) const;
  /// The body at s alone; unseen positions as in the model's initial pose, unseen velocities 0.
  BodyState bodyAt(std::span<const double> observation) const;

 private:
  struct Parts;
  explicit ObservationInverse(std::shared_ptr<const Parts> parts);
  std::shared_ptr<const Parts> parts_;
};

}  // namespace env
