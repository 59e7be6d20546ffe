#include "ui/viewer/lone_body.h"

#include <mujoco/mujoco.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <cmath>

#include "env/mujoco_model.h"

namespace viewer {
namespace {

constexpr double kStateSeconds = 1.0 / 60;  // between two states, about

env::BodyState stateOf(const mjModel& model, const mjData& data) {
  return {{data.qpos, data.qpos + model.nq}, {data.qvel, data.qvel + model.nv}, data.time, {}};
}

bool isUnstable(const mjData& data) {
  return data.warning[mjWARN_BADQPOS].number + data.warning[mjWARN_BADQVEL].number +
             data.warning[mjWARN_BADQACC].number >
         0;
}

}  // namespace

std::shared_ptr<const Stage> leaveToItself(const QString& mjcf, double seconds) {
  const env::ModelPointer model = env::loadModel(mjcf.toStdString());
  const env::DataPointer data = env::makeData(*model);
  const int substeps = std::max(1, static_cast<int>(std::lround(kStateSeconds / model->opt.timestep)));
  auto stage = std::make_shared<Stage>();
  stage->environment = mjcf;
  stage->title =
      QCoreApplication::translate("viewer::LoneBody", "%1, left to itself").arg(QFileInfo(mjcf).completeBaseName());
  stage->seconds_per_step = substeps * model->opt.timestep;
  Track body{QFileInfo(mjcf).completeBaseName(), {}, true, {}};
  body.states.push_back(stateOf(*model, *data));
  while (data->time < seconds) {
    for (int i = 0; i < substeps; ++i) mj_step(model.get(), data.get());
    if (isUnstable(*data)) break;
    body.states.push_back(stateOf(*model, *data));
  }
  stage->tracks.push_back(std::move(body));
  return stage;
}

}  // namespace viewer
