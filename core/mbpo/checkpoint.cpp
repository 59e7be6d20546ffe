#include "mbpo/checkpoint.h"

#include <ATen/ATen.h>
#include <torch/serialize/archive.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "mbpo/buffer_checkpoint.h"
#include "mbpo/measurement_checkpoint.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/training_state.h"

namespace mbpo {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 3;  // 2: with the state of stage 6; 3: the buffers' rows in files of their own

// ---- what is saved, named once for both directions ----------------------------------------------------------------

// Fixed-size tensors that are copied in place.
template <class State, class Visit>
void visitTensors(State& state, Visit visit) {
  visit("model.values", state.ensemble.parameters().values());
  visit("model.input.mean", state.ensemble.input.mean);
  visit("model.input.std", state.ensemble.input.std);
  visit("model.target.mean", state.ensemble.target.mean);
  visit("model.target.std", state.ensemble.target.std);
  visit("model.adam.m", state.model_optimiser.first_moment);
  visit("model.adam.v", state.model_optimiser.second_moment);
  visit("policy.values", state.agent.policy.parameters().values());
  visit("policy.adam.m", state.agent.actor_optimiser.first_moment);
  visit("policy.adam.v", state.agent.actor_optimiser.second_moment);
  visit("critic.values", state.agent.critic.parameters().values());
  visit("critic.targets", state.agent.critic.targetParameters().values());
  visit("critic.adam.m", state.agent.critic_optimiser.first_moment);
  visit("critic.adam.v", state.agent.critic_optimiser.second_moment);
  visit("alpha.log", state.agent.log_alpha);
  visit("alpha.adam.m", state.agent.alpha_optimiser.first_moment);
  visit("alpha.adam.v", state.agent.alpha_optimiser.second_moment);
  visit("behaviour_policy.values", state.behaviour_policy.parameters().values());
}

template <class State, class Visit>
void visitNoises(State& state, Visit visit) {
  visit("noise.fit", state.random.fit);
  visit("noise.rollout", state.random.rollout);
  visit("noise.act", state.random.act);
  visit("noise.update", state.random.update);
}

template <class State, class Visit>
void visitStreams(State& state, Visit visit) {
  visit("reset", state.random.reset);
  visit("exploration", state.random.exploration);
  visit("rollout_start", state.random.rollout_start);
  visit("batch", state.random.batch);
  visit("measure", state.random.measure);
  visit("evaluation", state.random.evaluation);
}

template <class State, class Visit>
void visitNumbers(State& state, Visit visit) {
  visit("real_steps", state.real_steps);
  visit("updates", state.updates);
  visit("fits", state.fits);
  visit("next_fit_step", state.next_fit_step);
  visit("updates_left", state.updates_left);
  visit("rollout_length", state.rollout_length);
  visit("at_boundary", state.at_boundary);
  visit("has_behaviour_policy", state.has_behaviour_policy);
  visit("episode_return", state.episode_return);
  visit("r_max", state.r_max);
  visit("wall_seconds", state.wall_seconds);
  visit("warm_up_wall", state.warm_up_wall);
  visit("last_evaluation", state.last_evaluation);
  visit("best_evaluation", state.best_evaluation);
  visit("updates_per_second", state.updates_per_second);
  visit("steps_per_second", state.steps_per_second);
  visit("sample_steps", state.sample_steps);
  visit("sample_updates", state.sample_updates);
  visit("sample_wall", state.sample_wall);
  visit("critic_alarm", state.critic_alarm);
  visit("bad_updates", state.bad_updates);
  visit("s", state.s);
  visit("holdout_history", state.holdout_history);
  visit("stage_seconds", state.stage_seconds);
  visit("elites", state.ensemble.elites);
  visit("model.adam.steps", state.model_optimiser.steps);
  visit("policy.adam.steps", state.agent.actor_optimiser.steps);
  visit("critic.adam.steps", state.agent.critic_optimiser.steps);
  visit("alpha.adam.steps", state.agent.alpha_optimiser.steps);
  visit("agent.updates", state.agent.updates);
  visit("means.count", state.means.count);
  visit("means.critic_loss", state.means.critic_loss);
  visit("means.actor_loss", state.means.actor_loss);
  visit("means.alpha_loss", state.means.alpha_loss);
  visit("means.entropy", state.means.entropy);
  visit("means.q_mean", state.means.q_mean);
  visit("means.alpha", state.means.alpha);
  visit("means.q_abs_max", state.means.q_abs_max);
}

// Since version 2.
template <class State, class Visit>
void visitNewerNumbers(State& state, Visit visit) {
  visit("part", state.part);
  visit("evaluation_seconds", state.evaluation_seconds);
  visit("r_max_alarm", state.r_max_alarm);
  visit("means.shift", state.means.shift);
}

// ---- parts with a shape of their own ------------------------------------------------------------------------------

Json toJson(const MetricRow& row) {
  Json values = Json::array();  // in the order in which they were measured
  for (const auto& [metric, value] : row.values) values.push_back({metricSpec(metric).name, numberOrNull(value)});
  return {{"stream", static_cast<int>(row.stream)}, {"real_steps", row.real_steps}, {"updates", row.updates},
          {"epoch", row.epoch}, {"wall_seconds", row.wall_seconds}, {"values", values}};
}

MetricRow rowFromJson(const Json& json) {
  MetricRow row;
  row.stream = static_cast<Stream>(json.at("stream").get<int>());
  row.real_steps = json.at("real_steps");
  row.updates = json.at("updates");
  row.epoch = json.at("epoch");
  row.wall_seconds = json.at("wall_seconds");
  for (const auto& pair : json.at("values")) {
    if (const auto metric = findMetric(pair.at(0).get<std::string>())) row.values.emplace_back(*metric, numberOrNaN(pair.at(1)));
  }
  return row;
}

Json toJson(const env::Environment& environment) {
  const env::BodyState body = environment.bodyState();
  return {{"qpos", body.qpos}, {"qvel", body.qvel}, {"time", body.time}, {"carried", body.carried},
          {"steps", environment.stepsInEpisode()}};
}

void restoreEnvironment(env::Environment& environment, const Json& json) {
  environment.restore({json.at("qpos"), json.at("qvel"), json.at("time"), json.at("carried")}, json.at("steps"));
}

using Write = std::function<void(const std::string&, const at::Tensor&)>;
using Read = std::function<at::Tensor(const std::string&)>;

Json saveFit(const model::EnsembleFit& fit, const Write& write) {
  const auto& state = fit.state();
  write("fit.training", fit.split().training);
  write("fit.unique_training", fit.split().unique_training);
  write("fit.holdout", fit.split().holdout);
  write("fit.best_values", state.best_values);
  if (state.has_order) write("fit.order", state.order);
  Json best = Json::array();
  for (const double mse : state.best_mse) best.push_back(numberOrNull(mse));
  return {{"epoch", state.epoch}, {"batch_index", state.batch_index},
          {"epochs_without_improvement", state.epochs_without_improvement}, {"has_order", state.has_order},
          {"best_mse", best}, {"loss_sum", state.loss_sum}};
}

void restoreFit(TrainingState& state, const Json& json, const Read& read) {
  const auto [x, y] = state.modelData();
  data::HoldoutSplit split{read("fit.training"), read("fit.unique_training"), read("fit.holdout")};
  state.fit.emplace(state.ensemble, state.model_optimiser, state.fitSettings(), x, y, std::move(split), state.random.fit,
                    state.compute);
  model::EnsembleFit::State fit;
  fit.epoch = json.at("epoch");
  fit.batch_index = json.at("batch_index");
  fit.epochs_without_improvement = json.at("epochs_without_improvement");
  fit.has_order = json.at("has_order");
  fit.loss_sum = json.at("loss_sum");
  for (const auto& mse : json.at("best_mse")) {
    fit.best_mse.push_back(mse.is_null() ? std::numeric_limits<double>::infinity() : mse.get<double>());
  }
  fit.best_values = read("fit.best_values");
  if (fit.has_order) fit.order = read("fit.order");
  state.fit->restore(std::move(fit));
}

Json saveRollout(const rollout::BranchedRollout& rollout, const Write& write) {
  const auto progress = rollout.state();
  if (progress.s.defined()) write("rollout.s", progress.s);
  const auto& statistics = progress.statistics;
  return {{"started", progress.started}, {"depth", progress.depth}, {"in_chunk", progress.s.defined()},
          {"branches", statistics.branches}, {"rows", statistics.rows}, {"terminated", statistics.terminated},
          {"not_finite", statistics.not_finite}};
}

void restoreRollout(TrainingState& state, const Json& json, const Read& read) {
  rollout::BranchedRollout::State progress;
  progress.started = json.at("started");
  progress.depth = json.at("depth");
  if (json.at("in_chunk")) progress.s = read("rollout.s");
  progress.statistics = {json.at("branches"), json.at("rows"), json.at("terminated"), json.at("not_finite")};
  state.rollout.emplace(state.makeRollout());
  state.rollout->restore(progress);
}

Json saveEvaluation(const Evaluation& evaluation) {
  return {{"returns", evaluation.returns}, {"lengths", evaluation.lengths}, {"s", evaluation.s},
          {"running_return", evaluation.running_return}, {"in_episode", evaluation.in_episode}};
}

void restoreEvaluation(TrainingState& state, const Json& json) {
  Evaluation& evaluation = state.evaluation.emplace();
  evaluation.policy = state.agent.freeze(state.action_low, state.action_high);  // unchanged during stage 6
  evaluation.returns = json.at("returns").get<std::vector<double>>();
  evaluation.lengths = json.at("lengths").get<std::vector<double>>();
  evaluation.s = json.at("s").get<std::vector<double>>();
  evaluation.running_return = json.at("running_return");
  evaluation.in_episode = json.at("in_episode");
}

// A run from before stage 6 had parts: where it was shows in what was in progress.
int partOfVersion1(const TrainingState& state) {
  if (state.stage == Stage::fit && state.fit) return kFitting;
  if (state.stage == Stage::measure && state.evaluation) return kEvaluating;
  return 0;
}

Json makeHeader(const TrainingState& state, const Write& write) {
  Json header{{"version", kVersion},
              {"configuration", Json::parse(toJson(state.configuration))},
              {"stage", static_cast<int>(state.stage)},
              {"model_buffer_capacity", state.model_buffer.capacity()},
              {"environment", toJson(*state.environment)},
              {"evaluation_environment", toJson(*state.evaluation_environment)},
              {"fit_row", toJson(state.fit_row)},
              {"epoch_row", toJson(state.epoch_row)}};
  const auto saveNumber = [&](const char* name, const auto& value) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>)
      header["numbers"][name] = numberOrNull(value);
    else
      header["numbers"][name] = value;
  };
  visitNumbers(state, saveNumber);
  visitNewerNumbers(state, saveNumber);
  visitStreams(state, [&](const char* name, const base::RandomStream& stream) {
    header["streams"][name] = stream.state();
  });
  header["health"] = {{"raised", state.raised.to_ulong()}, {"good_updates", state.good_updates}};
  // An estimate at work is begun again, with the numbers that it began with.
  const Measurement& measurement = state.measurement;
  if (measurement.work) header["streams"]["measure"] = measurement.stream_at_start;
  write("noise.measure", measurement.work ? measurement.noise_at_start : state.random.measure_noise.state());
  header["measurement"] = saveMeasurement(measurement, write);
  if (state.fit) header["fit"] = saveFit(*state.fit, write);
  if (state.rollout) header["rollout"] = saveRollout(*state.rollout, write);
  if (state.evaluation) header["evaluation"] = saveEvaluation(*state.evaluation);
  return header;
}

