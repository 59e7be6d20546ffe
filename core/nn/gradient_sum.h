#pragma once

#include <cstdint>
#include <vector>

#include "nn/adam.h"
#include "nn/flat_parameters.h"
#include "nn/matrix.h"
#include "nn/thread_team.h"

namespace nn {

/// The gradient of one module while a thread team computes it: every team member sums the gradient of its own rows
/// into a buffer of its own, laid out like the module's flat parameters; then the buffers are added up, in the team's
/// order, and the optimiser steps. Used by the thread that owns the team.
class GradientSum {
 public:
  /// The parameters must outlive it.
  GradientSum(FlatParameters& parameters, ThreadTeam& team);

  float* partOf(int member) { return parts_[static_cast<std::size_t>(member)].data(); }  ///< [P]

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
  std::vector<std::vector<float>> parts_;
};

}  // namespace nn
