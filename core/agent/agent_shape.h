#pragma once

#include <cstdint>

namespace agent {

/// Sizes of the policy and of both critics.
struct AgentShape {
  std::int64_t n_s = 1, n_a = 1;
  std::int64_t hidden = 256, hidden_layers = 2;
};

}  // namespace agent
