#include "env/observability.h"

#include <mujoco/mujoco.h>

#include <algorithm>

#include "base/error.h"
#include "env/observation.h"

namespace env {
namespace {

using Kind = Quantity::Kind;

bool hasAllColumns(const Quantity& quantity, const std::vector<ObservationPart>& observation) {
  for (int i = quantity.from; i < quantity.to; ++i) {
    if (findColumn(observation, quantity, i) < 0) return false;
  }
  return true;
}

bool showsAngle(const std::vector<ObservationPart>& observation, int index) {
  Quantity angle;
  if (findColumn(observation, angle, index) >= 0) return true;
  angle.function = Quantity::Function::sine;
  const bool sine = findColumn(observation, angle, index) >= 0;
  angle.function = Quantity::Function::cosine;
  return sine && findColumn(observation, angle, index) >= 0;
}

std::string whyChainUnobserved(int body, const std::vector<ObservationPart>& observation, const mjModel& model) {
  for (const int link : chainOf(model, body)) {
    const int first = model.body_jntadr[link];
    for (int joint = first; joint < first + model.body_jntnum[link]; ++joint) {
      const char* name = mj_id2name(&model, mjOBJ_JOINT, joint);
      const std::string label = name ? name : std::to_string(joint);
      const int type = model.jnt_type[joint];
      if (type != mjJNT_HINGE && type != mjJNT_SLIDE)
        return "it hangs on joint " + label + ", which is neither hinge nor slide";
      const int index = model.jnt_qposadr[joint];
      const bool shown = type == mjJNT_HINGE ? showsAngle(observation, index) : findColumn(observation, {}, index) >= 0;
      if (!shown) return "the observation does not show joint " + label + " (qpos[" + std::to_string(index) + "])";
    }
  }
  return "";
}

}  // namespace

std::vector<int> chainOf(const mjModel& model, int body) {
  std::vector<int> chain;
  for (; body > 0; body = model.body_parentid[body]) chain.push_back(body);
  std::ranges::reverse(chain);
  return chain;
}

std::string whyUnobserved(const Quantity& quantity, const std::vector<ObservationPart>& observation,
                          const mjModel& model) {
  if (hasAllColumns(quantity, observation)) return "";
  std::string reason;
  if (quantity.kind == Kind::body) {
    reason = whyChainUnobserved(quantity.id, observation, model);
  } else if (quantity.kind == Kind::site) {
    reason = whyChainUnobserved(model.site_bodyid[quantity.id], observation, model);
  } else if (quantity.kind == Kind::body_offset) {
    reason = whyChainUnobserved(quantity.id, observation, model);
    if (reason.empty()) reason = whyChainUnobserved(quantity.origin_id, observation, model);
  } else {
    reason = "it is not part of the observation";
  }
  return reason.empty() ? "" : "'" + quantity.text + "' cannot be known from the observation: " + reason;
}

void requireObservedTermination(const TaskSpec& task, const mjModel& model) {
  for (std::size_t i = 0; i < task.healthy.size(); ++i) {
    const std::string reason = whyUnobserved(task.healthy[i].of, task.observation, model);
    if (reason.empty()) continue;
    throw base::Error(task.file.string() + ": healthy[" + std::to_string(i) + "].of: " + reason +
                      ". Rollouts of the learned model must know when an episode ends: add it to 'observation', or "
                      "remove this range");
  }
}

}  // namespace env