void restoreState(TrainingState& state, const Json& header, const Read& read, const std::filesystem::path& folder) {
  const int version = header.at("version");
  visitTensors(state, [&](const char* name, const at::Tensor& target) { target.copy_(read(name)); });
  visitNoises(state, [&](const char* name, nn::Noise& noise) { noise.setState(read(name)); });
  visitStreams(state, [&](const char* name, base::RandomStream& stream) {
    stream.setState(header.at("streams").at(name).get<std::array<std::uint64_t, 4>>());
  });
  const auto restoreNumber = [&](const char* name, auto& value) {
    const Json& json = header.at("numbers").at(name);
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>)
      value = numberOrNaN(json);
    else
      value = json.get<std::decay_t<decltype(value)>>();
  };
  visitNumbers(state, restoreNumber);
  if (version >= 2) visitNewerNumbers(state, restoreNumber);
  if (const auto health = header.find("health"); health != header.end()) {  // absent in older files: all is well
    state.raised = health->at("raised").get<unsigned long>();
    state.good_updates = health->at("good_updates");
  }
  state.stage = static_cast<Stage>(header.at("stage").get<int>());
  state.model_buffer.resize(header.at("model_buffer_capacity"));
  if (version >= 3) {
    restoreBuffers(state, header.at("buffers"), folder);
  } else {
    state.env_buffer.push(read("D_env"));
    state.model_buffer.push(read("D_model"));
  }
  restoreEnvironment(*state.environment, header.at("environment"));
  restoreEnvironment(*state.evaluation_environment, header.at("evaluation_environment"));
  state.fit_row = rowFromJson(header.at("fit_row"));
  state.epoch_row = rowFromJson(header.at("epoch_row"));
  if (header.contains("fit")) restoreFit(state, header.at("fit"), read);
  if (header.contains("rollout")) restoreRollout(state, header.at("rollout"), read);
  if (header.contains("evaluation")) restoreEvaluation(state, header.at("evaluation"));
  if (version >= 2) {
    state.random.measure_noise.setState(read("noise.measure"));
    restoreMeasurement(state.measurement, header.at("measurement"), read);
  } else {
    state.part = partOfVersion1(state);
  }
}

