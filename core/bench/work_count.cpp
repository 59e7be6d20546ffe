#include "bench/work_count.h"

namespace bench {
namespace {

constexpr double kFloat = sizeof(float);
// An optimiser step reads gradient, θ, m, v and writes θ, m, v; before it the gradient is written once.
constexpr double kAdamTransfers = 8;
constexpr double kPolyakTransfers = 3;  // reads θ and θ̄, writes θ̄

double asDouble(std::int64_t x) { return static_cast<double>(x); }

}  // namespace

double Network::weights() const {
  return asDouble(inputs * hidden + (layers - 1) * hidden * hidden + hidden * outputs);
}
double Network::forward() const { return 2 * weights(); }
double Network::weightGradient() const { return 2 * weights(); }
double Network::dataGradient() const { return 2 * (weights() - asDouble(inputs * hidden)); }

Work countSacUpdate(std::int64_t n_s, std::int64_t n_a, std::int64_t hidden, std::int64_t layers, std::int64_t batch) {
  const Network actor{n_s, hidden, layers, 2 * n_a};
  const Network critic{n_s + n_a, hidden, layers, 1};
  const double critics = actor.forward() +       // a′ ~ π(· | s′)
                         2 * critic.forward() +  // Q̄_i(s′, a′)
                         2 * (critic.forward() + critic.dataGradient() + critic.weightGradient());
  const double action_gradient = critic.dataGradient() + 2 * asDouble(n_a * hidden);  // the smaller critic alone
  const double policy = actor.forward() + 2 * critic.forward() + action_gradient +    // a ~ π(· | s), Q_i(s, a)
                        actor.dataGradient() + actor.weightGradient();
  const double parameters = actor.weights() + 2 * critic.weights();
  const double width = asDouble(2 * n_s + n_a + 3);
  return {asDouble(batch) * (critics + policy),
          kFloat * (kAdamTransfers * parameters + kPolyakTransfers * 2 * critic.weights() + asDouble(batch) * width)};
}

Work countEnsembleStep(std::int64_t n_s, std::int64_t n_a, std::int64_t hidden, std::int64_t layers,
                       std::int64_t members, std::int64_t batch) {
  const Network network{n_s + n_a, hidden, layers, 2 * (n_s + 1)};
  const double row = network.forward() + network.dataGradient() + network.weightGradient();
  const double width = asDouble(2 * n_s + n_a + 1);
  return {asDouble(members * batch) * row,
          kFloat * asDouble(members) * (kAdamTransfers * network.weights() + asDouble(batch) * width)};
}

Work countHoldout(std::int64_t n_s, std::int64_t n_a, std::int64_t hidden, std::int64_t layers, std::int64_t members,
                  std::int64_t rows) {
  const Network network{n_s + n_a, hidden, layers, 2 * (n_s + 1)};
  const double width = asDouble(2 * n_s + n_a + 1);
  return {asDouble(members * rows) * network.forward(),
          kFloat * (asDouble(members) * network.weights() + asDouble(rows) * width)};
}

Work countModelStep(std::int64_t n_s, std::int64_t n_a, std::int64_t agent_hidden, std::int64_t agent_layers,
                    std::int64_t model_hidden, std::int64_t model_layers, std::int64_t elites, std::int64_t branches) {
  const Network actor{n_s, agent_hidden, agent_layers, 2 * n_a};
  const Network model{n_s + n_a, model_hidden, model_layers, 2 * (n_s + 1)};
  const double width = asDouble(2 * n_s + n_a + 3);
  return {asDouble(branches) * (actor.forward() + model.forward()),
          kFloat * (actor.weights() + asDouble(elites) * model.weights() + asDouble(branches) * width)};
}

}  // namespace bench
