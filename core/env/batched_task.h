#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <string_view>

namespace env {

/// A task's termination, and its reward where that is possible, on batches of observations: what rollouts of the
/// learned model need. Reads only observations, so
///   * a bound on a clipped quantity sees the clipped value (hopper's velocities are shown within ±10);
///   * bounds are rounded to the tensor's type: float32 states within 1e-7 of a bound may fall on either side;
///   * a place (inverted_double_pendulum's tip) is where s′ puts it, while MuJoCo's lags by one integrator stage.
/// Immutable after loading; any thread may call it. Tensors live on the CPU, results carry no gradient.
class BatchedTask {
 public:
  /// A bundled name or a task file. Throws base::Error, also when termination is no function of the observation.
  static BatchedTask load(std::string_view name_or_path);

  /// s′ [B, n_s] → [B] bool. Non-finite rows are terminated.
  at::Tensor terminated(const at::Tensor& s_next) const;

  /// Whether r is a function of (s, a, s′): every term's quantity is observed.
  bool rewardIsKnown() const;
  const std::string& whyRewardIsUnknown() const;  ///< "" when it is known
  /// s, s′ [B, n_s], a [B, n_a] in control units → r [B], in s's type. Precondition: rewardIsKnown().
  at::Tensor reward(const at::Tensor& s, const at::Tensor& a, const at::Tensor& s_next) const;

 private:
  struct Parts;
  explicit BatchedTask(std::shared_ptr<const Parts> parts);
  std::shared_ptr<const Parts> parts_;
};

}  // namespace env
