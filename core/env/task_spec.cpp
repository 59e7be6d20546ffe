#include "env/task_spec.h"

#include <mujoco/mujoco.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"

namespace env {
namespace {

using nlohmann::json;

/// One JSON value with its place, so that every complaint says where.
class Node {
 public:
  Node(const json& value, std::string where) : value_(value), where_(std::move(where)) {}

  const std::string& where() const { return where_; }
  [[noreturn]] void fail(const std::string& what) const { throw base::Error(where_ + ": " + what); }
  [[noreturn]] void failType(const std::string& wanted) const {
    fail("wanted " + wanted + ", found " + value_.dump().substr(0, 60));
  }

  /// An object whose keys are all among `allowed`.
  const Node& object(std::initializer_list<std::string_view> allowed) const {
    if (!value_.is_object()) failType("an object { … }");
    for (const auto& [key, unused] : value_.items()) {
      bool known = false;
      std::string list;
      for (const std::string_view name : allowed) {
        known = known || name == key;
        list += (list.empty() ? "" : ", ") + std::string(name);
      }
      if (!known) fail("unknown key '" + key + "'; allowed: " + list);
    }
    return *this;
  }
  bool has(const char* key) const { return value_.contains(key); }
  Node at(const char* key) const {
    if (!has(key)) fail(std::string("the key '") + key + "' is missing");
    return {value_.at(key), where_ + (where_.ends_with(": ") ? "" : ".") + key};
  }
  std::vector<Node> list() const {
    if (!value_.is_array()) failType("a list [ … ]");
    std::vector<Node> nodes;
    for (std::size_t i = 0; i < value_.size(); ++i) {
      nodes.emplace_back(value_[i], where_ + "[" + std::to_string(i) + "]");
    }
    return nodes;
  }

  bool isString() const { return value_.is_string(); }
  std::string string() const {
    if (!value_.is_string()) failType("a text in quotes");
    return value_.get<std::string>();
  }
  double number() const {
    if (!value_.is_number() || !std::isfinite(value_.get<double>())) failType("a finite number");
    return value_.get<double>();
  }
  double positive() const {
    const double number = this->number();
    if (number <= 0) failType("a number above 0");
    return number;
  }
  int count() const {
    constexpr int kMost = 1'000'000'000;
    const bool whole = value_.is_number_integer();
    if (!whole || value_.get<double>() < 1 || value_.get<double>() > kMost) failType("a whole number of at least 1");
    return value_.get<int>();
  }
  Quantity quantity() const { return parseQuantity(string(), where_); }

