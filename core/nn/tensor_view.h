#pragma once

#include <ATen/core/Tensor.h>

#include "nn/matrix.h"

namespace nn {

/// The memory of a float32 tensor [rows, columns] whose columns lie side by side; it must outlive the view.
inline Matrix viewOf(const at::Tensor& x) { return {x.data_ptr<float>(), x.size(0), x.size(1), x.stride(0)}; }

}  // namespace nn
