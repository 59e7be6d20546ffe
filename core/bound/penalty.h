#pragma once

#include <string_view>
#include <vector>

namespace bound {

/// One additive term of a penalty: which error it charges for, and how much (≥ 0, reward units).
struct Term {
  std::string_view name;  ///< one of the constants below
  double value = 0;
};

/// C in "true return ≥ model-side return − C", as the sum of its terms in the order of the theorem.
struct Penalty {
  std::vector<Term> terms;

  double calcTotal() const {
    double total = 0;
    for (const Term& term : terms) total += term.value;
    return total;
  }
};

/// Names of the terms, also the keys under which they are recorded.
namespace term {
inline constexpr std::string_view kModelError = "model_error";                   ///< the learned model's mistakes
inline constexpr std::string_view kPolicyShiftStates = "policy_shift_states";    ///< π reaches other states than π_D
inline constexpr std::string_view kPolicyShiftActions = "policy_shift_actions";  ///< π acts otherwise in the same state
inline constexpr std::string_view kShiftBeforeBranch = "shift_before_branch";  ///< π_D drifted from π before the branch
inline constexpr std::string_view kShiftAtBranch = "shift_at_branch";          ///< the action at the branching point
inline constexpr std::string_view kShiftInBranch = "shift_in_branch";          ///< ε_m is measured on π_D, not on π
}  // namespace term

}  // namespace bound
