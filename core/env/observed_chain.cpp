#include "env/observed_chain.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/tensor.h>
#include <mujoco/mujoco.h>

#include <cmath>

#include "env/observability.h"
#include "env/observation.h"

namespace env {
namespace {

template <std::size_t size>
at::Tensor constant(const std::array<double, size>& values) {
  return at::tensor(at::ArrayRef<double>(values.data(), size), at::kDouble);
}

/// R v for each row: R [B, 3, 3] or [3, 3], v [3] → [B, 3]
at::Tensor rotate(const at::Tensor& rotation, const std::array<double, 3>& v) { return rotation.matmul(constant(v)); }

std::array<double, 3> vectorAt(const mjtNum* values, int index) {
  return {values[3 * index], values[3 * index + 1], values[3 * index + 2]};
}

}  // namespace

ObservedChain ObservedChain::toBody(int body, const std::vector<ObservationPart>& observation, const mjModel& model) {
  ObservedChain chain;
  for (const int id : chainOf(model, body)) {
    Link link;
    link.offset = vectorAt(model.body_pos, id);
    mju_quat2Mat(link.rotation.data(), model.body_quat + 4 * id);
    const int first = model.body_jntadr[id];
    for (int j = first; j < first + model.body_jntnum[id]; ++j) {
      Joint joint;
      joint.is_hinge = model.jnt_type[j] == mjJNT_HINGE;
      joint.anchor = vectorAt(model.jnt_pos, j);
      joint.axis = vectorAt(model.jnt_axis, j);
      const int index = model.jnt_qposadr[j];
      joint.q_0 = model.qpos0[index];
      Quantity angle;
      joint.column = findColumn(observation, angle, index);
      angle.function = Quantity::Function::sine;
      joint.sine_column = findColumn(observation, angle, index);
      angle.function = Quantity::Function::cosine;
      joint.cosine_column = findColumn(observation, angle, index);
      link.joints.push_back(joint);
    }
    chain.links_.push_back(std::move(link));
  }
  return chain;
}

ObservedChain ObservedChain::toSite(int site, const std::vector<ObservationPart>& observation, const mjModel& model) {
  ObservedChain chain = toBody(model.site_bodyid[site], observation, model);
  chain.tip_ = vectorAt(model.site_pos, site);
  return chain;
}

/// Rodrigues: R = I + sin(q − q₀) K + (1 − cos(q − q₀)) K², K the cross-product matrix of the axis. [B, 3, 3]
/// A predicted (sin, cos) pair is first scaled to length 1, which leaves real ones as they are.
at::Tensor ObservedChain::hingeRotation(const Joint& joint, const at::Tensor& s) {
  at::Tensor sine, cosine;
  if (joint.column >= 0) {
    const at::Tensor angle = s.select(1, joint.column) - joint.q_0;
    sine = angle.sin();
    cosine = angle.cos();
  } else {
    const at::Tensor sin_q = s.select(1, joint.sine_column), cos_q = s.select(1, joint.cosine_column);
    const at::Tensor length = (sin_q.square() + cos_q.square()).sqrt();
    const double sin_0 = std::sin(joint.q_0), cos_0 = std::cos(joint.q_0);
    sine = (sin_q * cos_0 - cos_q * sin_0) / length;
    cosine = (cos_q * cos_0 + sin_q * sin_0) / length;
  }
  const auto [x, y, z] = joint.axis;
  const at::Tensor k = constant<9>({0, -z, y, z, 0, -x, -y, x, 0}).view({3, 3});
  const at::Tensor identity = at::eye(3, at::kDouble);
  return identity + sine.view({-1, 1, 1}) * k + (1 - cosine).view({-1, 1, 1}) * k.matmul(k);
}

at::Tensor ObservedChain::position(const at::Tensor& s_any) const {
  const at::Tensor s = s_any.to(at::kDouble);
  at::Tensor p = constant<3>({0, 0, 0}).expand({s.size(0), 3});
  at::Tensor rotation = at::eye(3, at::kDouble).expand({s.size(0), 3, 3});
  // The order of mj_kinematics: into the body's frame, then joint by joint.
  for (const Link& link : links_) {
    p = p + rotate(rotation, link.offset);
    rotation = rotation.matmul(constant(link.rotation).view({3, 3}));
    for (const Joint& joint : link.joints) {
      if (joint.is_hinge) {
        const at::Tensor anchor = p + rotate(rotation, joint.anchor);
        rotation = rotation.matmul(hingeRotation(joint, s));
        p = anchor - rotate(rotation, joint.anchor);
      } else {
        p = p + rotate(rotation, joint.axis) * (s.select(1, joint.column) - joint.q_0).unsqueeze(1);
      }
    }
  }
  return p + rotate(rotation, tip_);
}

}  // namespace env
