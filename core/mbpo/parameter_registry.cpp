#include "mbpo/parameter_registry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <sstream>

#include "base/error.h"
#include "nn/numerics.h"

namespace mbpo {
namespace {

using C = Configuration;

const std::string kNewNetworks = "sizes of networks and optimisers are fixed when a run starts";
const std::string kNewRun = "it defines the run";

// key, group, symbol, unit, help, member, minimum, maximum, choices, restart_reason
std::vector<Parameter> makeRegistry() {
  constexpr double kMany = 1e12;
  return {
      {"environment", "run", "", "task or path", "Bundled task, or the path of a JSON task file.", &C::environment, 0, 0, {}, kNewRun},
      {"preset", "run", "", "name", "Where the other values came from; a label.", &C::preset, 0, 0, {}, kNewRun},
      {"seed", "run", "", "", "Seed of every random stream.", &C::seed, 0, kMany, {}, kNewRun},
      {"steps", "run", "N·E", "real steps", "Length of the run, warm-up included.", &C::steps, 1, kMany, {}, ""},
      {"threads", "run", "", "threads", "Threads that compute; 0 takes as many as are fastest here.", &C::threads, 0, 256,
       {}, "results repeat exactly only for one thread count"},
      {"engine", "run", "", "", "Kernels written by hand, or LibTorch's autograd: the same numbers up to rounding.",
       &C::engine, 0, 0, {"fast", "reference"}, "results repeat exactly only for one engine"},
      {"precision", "run", "", "", "Rounding of the fast engine's products; weights and sums stay fp32.", &C::precision, 0,
       0, {"fp32", "bf16"}, "results repeat exactly only for one precision"},
      {"epoch_length", "run", "E", "real steps", "Real steps between two evaluations.", &C::epoch_length, 10, 1e6, {},
       "epochs are counted in it"},
      {"warm_up_steps", "run", "", "real steps", "Uniform random actions before the first model fit.",
       &C::warm_up_steps, 10, 1e6, {}, "the warm-up is over once learning starts"},
      {"eval_episodes", "run", "", "episodes", "Deterministic evaluation episodes at each epoch's end.",
       &C::eval_episodes, 1, 1000, {}, ""},
      {"collect_mean_action", "run", "", "", "Collect data with the mean action instead of a sample of π.",
       &C::collect_mean_action, 0, 1, {}, ""},
      {"record_interval", "run", "", "real steps", "Real steps per recorded row of samples.", &C::record_interval, 1,
       1e6, {}, ""},

      {"model_train_interval", "rollouts", "", "real steps", "Real steps between two model fits.",
       &C::model_train_interval, 1, 1e6, {}, ""},
      {"rollout_mode", "rollouts", "", "", "Where k comes from.", &C::rollout_mode, 0, 0, {"schedule", "manual", "auto"}, ""},
      {"rollout_length", "rollouts", "k", "model steps", "Length of model rollouts in manual mode.",
       &C::rollout_length, 1, 200, {}, ""},
      {"rollout_length_max", "rollouts", "k_max", "model steps", "Longest k in auto mode: k = clamp(k*, 1, k_max).",
       &C::rollout_length_max, 1, 200, {}, ""},
      {"rollout_schedule", "rollouts", "k(e)", "e0,e1,k0,k1", "k grows from k0 at epoch e0 to k1 at epoch e1.",
       &C::rollout_schedule, 0, 0, {}, ""},
      {"rollouts_per_step", "rollouts", "M", "branches per real step", "Model rollouts started per real step.",
       &C::rollouts_per_step, 1, 100'000, {}, ""},
      {"updates_per_step", "rollouts", "G", "updates per real step", "SAC updates per real step.",
       &C::updates_per_step, 0, 1000, {}, ""},
      {"real_ratio", "rollouts", "", "", "Share of real rows in every SAC batch: exactly int(ratio · batch) of them.",
       &C::real_ratio, 0, 1, {}, ""},
      {"retain_epochs", "rollouts", "", "epochs", "Epochs of rollouts that D_model holds.", &C::retain_epochs, 1, 1000,
       {}, ""},
      {"env_buffer_capacity", "rollouts", "", "rows", "Largest number of real transitions kept.",
       &C::env_buffer_capacity, 100, 1e8, {}, "the buffer is allocated when a run starts"},
      {"model_buffer_limit", "rollouts", "", "rows", "D_model never holds more, whatever k, M and retain_epochs ask.",
       &C::model_buffer_limit, 100, 1e8, {}, ""},

      {"ensemble_size", "model", "", "networks", "Networks in the dynamics ensemble.", &C::ensemble_size, 1, 64, {},
       kNewNetworks},
      {"elite_size", "model", "", "networks", "Networks of lowest holdout error, which alone make rollouts.",
       &C::elite_size, 1, 64, {}, ""},
      {"model_hidden", "model", "", "units", "Width of the model's hidden layers.", &C::model_hidden, 1, 4096, {},
       kNewNetworks},
      {"model_layers", "model", "", "layers", "Hidden layers of the model.", &C::model_layers, 1, 16, {}, kNewNetworks},
      {"model_learning_rate", "model", "", "", "Adam step size of the model.", &C::model_learning_rate, 1e-8, 1, {}, ""},
      {"model_batch", "model", "", "rows", "Minibatch of the model fit, per network.", &C::model_batch, 1, 65'536, {},
       ""},
      {"model_weight_decay", "model", "", "d or d0,d1,…", "½·wd·‖W‖² per layer: one number for each layer, or one for all.",
       &C::model_weight_decay, 0, 0, {}, ""},
      {"fixed_log_variance", "model", "", "", "Keep the log-variance bounds at 0.5 and −10 instead of training them.",
       &C::fixed_log_variance, 0, 1, {}, kNewNetworks},
      {"standardise_targets", "model", "", "", "Scale [Δs, r] to unit variance for the fit.", &C::standardise_targets,
       0, 1, {}, ""},
      {"holdout_ratio", "model", "", "", "Share of D_env held out of the fit.", &C::holdout_ratio, 0.001, 0.9, {}, ""},
      {"holdout_limit", "model", "", "rows", "Largest holdout.", &C::holdout_limit, 1, 1e6, {}, ""},
      {"fit_patience", "model", "", "epochs", "A fit stops after this many epochs in a row without improvement.",
       &C::fit_patience, 1, 1000, {}, ""},
      {"fit_improvement", "model", "", "", "Relative fall of a network's holdout MSE that counts as improvement.",
       &C::fit_improvement, 0, 1, {}, ""},
      {"fit_epoch_limit", "model", "", "epochs", "Longest fit; 0 for no limit.", &C::fit_epoch_limit, 0, 1e6, {}, ""},

      {"agent_hidden", "agent", "", "units", "Width of policy and critics' hidden layers.", &C::agent_hidden, 1, 4096,
       {}, kNewNetworks},
      {"agent_layers", "agent", "", "layers", "Hidden layers of policy and critics.", &C::agent_layers, 1, 16, {},
       kNewNetworks},
      {"actor_learning_rate", "agent", "", "", "Adam step size of the policy.", &C::actor_learning_rate, 0, 1, {}, ""},
      {"critic_learning_rate", "agent", "", "", "Adam step size of the critics.", &C::critic_learning_rate, 0, 1, {},
       ""},
      {"alpha_learning_rate", "agent", "", "", "Adam step size of log α.", &C::alpha_learning_rate, 0, 1, {}, ""},
      {"discount", "agent", "γ", "", "Discount factor.", &C::discount, 0, 0.9999, {}, ""},
      {"polyak", "agent", "τ", "", "Share of the critics that their targets take over at each step.", &C::polyak, 1e-6,
       1, {}, ""},
      {"target_update_interval", "agent", "", "updates", "SAC updates between two steps of the target critics.",
       &C::target_update_interval, 1, 10'000, {}, ""},
      {"agent_batch", "agent", "", "rows", "Batch of a SAC update.", &C::agent_batch, 1, 65'536, {}, ""},
      {"automatic_alpha", "agent", "", "", "Tune the temperature towards the target entropy.", &C::automatic_alpha, 0,
       1, {}, ""},
      {"initial_alpha", "agent", "α", "", "Temperature at the start; kept when it is not tuned.", &C::initial_alpha,
       1e-6, 100, {}, "it is where α starts"},
      {"target_entropy", "agent", "H̄", "nats", "Entropy that the temperature aims at, of actions in [−1, 1].",
       &C::target_entropy, -1000, 1000, {}, ""},
      {"conservatism", "agent", "c", "", "The actor pays c · ∂C/∂ε_π · √(KL(π ‖ π_D)/2): 0 is Algorithm 2, 1 the bound's own price.",
       &C::conservatism, 0, 1, {}, ""},

      {"bound_theorem", "theory", "", "", "The return bound on screen; 4.3-published has γ^k in place of γ^k + 2.",
       &C::bound_theorem, 0, 0, {"4.3", "4.3-published", "4.2", "4.1"}, ""},
      {"r_max", "theory", "r_max", "reward", "Bound on |r|; 0 takes the largest |r| seen in D_env.", &C::r_max, 0, 1e9,
       {}, ""},
      {"resolution", "theory", "ρ", "σ_y", "Resolution at which ε_m is read, in standard deviations of a step's change.",
       &C::resolution, 0.03, 3, {}, ""},
      {"eps_m_estimator", "theory", "ε_m", "", "Estimator of the model error in the bound.", &C::eps_m_estimator, 0, 0,
       {"resolution_tv", "pinsker_nll", "ensemble_tv"}, ""},
      {"eps_m_pac", "theory", "", "", "The bound takes the upper confidence bound of ε_m (95 %) instead of its estimate.",
       &C::eps_m_pac, 0, 1, {}, ""},
      {"eps_m_prime_source", "theory", "ε_m′", "", "ε_m′ in the bound: ε_m + d ε_π, or measured on the newest transitions.",
       &C::eps_m_prime_source, 0, 0, {"linear", "direct"}, ""},
      {"eps_pi_estimator", "theory", "ε_π", "", "Estimator of the policy shift in the bound.", &C::eps_pi_estimator, 0, 0,
       {"combined", "pinsker", "monte_carlo"}, ""},
      {"eps_pi_aggregate", "theory", "", "", "Policy shift in the bound: over states the maximum (the theorem's), or less.",
       &C::eps_pi_aggregate, 0, 0, {"max", "p95", "mean"}, ""},
      {"error_rows", "theory", "", "rows", "Held-out transitions per measurement of ε_m.", &C::error_rows, 30, 1e6, {}, ""},
      {"shift_states", "theory", "", "states", "Real states per measurement of ε_π.", &C::shift_states, 1, 1e6, {}, ""},
      {"return_episodes", "theory", "", "episodes",
       "Diagnostic real episodes of π, and as many of π_D, per measurement of the returns; 0 measures none.",
       &C::return_episodes, 0, 1000, {}, ""},
      {"return_model_steps", "theory", "", "model steps", "Model steps for ν̂, and as many for ν̂_branch; 0 measures none.",
       &C::return_model_steps, 0, 1e8, {}, ""},
      {"return_interval", "theory", "", "epochs", "Epochs between two measurements of the returns.", &C::return_interval, 1,
       1e6, {}, ""},
  };
}

std::string numberText(double value) {
  std::array<char, 64> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end};
}

std::string quoted(std::string_view text) {
  std::string result("'");
  result.append(text).append("'");
  return result;
}

[[noreturn]] void refuse(const Parameter& parameter, std::string_view text, const std::string& allowed) {
  throw base::Error(parameter.key + " = " + quoted(text) + " is not possible: " + allowed);
}

void checkRange(const Parameter& parameter, double value, std::string_view text) {
  if (!(value >= parameter.minimum && value <= parameter.maximum)) {
    refuse(parameter, text,
           "give a number from " + numberText(parameter.minimum) + " to " + numberText(parameter.maximum) +
               (parameter.unit.empty() ? "" : " (" + parameter.unit + ")"));
  }
}

template <class Number>
Number parseNumber(const Parameter& parameter, std::string_view text, const char* kind) {
  Number value{};
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || rest != text.data() + text.size()) {
    refuse(parameter, text, std::string("give ") + kind + " from " + numberText(parameter.minimum) + " to " +
                                numberText(parameter.maximum));
  }
  checkRange(parameter, static_cast<double>(value), text);
  return value;
}

bool parseFlag(const Parameter& parameter, std::string_view text) {
  if (text == "true" || text == "1" || text == "on" || text == "yes") return true;
  if (text == "false" || text == "0" || text == "off" || text == "no") return false;
  refuse(parameter, text, "give true or false");
}

std::string parseText(const Parameter& parameter, std::string_view text) {
  if (text.empty()) refuse(parameter, text, "it must not be empty");
  const auto& choices = parameter.choices;
  if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
    std::string allowed = "choose one of";
    for (const auto& choice : choices) allowed += " " + choice;
    refuse(parameter, text, allowed);
  }
  return std::string(text);
}

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

const std::vector<Parameter>& parameterRegistry() {
  static const std::vector<Parameter> registry = makeRegistry();
  return registry;
}

const Parameter& findParameter(std::string_view key) {
  const auto& registry = parameterRegistry();
  const auto found = std::find_if(registry.begin(), registry.end(), [&](const Parameter& p) { return p.key == key; });
  if (found != registry.end()) return *found;

  std::vector<const Parameter*> nearest;
  for (const auto& parameter : registry) nearest.push_back(&parameter);
  std::stable_sort(nearest.begin(), nearest.end(), [&](const Parameter* p, const Parameter* q) {
    return editDistance(key, p->key) < editDistance(key, q->key);
  });
  throw base::Error("unknown parameter " + quoted(key) + "; did you mean " + nearest[0]->key + ", " + nearest[1]->key +
                    " or " + nearest[2]->key + "? `mbpo list parameters` shows all");
}

std::string parameterText(const Configuration& configuration, const Parameter& parameter) {
  struct Text {
    const Configuration& c;
    std::string operator()(double C::*m) const { return numberText(c.*m); }
    std::string operator()(std::int64_t C::*m) const { return std::to_string(c.*m); }
    std::string operator()(bool C::*m) const { return c.*m ? "true" : "false"; }
    std::string operator()(std::string C::*m) const { return c.*m; }
    std::string operator()(rollout::Schedule C::*m) const { return rollout::toText(c.*m); }
  };
  return std::visit(Text{configuration}, parameter.member);
}

std::string allowedText(const Parameter& parameter) {
  if (std::holds_alternative<bool C::*>(parameter.member)) return "true or false";
  if (!parameter.choices.empty()) {
    std::string text = "one of";
    for (std::size_t i = 0; i < parameter.choices.size(); ++i) text += (i == 0 ? " " : ", ") + parameter.choices[i];
    return text;
  }
  const bool number =
      std::holds_alternative<double C::*>(parameter.member) || std::holds_alternative<std::int64_t C::*>(parameter.member);
  if (!number) return parameter.unit;
  return numberText(parameter.minimum) + " … " + numberText(parameter.maximum) +
         (parameter.unit.empty() ? "" : " " + parameter.unit);
}

void setParameter(Configuration& configuration, std::string_view key, std::string_view text) {
  const Parameter& parameter = findParameter(key);
  struct Set {
    C& c;
    const Parameter& p;
    std::string_view text;
    void operator()(double C::*m) const { c.*m = parseNumber<double>(p, text, "a number"); }
    void operator()(std::int64_t C::*m) const { c.*m = parseNumber<std::int64_t>(p, text, "a whole number"); }
    void operator()(bool C::*m) const { c.*m = parseFlag(p, text); }
    void operator()(std::string C::*m) const { c.*m = parseText(p, text); }
    void operator()(rollout::Schedule C::*m) const {
      try {
        c.*m = rollout::parseSchedule(text);
      } catch (const base::Error& error) {
        throw base::Error(p.key + ": " + error.what());
      }
    }
  };
  Configuration changed = configuration;
  std::visit(Set{changed, parameter, text}, parameter.member);
  if (parameter.key == "model_weight_decay") parseWeightDecay(changed);
  configuration = std::move(changed);
}

std::vector<double> parseWeightDecay(const Configuration& configuration) {
  const Parameter& parameter = findParameter("model_weight_decay");
  const std::string& text = configuration.model_weight_decay;
  std::vector<double> decay;
  std::istringstream items(text);
  for (std::string item; std::getline(items, item, ',');) {
    double value = 0;
    const auto [rest, error] = std::from_chars(item.data(), item.data() + item.size(), value);
    if (error != std::errc{} || rest != item.data() + item.size() || !(value >= 0 && value <= 1)) {
      refuse(parameter, text, "give numbers from 0 to 1, separated by commas without spaces");
    }
    decay.push_back(value);
  }
  if (decay.empty()) refuse(parameter, text, "give at least one number");
  return decay;
}

void validate(const Configuration& configuration) {
  for (const auto& parameter : parameterRegistry()) {  // every single value against its own range
    Configuration scratch = configuration;
    setParameter(scratch, parameter.key, parameterText(configuration, parameter));
  }
  const auto require = [](bool condition, const std::string& message) {
    if (!condition) throw base::Error(message);
  };
  require(configuration.elite_size <= configuration.ensemble_size,
          "elite_size = " + std::to_string(configuration.elite_size) + " exceeds ensemble_size = " +
              std::to_string(configuration.ensemble_size) + "; lower the first or raise the second");
  const std::size_t decays = parseWeightDecay(configuration).size();
  require(decays == 1 || static_cast<std::int64_t>(decays) == configuration.model_layers + 1,
          "model_weight_decay has " + std::to_string(decays) + " numbers for " +
              std::to_string(configuration.model_layers + 1) + " layers (model_layers + 1); give one for each, or one");
}

Configuration withFixedThreads(Configuration configuration) {
  if (configuration.threads == 0) configuration.threads = nn::fastestThreads();
  return configuration;
}

}  // namespace mbpo
