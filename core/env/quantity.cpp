#include "env/quantity.h"

#include <mujoco/mujoco.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "base/error.h"

namespace env {
namespace {

using Kind = Quantity::Kind;
using Function = Quantity::Function;

constexpr std::string_view kGrammar =
    "write qpos[a:b], qvel[a:b], qfrc_constraint[a:b], sin(qpos[a:b]), cos(qpos[a:b]), body(NAME), site(NAME), "
    "body(A) - body(B) or mass_centre; .x, .y or .z picks one axis of a place";
constexpr std::string_view kAxes[] = {"x", "y", "z"};

/// A cursor over the text: every function consumes what it recognises or leaves the text alone.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool take(std::string_view token) {
    skipSpace();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  std::optional<int> takeNumber() {
    skipSpace();
    int value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{} || value < 0) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  /// Everything up to `)`, which is consumed too.
  std::optional<std::string> takeNameInParentheses() {
    const std::size_t close = rest_.find(')');
    if (close == std::string_view::npos || close == 0) return std::nullopt;
    std::string name(rest_.substr(0, close));
    rest_.remove_prefix(close + 1);
    return name;
  }
  bool atEnd() {
    skipSpace();
    return rest_.empty();
  }

 private:
  void skipSpace() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

/// `[a]`, `[a:b]`, `[a:]`, `[:b]`, `[:]`
bool parseSlice(Scanner& scan, Quantity& quantity) {
  if (!scan.take("[")) return false;
  const std::optional<int> first = scan.takeNumber();
  quantity.from = first.value_or(0);
  if (scan.take(":")) {
    quantity.to = scan.takeNumber().value_or(-1);
  } else {
    if (!first) return false;
    quantity.to = quantity.from + 1;
  }
  return scan.take("]");
}

bool parseJointVector(Scanner& scan, Quantity& quantity) {
  if (scan.take("sin(")) {
    quantity.function = Function::sine;
  } else if (scan.take("cos(")) {
    quantity.function = Function::cosine;
  }
  const bool wrapped = quantity.function != Function::identity;
  if (scan.take("qpos")) {
    quantity.kind = Kind::qpos;
  } else if (!wrapped && scan.take("qvel")) {
    quantity.kind = Kind::qvel;
  } else if (!wrapped && scan.take("qfrc_constraint")) {
    quantity.kind = Kind::qfrc_constraint;
  } else {
    return false;
  }
  return parseSlice(scan, quantity) && (!wrapped || scan.take(")"));
}

bool parsePlace(Scanner& scan, Quantity& quantity) {
  const bool in_parentheses = scan.take("(");
  if (scan.take("mass_centre")) {
    quantity.kind = Kind::mass_centre;
  } else {
    const bool is_site = scan.take("site(");
    if (!is_site && !scan.take("body(")) return false;
    quantity.kind = is_site ? Kind::site : Kind::body;
    const auto name = scan.takeNameInParentheses();
    if (!name) return false;
    quantity.name = *name;
    if (!is_site && scan.take("-")) {
      quantity.kind = Kind::body_offset;
      if (!scan.take("body(")) return false;
      const auto origin = scan.takeNameInParentheses();
      if (!origin) return false;
      quantity.origin = *origin;
    }
  }
  if (in_parentheses && !scan.take(")")) return false;
  quantity.to = 3;
  if (!scan.take(".")) return true;
  for (int axis = 0; axis < 3; ++axis) {
    if (!scan.take(kAxes[axis])) continue;
    quantity.from = axis;
    quantity.to = axis + 1;
    return true;
  }
  return false;
}

int findByName(const mjModel& model, mjtObj type, const char* kind, const std::string& name, const std::string& where) {
  const int id = mj_name2id(&model, type, name.c_str());
  if (id >= 0) return id;
  std::string known;
  const int count = type == mjOBJ_BODY ? model.nbody : model.nsite;
  for (int i = 0; i < count; ++i) {
    if (const char* other = mj_id2name(&model, type, i)) known += (known.empty() ? "" : ", ") + std::string(other);
  }
  throw base::Error(where + ": the model has no " + kind + " named '" + name + "'; it has " +
                    (known.empty() ? "none with a name" : known));
}

/// x̄ = Σ mᵢ xᵢ / Σ mᵢ, over every body but the world (whose mass is 0)
double massCentre(const mjModel& model, const mjData& data, int axis) {
  double weighted = 0, total = 0;
  for (int body = 0; body < model.nbody; ++body) {
    weighted += model.body_mass[body] * data.xipos[3 * body + axis];
    total += model.body_mass[body];
  }
  return weighted / total;
}

double element(const Quantity& q, const mjModel& model, const mjData& data, int i) {
  switch (q.kind) {
    case Kind::qpos:
      if (q.function == Function::sine) return std::sin(data.qpos[i]);
      if (q.function == Function::cosine) return std::cos(data.qpos[i]);
      return data.qpos[i];
    case Kind::qvel: return data.qvel[i];
    case Kind::qfrc_constraint: return data.qfrc_constraint[i];
    case Kind::body: return data.xpos[3 * q.id + i];
    case Kind::site: return data.site_xpos[3 * q.id + i];
    case Kind::body_offset: return data.xpos[3 * q.id + i] - data.xpos[3 * q.origin_id + i];
    case Kind::mass_centre: return massCentre(model, data, i);
  }
  return 0;
}

std::string jointName(const mjModel& model, int joint) {
  const char* name = mj_id2name(&model, mjOBJ_JOINT, joint);
  return name ? name : "joint " + std::to_string(joint);
}

std::string positionLabel(const mjModel& model, int index) {
  constexpr const char* kFree[] = {" x", " y", " z", " qw", " qx", " qy", " qz"};
  for (int joint = model.njnt - 1; joint >= 0; --joint) {
    const int offset = index - model.jnt_qposadr[joint];
    if (offset < 0) continue;
    if (model.jnt_type[joint] == mjJNT_FREE) return jointName(model, joint) + kFree[offset];
    if (model.jnt_type[joint] == mjJNT_BALL) return jointName(model, joint) + kFree[offset + 3];
    return jointName(model, joint);
  }
  return "qpos " + std::to_string(index);
}

std::string velocityLabel(const mjModel& model, int index) {
  constexpr const char* kFree[] = {" vx", " vy", " vz", " wx", " wy", " wz"};
  const int joint = model.dof_jntid[index];
  const int offset = index - model.jnt_dofadr[joint];
  if (model.jnt_type[joint] == mjJNT_FREE) return jointName(model, joint) + kFree[offset];
  if (model.jnt_type[joint] == mjJNT_BALL) return jointName(model, joint) + kFree[offset + 3];
  return jointName(model, joint) + " vel";
}

std::string label(const Quantity& q, const mjModel& model, int i) {
  const std::string axis(i < 3 ? kAxes[i] : "");
  switch (q.kind) {
    case Kind::qpos:
      if (q.function == Function::sine) return "sin " + positionLabel(model, i);
      if (q.function == Function::cosine) return "cos " + positionLabel(model, i);
      return positionLabel(model, i);
    case Kind::qvel: return velocityLabel(model, i);
    case Kind::qfrc_constraint: return jointName(model, model.dof_jntid[i]) + " force";
    case Kind::body:
    case Kind::site: return q.name + " " + axis;
    case Kind::body_offset: return q.name + "−" + q.origin + " " + axis;
    case Kind::mass_centre: return "mass centre " + axis;
  }
  return q.text;
}

}  // namespace

Quantity parseQuantity(std::string_view text, const std::string& where) {
  for (const auto parse : {parseJointVector, parsePlace}) {
    Quantity quantity;
    quantity.text = text;
    Scanner scan(text);
    if (parse(scan, quantity) && scan.atEnd()) return quantity;
  }
  throw base::Error(where + ": cannot read the quantity '" + std::string(text) + "'; " + std::string(kGrammar));
}

void bindQuantity(Quantity& q, const mjModel& model, const std::string& where) {
  if (q.kind == Kind::body || q.kind == Kind::body_offset) {
    q.id = findByName(model, mjOBJ_BODY, "body", q.name, where);
    if (q.kind == Kind::body_offset) q.origin_id = findByName(model, mjOBJ_BODY, "body", q.origin, where);
    return;
  }
  if (q.kind == Kind::site) {
    q.id = findByName(model, mjOBJ_SITE, "site", q.name, where);
    return;
  }
  if (q.kind == Kind::mass_centre) return;
  const int count = q.kind == Kind::qpos ? model.nq : model.nv;
  if (q.to < 0) q.to = count;
  if (q.from >= q.to || q.to > count) {
    throw base::Error(where + ": '" + q.text + "' is out of range; this model has elements 0 … " +
                      std::to_string(count - 1) + " there");
  }
}

void evaluate(const Quantity& quantity, const mjModel& model, const mjData& data, std::span<double> out) {
  for (int i = quantity.from; i < quantity.to; ++i) {
    out[static_cast<std::size_t>(i - quantity.from)] = element(quantity, model, data, i);
  }
}

double evaluateScalar(const Quantity& quantity, const mjModel& model, const mjData& data) {
  return element(quantity, model, data, quantity.from);
}

std::vector<std::string> labels(const Quantity& quantity, const mjModel& model) {
  std::vector<std::string> result;
  for (int i = quantity.from; i < quantity.to; ++i) result.push_back(label(quantity, model, i));
  return result;
}

}  // namespace env
