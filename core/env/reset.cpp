#include "env/reset.h"

#include <mujoco/mujoco.h>

namespace env {
namespace {

double draw(const ResetNoise& noise, base::RandomStream& random) {
  switch (noise.kind) {
    case ResetNoise::Kind::none: return 0;
    case ResetNoise::Kind::uniform: return random.uniform(-noise.scale, noise.scale);
    case ResetNoise::Kind::normal: return noise.scale * random.normal();
  }
  return 0;
}

void drawGoal(const GoalDisc& goal, const mjModel& model, mjData& data, base::RandomStream& random) {
  double x = 0, y = 0;
  do {
    x = random.uniform(-goal.radius, goal.radius);
    y = random.uniform(-goal.radius, goal.radius);
  } while (x * x + y * y >= goal.radius * goal.radius);
  const int x_joint = mj_name2id(&model, mjOBJ_JOINT, goal.x_joint.c_str());
  const int y_joint = mj_name2id(&model, mjOBJ_JOINT, goal.y_joint.c_str());
  data.qpos[model.jnt_qposadr[x_joint]] = x;
  data.qpos[model.jnt_qposadr[y_joint]] = y;
  data.qvel[model.jnt_dofadr[x_joint]] = 0;
  data.qvel[model.jnt_dofadr[y_joint]] = 0;
}

}  // namespace

void drawInitialState(const TaskSpec& task, const mjModel& model, mjData& data, base::RandomStream& random) {
  for (int i = 0; i < model.nq; ++i) data.qpos[i] = model.qpos0[i] + draw(task.qpos_noise, random);
  for (int i = 0; i < model.nv; ++i) data.qvel[i] = draw(task.qvel_noise, random);
  if (task.goal.radius > 0) drawGoal(task.goal, model, data, random);
}

}  // namespace env
