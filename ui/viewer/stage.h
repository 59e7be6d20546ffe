#pragma once

#include <QColor>
#include <QString>
#include <algorithm>
#include <optional>
#include <vector>

#include "env/environment.h"
#include "ui/viewer/line_pattern.h"

namespace viewer {

/// One body on a stage: where it is after each step, from the state that all tracks begin with.
struct Track {
  QString name;
  QColor colour;                       ///< invalid: the model's own colours
  bool solid = false;                  ///< the true body; otherwise a translucent ghost
  std::vector<env::BodyState> states;  ///< one per step; shorter than the others: it ends there and stays, faint
  std::optional<LinePattern> pattern = {};  ///< of a ghost's edge, trace and legend; none: by its place among the ghosts
  std::vector<double> value = {};  ///< of a ghost: estimate Q̂ at its state i and action; may be empty
};

/// Bodies that stand on the same ground at the same step: plain values. A state that is not finite hides its body from
/// there on and is said so. `qvel` and `carried` of a state may be empty.
struct Stage {
  QString environment;  ///< a bundled task's name, a task file, or a bare MJCF (.xml)
  QString title;        ///< what is seen, e.g. "episode 12 from step 200, k = 15"
  double seconds_per_step = 0;
  std::vector<Track> tracks;
  std::vector<double> reward;  ///< of the step that leads from state i to i + 1; may be empty
  std::vector<double> value;   ///< of the true body: estimate Q̂ at state i and its action; may be empty
};

/// The number of steps from the first state to the last one of the longest track.
inline int lastStep(const Stage& stage) {
  std::size_t longest = 1;
  for (const Track& track : stage.tracks) longest = std::max(longest, track.states.size());
  return static_cast<int>(longest) - 1;
}

}  // namespace viewer