 private:
  const json& value_;
  std::string where_;
};

ObservationPart parseObservationPart(const Node& node) {
  if (node.isString()) return {node.quantity()};
  node.object({"of", "clip"});
  ObservationPart part{node.at("of").quantity()};
  if (node.has("clip")) part.clip = node.at("clip").positive();
  return part;
}

RewardTerm parseRewardTerm(const Node& node) {
  using Kind = RewardTerm::Kind;
  constexpr std::pair<std::string_view, Kind> kWords[] = {{"alive", Kind::alive},
                                                          {"rate", Kind::rate},
                                                          {"value", Kind::value},
                                                          {"squared", Kind::squared},
                                                          {"distance", Kind::distance},
                                                          {"distance_before", Kind::distance_before},
                                                          {"squared_action", Kind::squared_action}};
  node.object({"term", "of", "weight", "goal"});
  const std::string word = node.at("term").string();
  RewardTerm term;
  std::string allowed;
  bool known = false;
  for (const auto& [name, kind] : kWords) {
    if (name == word) term.kind = kind, known = true;
    allowed += (allowed.empty() ? "" : ", ") + std::string(name);
  }
  if (!known) node.at("term").fail("unknown reward term '" + word + "'; allowed: " + allowed);
  term.weight = node.at("weight").number();

  const bool has_quantity = term.kind != Kind::alive && term.kind != Kind::squared_action;
  if (has_quantity) {
    term.of = node.at("of").quantity();
  } else if (node.has("of")) {
    node.at("of").fail("the term '" + word + "' takes no quantity; remove this key");
  }
  if (node.has("goal")) {
    if (term.kind != Kind::squared) node.at("goal").fail("only the term 'squared' has a goal; remove this key");
    term.goal = node.at("goal").number();
  }
  return term;
}

HealthyRange parseHealthyRange(const Node& node) {
  node.object({"of", "above", "below", "at_least", "at_most"});
  HealthyRange range{node.at("of").quantity()};
  if (node.has("above") && node.has("at_least")) node.fail("give 'above' or 'at_least', not both");
  if (node.has("below") && node.has("at_most")) node.fail("give 'below' or 'at_most', not both");
  if (node.has("above")) range.low = node.at("above").number(), range.includes_low = false;
  if (node.has("at_least")) range.low = node.at("at_least").number();
  if (node.has("below")) range.high = node.at("below").number(), range.includes_high = false;
  if (node.has("at_most")) range.high = node.at("at_most").number();
  if (std::isinf(range.low) && std::isinf(range.high)) {
    node.fail("no bound; give at least one of above, at_least, below, at_most");
  }
  if (range.low > range.high) node.fail("the lower bound is above the upper one");
  return range;
}

ResetNoise parseNoise(const Node& node) {
  node.object({"uniform", "normal"});
  if (node.has("uniform") == node.has("normal")) node.fail("give one of 'uniform' and 'normal'");
  if (node.has("uniform")) return {ResetNoise::Kind::uniform, node.at("uniform").positive()};
  return {ResetNoise::Kind::normal, node.at("normal").positive()};
}

void parseReset(const Node& node, TaskSpec& task) {
  node.object({"qpos", "qvel", "goal_disc"});
  if (node.has("qpos")) task.qpos_noise = parseNoise(node.at("qpos"));
  if (node.has("qvel")) task.qvel_noise = parseNoise(node.at("qvel"));
  if (node.has("goal_disc")) {
    const Node goal = node.at("goal_disc");
    goal.object({"x", "y", "radius"});
    task.goal = {goal.at("x").string(), goal.at("y").string(), goal.at("radius").positive()};
  }
}

void bindGoal(const TaskSpec& task, const mjModel& model, const std::string& where) {
  if (task.goal.radius == 0) return;
  for (const std::string& joint : {task.goal.x_joint, task.goal.y_joint}) {
    const int id = mj_name2id(&model, mjOBJ_JOINT, joint.c_str());
    if (id < 0) throw base::Error(where + ": the model has no joint named '" + joint + "'");
    if (model.jnt_type[id] != mjJNT_SLIDE) {
      throw base::Error(where + ": joint '" + joint + "' must be a slide joint");
    }
  }
}

}  // namespace

TaskSpec readTaskFile(const std::filesystem::path& file) {
  json document;
  try {
    document = json::parse(base::readFile(file));
  } catch (const json::exception& error) {  // syntax, or a number such as 1e999
    throw base::Error(file.string() + ": not valid JSON: " + error.what());
  }
  const Node root(document, file.string() + ": ");
  root.object({"name", "description", "model", "frame_skip", "time_limit", "track", "observation", "reward", "healthy",
               "reset"});
  TaskSpec task;
  task.file = file;
  task.name = root.at("name").string();
  if (task.name.empty() || task.name.find_first_of("/ \t\n") != std::string::npos) {
    root.at("name").fail("a name is one word without '/' (it names run folders)");
  }
  if (root.has("description")) task.description = root.at("description").string();
  task.model = (file.parent_path() / root.at("model").string()).lexically_normal();
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(task.model, ignored)) {
    root.at("model").fail("no such file: " + task.model.string() + " (paths are relative to the task file)");
  }
  task.frame_skip = root.at("frame_skip").count();
  task.time_limit = root.at("time_limit").count();
  if (root.has("track")) task.tracked_body = root.at("track").string();
  for (const Node& node : root.at("observation").list()) task.observation.push_back(parseObservationPart(node));
  for (const Node& node : root.at("reward").list()) task.reward.push_back(parseRewardTerm(node));
  if (root.has("healthy")) {
    for (const Node& node : root.at("healthy").list()) task.healthy.push_back(parseHealthyRange(node));
  }
  if (root.has("reset")) parseReset(root.at("reset"), task);
  if (task.observation.empty()) root.at("observation").fail("the observation is empty; list at least one quantity");
  if (task.reward.empty()) root.at("reward").fail("there is no reward; list at least one term");
  return task;
}

void bindTask(TaskSpec& task, const mjModel& model) {
  const std::string file = task.file.string() + ": ";
  const auto at = [&](const char* list, std::size_t i) { return file + list + "[" + std::to_string(i) + "].of"; };
  if (model.nu == 0) {
    throw base::Error(file + "model: " + task.model.string() + " has no actuator, so nothing to act on");
  }
  for (int actuator = 0; actuator < model.nu; ++actuator) {
    if (model.actuator_ctrllimited[actuator]) continue;
    const char* name = mj_id2name(&model, mjOBJ_ACTUATOR, actuator);
    throw base::Error(file + "model: actuator " + (name ? name : std::to_string(actuator)) +
                      " has no control range; give it ctrllimited=\"true\" and a ctrlrange");
  }
  if (!task.tracked_body.empty() && mj_name2id(&model, mjOBJ_BODY, task.tracked_body.c_str()) < 0) {
    throw base::Error(file + "track: the model has no body named '" + task.tracked_body + "'");
  }
  for (std::size_t i = 0; i < task.observation.size(); ++i) {
    bindQuantity(task.observation[i].of, model, at("observation", i));
  }
  for (std::size_t i = 0; i < task.reward.size(); ++i) {
    RewardTerm& term = task.reward[i];
    if (term.kind == RewardTerm::Kind::alive || term.kind == RewardTerm::Kind::squared_action) continue;
    bindQuantity(term.of, model, at("reward", i));
    const bool scalar_only = term.kind == RewardTerm::Kind::rate || term.kind == RewardTerm::Kind::value;
    if (scalar_only && term.of.size() != 1) {
      throw base::Error(at("reward", i) + ": '" + term.of.text + "' has " + std::to_string(term.of.size()) +
                        " elements, this term wants one; pick it, as in qpos[0] or body(NAME).x");
    }
  }
  for (std::size_t i = 0; i < task.healthy.size(); ++i) bindQuantity(task.healthy[i].of, model, at("healthy", i));
  bindGoal(task, model, file + "reset.goal_disc");
}

}  // namespace env
