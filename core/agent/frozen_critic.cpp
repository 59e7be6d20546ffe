#include "agent/frozen_critic.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace agent {

FrozenCritic::FrozenCritic(std::array<Network, 2> networks) : networks_(std::move(networks)) {
  for (const Network& network : networks_) {
    requireChained(network, "critic");
    if (network.back().outputs != 1) throw base::Error("a critic's last layer must have one output");
  }
  if (networks_[0].front().inputs != networks_[1].front().inputs) {
    throw base::Error("the two critics differ in their inputs");
  }
}

double FrozenCritic::minQ(std::span<const double> s, std::span<const double> a) const {
  WORKBENCH_CHECK(static_cast<int>(s.size() + a.size()) == inputSize(),
                  "state and action have " + std::to_string(s.size() + a.size()) + " values");
  std::vector<float> x(s.begin(), s.end());
  x.insert(x.end(), a.begin(), a.end());
  const float q_1 = forward(networks_[0], x).front(), q_2 = forward(networks_[1], x).front();
  return std::min(q_1, q_2);
}

}  // namespace agent
