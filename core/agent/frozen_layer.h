#pragma once

#include <span>
#include <string>
#include <vector>

namespace agent {

/// One dense layer h W + b in plain floats.
struct FrozenLayer {
  int inputs = 0, outputs = 0;
  std::vector<float> weight;  ///< [inputs, outputs], row-major
  std::vector<float> bias;    ///< [outputs]
};

/// Throws base::Error, which begins with `network` ("policy"), where there is no layer or sizes do not fit together.
void requireChained(std::span<const FrozenLayer> layers, const std::string& network);

/// h_0 = input;  h_{i+1} = relu(h_i W_i + b_i), the last layer without relu. The input has the first layer's size.
std::vector<float> forward(std::span<const FrozenLayer> layers, std::vector<float> input);

}  // namespace agent
