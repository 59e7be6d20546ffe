#pragma once

#include <cstdint>

namespace bench {

// How much arithmetic and memory traffic the mathematics asks for: 2 flops for each multiply-add of a matrix product,
// products alone. Whatever an implementation computes beyond that counts against it.

/// A multilayer perceptron of `layers` hidden layers.
struct Network {
  std::int64_t inputs, hidden, layers, outputs;

  double weights() const;         ///< multiply-adds of one row's forward pass
  double forward() const;         ///< flops per row
  double weightGradient() const;  ///< flops per row
  double dataGradient() const;    ///< flops per row, back to the first hidden layer
};

struct Work {
  double flops = 0, bytes = 0;
};

/// One SAC update: critics on a target from π and Q̄, actor through the smaller critic, Adam and Polyak.
Work countSacUpdate(std::int64_t n_s, std::int64_t n_a, std::int64_t hidden, std::int64_t layers, std::int64_t batch);
/// One minibatch of the ensemble fit.
Work countEnsembleStep(std::int64_t n_s, std::int64_t n_a, std::int64_t hidden, std::int64_t layers,
                       std::int64_t members, std::int64_t batch);
/// Holdout means of all members.
Work countHoldout(std::int64_t n_s, std::int64_t n_a, std::int64_t hidden, std::int64_t layers, std::int64_t members,
                  std::int64_t rows);
/// One model step of `branches`: policy, one elite each, sampling.
Work countModelStep(std::int64_t n_s, std::int64_t n_a, std::int64_t agent_hidden, std::int64_t agent_layers,
                    std::int64_t model_hidden, std::int64_t model_layers, std::int64_t elites, std::int64_t branches);

}  // namespace bench
