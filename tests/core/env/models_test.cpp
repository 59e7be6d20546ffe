#include <mujoco/mujoco.h>

#include "env/mujoco_model.h"
#include "env/task_info.h"
#include "reference.h"

namespace {

using nlohmann::json;

constexpr const char* kJointTypes[] = {"free", "ball", "slide", "hinge"};

const char* nameOf(const mjModel& m, mjtObj type, int id) {
  const char* name = mj_id2name(&m, type, id);
  return name ? name : "";
}

std::string geomType(int type) {
  switch (type) {
    case mjGEOM_PLANE: return "plane";
    case mjGEOM_SPHERE: return "sphere";
    case mjGEOM_CAPSULE: return "capsule";
    case mjGEOM_CYLINDER: return "cylinder";
    default: return std::to_string(type);
  }
}

json numbers(const mjtNum* values, int count) { return std::vector<double>(values, values + count); }

/// The compiled model in the words of the facts file.
json describe(const mjModel& m, const json& facts) {
  json result = {{"nq", m.nq},           {"nv", m.nv},          {"nu", m.nu},
                 {"tendons", m.ntendon}, {"equalities", m.neq}, {"body_excludes", m.nexclude}};
  result["option"] = {{"timestep", m.opt.timestep},
                      {"integrator", m.opt.integrator},
                      {"iterations", m.opt.iterations},
                      {"gravity", numbers(m.opt.gravity, 3)},
                      {"density", m.opt.density},
                      {"viscosity", m.opt.viscosity},
                      {"cone", m.opt.cone},
                      {"solver", m.opt.solver},
                      {"collision", m.opt.collision}};
  for (int i = 1; i < m.nbody; ++i) {
    result["bodies"].push_back({{"name", nameOf(m, mjOBJ_BODY, i)},
                                {"parent", nameOf(m, mjOBJ_BODY, m.body_parentid[i])},
                                {"pos", numbers(m.body_pos + 3 * i, 3)},
                                {"quat", numbers(m.body_quat + 4 * i, 4)},
                                {"mass", m.body_mass[i]},
                                {"inertia", numbers(m.body_inertia + 3 * i, 3)}});
  }
  for (int i = 0; i < m.njnt; ++i) {
    result["joints"].push_back({{"name", nameOf(m, mjOBJ_JOINT, i)},
                                {"body", nameOf(m, mjOBJ_BODY, m.jnt_bodyid[i])},
                                {"type", kJointTypes[m.jnt_type[i]]},
                                {"axis", numbers(m.jnt_axis + 3 * i, 3)},
                                {"pos", numbers(m.jnt_pos + 3 * i, 3)},
                                {"limited", static_cast<int>(m.jnt_limited[i])},
                                {"range_rad_or_m", numbers(m.jnt_range + 2 * i, 2)},
                                {"margin", m.jnt_margin[i]},
                                {"solref", numbers(m.jnt_solref + mjNREF * i, 2)},
                                {"solimp", numbers(m.jnt_solimp + mjNIMP * i, 5)},
                                {"stiffness", m.jnt_stiffness[i]},
                                {"damping", m.dof_damping[m.jnt_dofadr[i]]},
                                {"armature", m.dof_armature[m.jnt_dofadr[i]]},
                                {"ref_qpos0", m.qpos0[m.jnt_qposadr[i]]}});
  }
  for (int i = 0; i < m.ngeom; ++i) {
    // Scenery of our own: it touches nothing, weighs nothing and is no part of the reference.
    const bool ours =
        facts.at("environment") == "inverted_pendulum" && nameOf(m, mjOBJ_GEOM, i) == std::string("ground");
    if (ours && m.geom_contype[i] == 0 && m.geom_conaffinity[i] == 0 && m.geom_bodyid[i] == 0) continue;
    result["geoms"].push_back({{"name", nameOf(m, mjOBJ_GEOM, i)},
                               {"body", nameOf(m, mjOBJ_BODY, m.geom_bodyid[i])},
                               {"type", geomType(m.geom_type[i])},
                               {"size", numbers(m.geom_size + 3 * i, 3)},
                               {"pos", numbers(m.geom_pos + 3 * i, 3)},
                               {"quat", numbers(m.geom_quat + 4 * i, 4)},
                               {"contype", m.geom_contype[i]},
                               {"conaffinity", m.geom_conaffinity[i]},
                               {"condim", m.geom_condim[i]},
                               {"friction", numbers(m.geom_friction + 3 * i, 3)},
                               {"margin", m.geom_margin[i]},
                               {"solref", numbers(m.geom_solref + mjNREF * i, 2)},
                               {"solimp", numbers(m.geom_solimp + mjNIMP * i, 5)}});
  }
  for (int i = 0; i < m.nu; ++i) {
    result["actuators"].push_back({{"joint", nameOf(m, mjOBJ_JOINT, m.actuator_trnid[2 * i])},
                                   {"gear", m.actuator_gear[6 * i]},
                                   {"ctrlrange", numbers(m.actuator_ctrlrange + 2 * i, 2)},
                                   {"ctrllimited", static_cast<int>(m.actuator_ctrllimited[i])}});
  }
  result["sites"] = json::array();
  for (int i = 0; i < m.nsite; ++i) {
    result["sites"].push_back({{"name", nameOf(m, mjOBJ_SITE, i)},
                               {"body", nameOf(m, mjOBJ_BODY, m.site_bodyid[i])},
                               {"pos", numbers(m.site_pos + 3 * i, 3)}});
  }
  return result;
}

/// The path of the first difference, or "". Facts carry ten significant digits.
std::string firstDifference(const json& found, const json& facts, const std::string& path) {
  if (facts.is_number()) {
    const double a = found.get<double>(), b = facts.get<double>();
    return std::abs(a - b) <= 1e-9 * std::abs(b) + 1e-15 ? "" : path + ": " + found.dump() + " is not " + facts.dump();
  }
  if (!facts.is_structured()) return found == facts ? "" : path + ": " + found.dump() + " is not " + facts.dump();
  if (found.size() != facts.size()) return path + ": " + std::to_string(found.size()) + " entries";
  for (const auto& [key, value] : facts.items()) {
    const json& mine = facts.is_array() ? found.at(std::stoul(key)) : found.at(key);
    if (std::string difference = firstDifference(mine, value, path + "/" + key); !difference.empty()) return difference;
  }
  return "";
}

}  // namespace

class ModelsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyPhysicalNumberIsTheReferences_data() { addTaskRows(); }
  void everyPhysicalNumberIsTheReferences() {
    QFETCH(QString, task);
    json facts = reference(task.toStdString(), "facts");
    const env::ModelPointer model = env::loadModel(env::modelPath(task.toStdString()));
    json found = describe(*model, facts);
    const env::TaskInfo info = env::taskInfo(task.toStdString());
    QCOMPARE(qRound(info.seconds_per_step / model->opt.timestep), facts.at("frame_skip").get<int>());
    facts.erase("frame_skip");
    facts.erase("environment");
    const std::string difference = firstDifference(found, facts, "");
    QVERIFY2(difference.empty(), difference.c_str());
  }

  void everyModelHasATrackingCameraAndRoomForALargePicture_data() { addTaskRows(); }
  void everyModelHasATrackingCameraAndRoomForALargePicture() {
    QFETCH(QString, task);
    const env::TaskInfo info = env::taskInfo(task.toStdString());
    const env::ModelPointer model = env::loadModel(info.model);
    QVERIFY(mj_name2id(model.get(), mjOBJ_CAMERA, "track") >= 0);
    QVERIFY(model->vis.global.offwidth >= 1920 && model->vis.global.offheight >= 1200);
    QVERIFY(info.tracked_body.empty() || mj_name2id(model.get(), mjOBJ_BODY, info.tracked_body.c_str()) > 0);
  }

  void theBundledTasksAreListedByName() { QVERIFY(env::taskNames() == kTasks); }

  void aBrokenModelIsAnErrorWithMujocosReason() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("broken.xml").toStdString();
    base::writeFileAtomically(path, "<mujoco><worldbody><geom type='cube'/></worldbody></mujoco>");
    VERIFY_MESSAGE(errorOf([&] { env::loadModel(path); }), "broken.xml", "cannot compile", "cube");
    VERIFY_MESSAGE(errorOf([&] { env::loadModel("/nowhere/a.xml"); }), "/nowhere/a.xml");
  }

  void mujocosFatalErrorsBecomeErrorsAndItsWarningsAreCollected() {
    env::installMujocoHandlers();
    VERIFY_MESSAGE(errorOf([] { mju_error("no more rope"); }), "MuJoCo: no more rope");
    env::takeMujocoWarnings();
    mju_warning("thin ice");
    QVERIFY(env::takeMujocoWarnings() == std::vector<std::string>{"thin ice"});
    QVERIFY(env::takeMujocoWarnings().empty());
    QVERIFY(!QFile::exists("MUJOCO_LOG.TXT"));
  }
};

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
