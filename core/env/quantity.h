#pragma once

#include <mujoco/mjdata.h>
#include <mujoco/mjmodel.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace env {

/// A vector of numbers read from the simulated body, written in task files as one of
///
///   qpos[a:b]  qvel[a:b]  qfrc_constraint[a:b]     generalised positions, velocities, constraint forces
///   sin(qpos[a:b])  cos(qpos[a:b])                 of joint angles
///   body(NAME)  site(NAME)                         place in the world, metres; one axis: body(NAME).x
///   body(A) - body(B)                              from B to A, metres; one axis: (body(A) - body(B)).x
///   mass_centre                                    Σ mᵢ xᵢ / Σ mᵢ over all bodies but the world
///
/// Slices are half-open and count from 0 as in Python; `[a]` is one element, a missing end means to the last.
/// Link places lag the joints by one integrator stage, as MuJoCo leaves them after a step.
struct Quantity {
  enum class Kind { qpos, qvel, qfrc_constraint, body, site, body_offset, mass_centre };
  enum class Function { identity, sine, cosine };

  std::string text;  ///< as written, for messages
  Kind kind = Kind::qpos;
  Function function = Function::identity;
  int from = 0, to = -1;        ///< half-open range of elements, or of axes 0…3 for places; to = −1: to the last
  std::string name, origin;     ///< body or site; the B of A − B
  int id = -1, origin_id = -1;  ///< filled in by bindQuantity

  int size() const { return to - from; }
};

/// Throws base::Error with `where` ("file: key") and the grammar.
Quantity parseQuantity(std::string_view text, const std::string& where);
/// Finds the named bodies and sites and checks the ranges against the model. Throws base::Error.
void bindQuantity(Quantity& quantity, const mjModel& model, const std::string& where);

/// The values now, into `out` [size].
void evaluate(const Quantity& quantity, const mjModel& model, const mjData& data, std::span<double> out);
/// The value of a quantity of size 1.
double evaluateScalar(const Quantity& quantity, const mjModel& model, const mjData& data);
/// One short label per element, e.g. "thigh_joint", "thigh_joint vel", "tip z".
std::vector<std::string> labels(const Quantity& quantity, const mjModel& model);

}  // namespace env
