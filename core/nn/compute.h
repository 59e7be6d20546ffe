#pragma once

#include "nn/matrix_product.h"

namespace nn {

class ThreadTeam;

/// Who computes losses and gradients: `fast` by hand on a thread team, `reference` by LibTorch's autograd. Both give
/// the same numbers up to rounding; the second is the first one's test.
enum class Engine { fast, reference };

/// How networks are computed. The team must outlive whoever holds this; the reference engine needs none.
struct Compute {
  Engine engine = Engine::reference;
  Precision precision = Precision::fp32;  ///< of the fast engine's products
  ThreadTeam* team = nullptr;
};

}  // namespace nn
