#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "inspect/model_world.h"
#include "nn/noise.h"

namespace inspect {

/// Asked between units of work: false gives it up.
using Proceed = std::function<bool()>;

/// Where imagination starts and who drives it.
struct ImaginationPlan {
  at::Tensor s;                       ///< starts [S, n_s] float32
  at::Tensor actions;                 ///< open loop: [S, H, n_a] normalised; undefined: π acts on imagined states
  std::vector<std::int64_t> members;  ///< E networks
  std::int64_t particles = 0;         ///< P per member and start, beside the mean path
  std::int64_t horizon = 1;           ///< H
  bool sampled_action = false;        ///< particles draw their actions from π; the mean path always takes π's mean
};

/// E members × (1 + P) paths × S starts. Path 0 takes the member's mean at every step; the others draw every step from
/// its Gaussian, (Δs, r) ~ N(μ_e(s, a), σ_e²(s, a)). A path keeps its member. Paths go on after `ended`; numbers that
/// are not finite stay so.
struct ImaginedBatch {
  at::Tensor s;      ///< [E, 1 + P, S, H + 1, n_s] float32
  at::Tensor a;      ///< [E, 1 + P, S, H, n_a] normalised
  at::Tensor r;      ///< [E, 1 + P, S, H]
  at::Tensor ended;  ///< [E, 1 + P, S] int64: steps until the task's termination; −1: not within H
};

/// Empty when `proceed` said no.
std::optional<ImaginedBatch> imagine(const ModelWorld& world, const ImaginationPlan& plan, nn::Noise& noise,
                                     const Proceed& proceed);

}  // namespace inspect
