#pragma once

#include <cstdint>
#include <vector>

#include "nn/adam.h"
#include "nn/aligned_floats.h"
#include "nn/flat_parameters.h"
#include "nn/matrix.h"
#include "nn/thread_team.h"

namespace nn {

/// The gradient of one module while a thread team computes it: every team member sums the gradient of its own rows
/// into a buffer laid out like the module's flat parameters, the first one into the flat gradient itself; then the
/// others are added to that, in the team's order, and the optimiser steps. Used by the thread that owns the team.
class GradientSum {
 public:
  /// The parameters must outlive it. With one part, whoever computes the gradient writes all of it there.
  GradientSum(FlatParameters& parameters, ThreadTeam& team, int parts);

  float* partOf(int member);  ///< [P], 0 ≤ member < parts

  /// All parts into the parameters' flat gradient buffer.
  void addUp();
  /// `addUp` and one step of Adam, block by block while a block is in the cache.
  void step(Adam& optimiser, double learning_rate);

 private:
  void addUpBlock(Range block);
  template <class Then>
  void forEachBlock(Then then);

  FlatParameters* parameters_;
  ThreadTeam* team_;
  std::vector<AlignedFloats> parts_;  ///< of members 1 …
};

}  // namespace nn