at::Tensor toBytes(const std::string& text) {
  at::Tensor bytes = at::empty({static_cast<std::int64_t>(text.size())}, at::kByte);
  std::copy(text.begin(), text.end(), bytes.data_ptr<std::uint8_t>());
  return bytes;
}

std::string toText(const at::Tensor& bytes) {
  const auto* data = bytes.data_ptr<std::uint8_t>();
  return {data, data + bytes.numel()};
}

}  // namespace

void writeCheckpoint(TrainingState& state, const std::filesystem::path& file) {
  torch::serialize::OutputArchive archive;
  const Write write = [&](const std::string& name, const at::Tensor& tensor) {
    archive.write(name, tensor.detach().contiguous(), /*is_buffer=*/true);
  };
  Json header = makeHeader(state, write);
  header["buffers"] = saveBuffers(state, file.parent_path());
  archive.write("header", toBytes(header.dump()), /*is_buffer=*/true);
  visitTensors(state, write);
  visitNoises(state, [&](const char* name, const nn::Noise& noise) { write(name, noise.state()); });
  try {
    base::replaceFileAtomically(file, [&](const std::filesystem::path& temporary) { archive.save_to(temporary.string()); });
  } catch (const c10::Error& error) {
    throw base::Error("cannot write checkpoint " + file.string() + ": " + error.what_without_backtrace());
  }
}

std::unique_ptr<TrainingState> readCheckpoint(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw base::Error("no checkpoint at " + file.string() + "; the run has not saved one yet");
  }
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(file.string());
    const Read read = [&](const std::string& name) {
      at::Tensor tensor;
      archive.read(name, tensor, /*is_buffer=*/true);
      return tensor;
    };
    const Json header = Json::parse(toText(read("header")));
    if (const int version = header.at("version"); version < 1 || version > kVersion) {
      throw base::Error(file.string() + " has checkpoint version " + std::to_string(version) +
                        "; this program reads 1 to " + std::to_string(kVersion));
    }
    auto state = std::make_unique<TrainingState>(
        configurationFromJson(header.at("configuration").dump(), file.string()));
    restoreState(*state, header, read, file.parent_path());
    return state;
  } catch (const c10::Error& error) {
    throw base::Error(file.string() + " is no readable checkpoint: " + error.what_without_backtrace());
  } catch (const Json::exception& error) {
    throw base::Error(file.string() + " has a damaged checkpoint header: " + error.what());
  }
}

}  // namespace mbpo
