#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

#include "env/task_spec.h"

namespace env {

/// Where a body or site is, as a function of a batch of observations: forward kinematics along a chain of hinge and
/// slide joints that the observation shows. It is a pure function of s; the simulator's own places lag the joints by
/// one integrator stage, a difference far below what a learned model resolves.
class ObservedChain {
 public:
  /// Precondition of both: whyUnobserved (observability.h) finds nothing in the way.
  static ObservedChain toBody(int body, const std::vector<ObservationPart>& observation, const mjModel& model);
  static ObservedChain toSite(int site, const std::vector<ObservationPart>& observation, const mjModel& model);

  at::Tensor position(const at::Tensor& s) const;  ///< s [B, n_s] any float type → [B, 3] float64, metres

 private:
  using Vector = std::array<double, 3>;
  using Matrix = std::array<double, 9>;  // row-major rotation
  struct Joint {
    bool is_hinge = false;
    Vector anchor{}, axis{};  // in the body's frame
    double q_0 = 0;           // qpos at which the body is in its drawn pose
    int column = -1;          // of qpos, or −1 when sine and cosine are observed instead
    int sine_column = -1, cosine_column = -1;
  };
  struct Link {
    Vector offset{};  // in the parent's frame
    Matrix rotation{};
    std::vector<Joint> joints;
  };

  static at::Tensor hingeRotation(const Joint& joint, const at::Tensor& s);

  std::vector<Link> links_;
  Vector tip_{};  // in the last link's frame
};

}  // namespace env
