#pragma once

#include <QJsonObject>
#include <vector>

#include "inspect/comparison_spec.h"

namespace rollouts {

/// What the page asks the model, beside which episode; remembered from one start to the next. A value.
struct Choices {
  bool from_buffer = false;  ///< start from a state of D_env, as training draws it, instead of an episode's step
  int start = 0;             ///< step of the episode, or which of the drawn states
  int horizon = 30;          ///< H, model steps
  inspect::Drive drive = inspect::Drive::open_loop;
  int samples = 0;           ///< sampled paths per member beside its mean path
  std::vector<int> members;  ///< networks, ascending; empty: the elites, whichever they are
  bool sampled_action = false;
  int seed = 1;

  bool operator==(const Choices&) const = default;
};

inline constexpr int kLongestHorizon = 500;  ///< that the page offers; a fan over more is a blur

inspect::ComparisonSpec specFor(const Choices& choices, const std::string& episode);

QJsonObject toJson(const Choices& choices);
/// Takes what it knows, within its limits.
Choices choicesFromJson(const QJsonObject& json);

}  // namespace rollouts
