#include "env/observation_inverse.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "base/error.h"
#include "env/mujoco_model.h"
#include "env/observation.h"
#include "env/task_info.h"
#include "env/task_spec.h"

namespace env {
namespace {

constexpr double kLevel = 1e-6;  // of an axis' vertical share: less is level

/// Where one element of qpos comes from.
struct Position {
  enum class Rule { column, angle, integrated, unknown } rule = Rule::unknown;
  int column = -1, sine = -1, cosine = -1;
  int dof = -1;  // whose velocity moves it; −1: part of a quaternion
};

/// Where one element of qvel comes from.
struct Velocity {
  enum class Rule { column, difference, rest } rule = Rule::rest;
  int column = -1;
  int position = -1;  // that it moves; −1: a turn
};

Quantity elementOf(Quantity::Kind kind, Quantity::Function function = Quantity::Function::identity) {
  Quantity quantity;
  quantity.kind = kind;
  quantity.function = function;
  return quantity;
}

std::string jointName(const mjModel& model, int joint) {
  const char* name = mj_id2name(&model, mjOBJ_JOINT, joint);
  return name ? name : "joint " + std::to_string(joint);
}

int jointOfPosition(const mjModel& model, int i) {
  int joint = 0;
  while (joint + 1 < model.njnt && model.jnt_qposadr[joint + 1] <= i) ++joint;
  return joint;
}

/// "rootx", or for a joint of several positions "root x".
std::string positionName(const mjModel& model, int i) {
  const int joint = jointOfPosition(model, i);
  const std::string name = jointName(model, joint);
  if (model.jnt_type[joint] != mjJNT_FREE) return name;
  constexpr const char* kAxes[] = {" x", " y", " z"};
  const int part = i - model.jnt_qposadr[joint];
  return part < 3 ? name + kAxes[part] : name + " turn";
}

Velocity findVelocity(const std::vector<ObservationPart>& parts, const std::vector<int>& goal_dofs, int dof,
                      int position, bool position_seen) {
  Velocity velocity;
  velocity.position = position;
  velocity.column = findColumn(parts, elementOf(Quantity::Kind::qvel), dof);
  if (velocity.column >= 0)
    velocity.rule = Velocity::Rule::column;
  else if (position_seen && std::ranges::find(goal_dofs, dof) == goal_dofs.end())
    velocity.rule = Velocity::Rule::difference;
  return velocity;
}

Position findPosition(const std::vector<ObservationPart>& parts, int i, int dof, bool is_angle) {
  using Function = Quantity::Function;
  Position position;
  position.dof = dof;
  position.column = findColumn(parts, elementOf(Quantity::Kind::qpos), i);
  position.sine = is_angle ? findColumn(parts, elementOf(Quantity::Kind::qpos, Function::sine), i) : -1;
  position.cosine = is_angle ? findColumn(parts, elementOf(Quantity::Kind::qpos, Function::cosine), i) : -1;
  if (position.column >= 0)
    position.rule = Position::Rule::column;
  else if (position.sine >= 0 && position.cosine >= 0)
    position.rule = Position::Rule::angle;
  else if (dof >= 0 && findColumn(parts, elementOf(Quantity::Kind::qvel), dof) >= 0)
    position.rule = Position::Rule::integrated;
  return position;
}

/// A place along the floor, on which nothing but pictures and rewards depends: a root's level slide, a free body's x
/// and y.
bool isPlaceOnTheFloor(const mjModel& model, int i) {
  const int joint = jointOfPosition(model, i);
  if (model.body_parentid[model.jnt_bodyid[joint]] != 0) return false;
  if (model.jnt_type[joint] == mjJNT_FREE) return i - model.jnt_qposadr[joint] < 2;
  return model.jnt_type[joint] == mjJNT_SLIDE && std::abs(model.jnt_axis[3 * joint + 2]) < kLevel;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace

struct ObservationInverse::Parts {
  std::string task;
  std::vector<Position> positions;   // [n_q]
  std::vector<Velocity> velocities;  // [n_v]
  std::vector<int> quaternions;      // first index of each
  std::vector<double> qpos_0;        // the model's initial pose
  std::vector<int> integrated;
  std::size_t n_s = 0;
  double seconds_per_step = 0;
  bool possible = true, complete = true;
  std::string note;

  void addJoint(const std::vector<ObservationPart>& observation, const std::vector<int>& goal_dofs,
                const mjModel& model, int joint);
  void conclude(const std::vector<int>& goal_dofs, const mjModel& model);
  BodyState advance(const BodyState& before, std::span<const double> s) const;
  void requireSize(const char* what, std::size_t found, std::size_t wanted) const;
};

ObservationInverse::ObservationInverse(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
bool ObservationInverse::isPossible() const { return parts_->possible; }
bool ObservationInverse::isComplete() const { return parts_->complete; }
const std::string& ObservationInverse::note() const { return parts_->note; }
const std::vector<int>& ObservationInverse::integrated() const { return parts_->integrated; }

ObservationInverse ObservationInverse::load(std::string_view name_or_path) {
  TaskSpec task = readTaskFile(taskFile(name_or_path));
  const ModelPointer model = loadModel(task.model);
  bindTask(task, *model);
  auto parts = std::make_shared<Parts>();
  parts->task = task.name;
  parts->n_s = static_cast<std::size_t>(observationSize(task.observation));
  parts->seconds_per_step = task.frame_skip * model->opt.timestep;
  parts->qpos_0.assign(model->qpos0, model->qpos0 + model->nq);
  parts->positions.resize(static_cast<std::size_t>(model->nq));
  parts->velocities.resize(static_cast<std::size_t>(model->nv));
  std::vector<int> goal_dofs;
  for (const std::string& joint : {task.goal.x_joint, task.goal.y_joint}) {
    if (task.goal.radius > 0)
      goal_dofs.push_back(model->jnt_dofadr[mj_name2id(model.get(), mjOBJ_JOINT, joint.c_str())]);
  }
  for (int joint = 0; joint < model->njnt; ++joint) parts->addJoint(task.observation, goal_dofs, *model, joint);
  parts->conclude(goal_dofs, *model);
  return ObservationInverse(std::move(parts));
}

void ObservationInverse::Parts::addJoint(const std::vector<ObservationPart>& observation,
                                         const std::vector<int>& goal_dofs, const mjModel& model, int joint) {
  const int type = model.jnt_type[joint], qpos = model.jnt_qposadr[joint], dof = model.jnt_dofadr[joint];
  // Positions that a velocity of the same place moves: a free joint's first three are a place in the world's axes.
  const int plain = type == mjJNT_FREE ? 3 : type == mjJNT_BALL ? 0 : 1;
  for (int i = 0; i < plain; ++i) {
    const Position position = findPosition(observation, qpos + i, dof + i, type == mjJNT_HINGE);
    const bool seen = position.rule == Position::Rule::column || position.rule == Position::Rule::angle;
    positions[static_cast<std::size_t>(qpos + i)] = position;
    velocities[static_cast<std::size_t>(dof + i)] = findVelocity(observation, goal_dofs, dof + i, qpos + i, seen);
  }
  if (type != mjJNT_FREE && type != mjJNT_BALL) return;
  quaternions.push_back(qpos + plain);
  for (int i = 0; i < 4; ++i) {
    positions[static_cast<std::size_t>(qpos + plain + i)] = findPosition(observation, qpos + plain + i, -1, false);
  }
  for (int i = 0; i < 3; ++i) {
    velocities[static_cast<std::size_t>(dof + plain + i)] =
        findVelocity(observation, goal_dofs, dof + plain + i, -1, false);
  }
}

// Whether there is a body, whether it is all that physics needs, and the sentence that says so.
void ObservationInverse::Parts::conclude(const std::vector<int>& goal_dofs, const mjModel& model) {
  std::vector<std::string> missing, unseen;
  for (int i = 0; i < model.nq; ++i) {
    const Position::Rule rule = positions[static_cast<std::size_t>(i)].rule;
    if (rule == Position::Rule::unknown) missing.push_back(positionName(model, i));
    if (rule != Position::Rule::integrated) continue;
    unseen.push_back(positionName(model, i));
    integrated.push_back(i);
    complete = complete && isPlaceOnTheFloor(model, i);
  }
  for (int dof = 0; dof < model.nv; ++dof) {
    const bool is_goal = std::ranges::find(goal_dofs, dof) != goal_dofs.end();
    complete = complete && (is_goal || velocities[static_cast<std::size_t>(dof)].column >= 0);
  }
  missing.erase(std::unique(missing.begin(), missing.end()), missing.end());  // a turn has four numbers
  possible = missing.empty();
  complete = complete && possible;
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.4g", seconds_per_step);
  if (!possible) {
    note = "No imagined body can be drawn: the observation shows neither the position nor the velocity of " +
           listed(missing) + ".";
  } else if (unseen.empty()) {
    note = "The observation shows every joint: the imagined body is exactly what the model says.";
  } else {
    note = "The observation does not show " + listed(unseen) +
           ": integrated from the true start with the imagined velocity, q′ = q + Δt (v + v′)/2, Δt = " + seconds +
           " s. Every other joint is exactly what the model says.";
  }
}

void ObservationInverse::Parts::requireSize(const char* what, std::size_t found, std::size_t wanted) const {
  if (found == wanted) return;
  throw base::Error(task + ": " + what + " has " + std::to_string(found) + " numbers instead of " +
                    std::to_string(wanted) + "; it comes from another task, or from another version of its file");
}

BodyState ObservationInverse::Parts::advance(const BodyState& before, std::span<const double> s) const {
  const auto column = [&](int i) { return s[static_cast<std::size_t>(i)]; };
  BodyState after{before.qpos, before.qvel, before.time + seconds_per_step, {}};
  for (std::size_t i = 0; i < velocities.size(); ++i) {
    if (velocities[i].rule == Velocity::Rule::column) after.qvel[i] = column(velocities[i].column);
    if (velocities[i].rule == Velocity::Rule::rest) after.qvel[i] = 0;
  }
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const Position& position = positions[i];
    const auto dof = static_cast<std::size_t>(std::max(0, position.dof));
    switch (position.rule) {
      case Position::Rule::column: after.qpos[i] = column(position.column); break;
      case Position::Rule::angle: {
        const double angle = std::atan2(column(position.sine), column(position.cosine));
        after.qpos[i] += std::remainder(angle - before.qpos[i], 2 * std::numbers::pi);
        break;
      }
      case Position::Rule::integrated:  // q′ = q + Δt (v + v′)/2
        after.qpos[i] += seconds_per_step * 0.5 * (before.qvel[dof] + after.qvel[dof]);
        break;
      case Position::Rule::unknown: break;
    }
  }
  for (std::size_t i = 0; i < velocities.size(); ++i) {
    if (velocities[i].rule != Velocity::Rule::difference) continue;
    const auto q = static_cast<std::size_t>(velocities[i].position);
    after.qvel[i] = (after.qpos[q] - before.qpos[q]) / seconds_per_step;
  }
  for (const int first : quaternions) mju_normalize4(after.qpos.data() + first);
  return after;
}

std::vector<BodyState> ObservationInverse::bodiesAlong(const BodyState& start,
                                                       std::span<const std::vector<double>> observations) const {
  WORKBENCH_CHECK(isPossible(), parts_->note);
  parts_->requireSize("qpos", start.qpos.size(), parts_->positions.size());
  parts_->requireSize("qvel", start.qvel.size(), parts_->velocities.size());
  std::vector<BodyState> bodies;
  for (const auto& s : observations) {
    parts_->requireSize("an observation", s.size(), parts_->n_s);
    bodies.push_back(bodies.empty() ? start : parts_->advance(bodies.back(), s));
  }
  return bodies;
}

BodyState ObservationInverse::bodyAt(std::span<const double> observation) const {
  WORKBENCH_CHECK(isPossible(), parts_->note);
  parts_->requireSize("an observation", observation.size(), parts_->n_s);
  const BodyState rest{parts_->qpos_0, std::vector<double>(parts_->velocities.size(), 0.0), 0, {}};
  BodyState body = parts_->advance(rest, observation);
  body.time = 0;
  for (const int i : parts_->integrated) {
    body.qpos[static_cast<std::size_t>(i)] = parts_->qpos_0[static_cast<std::size_t>(i)];
  }
  for (std::size_t i = 0; i < body.qvel.size(); ++i) {
    if (parts_->velocities[i].rule == Velocity::Rule::difference) body.qvel[i] = 0;
  }
  return body;
}

}  // namespace env
