#include "mbpo/model_snapshot.h"

#include <algorithm>
#include <cmath>

#include "mbpo/training_state.h"

namespace mbpo {
namespace {

constexpr std::int64_t kWindows = 64;
constexpr std::int64_t kWindowSteps = 64;
constexpr std::int64_t kStates = 2048;  // points of a cloud that still looks like what it is drawn from

std::vector<float> floatsOf(const at::Tensor& tensor) {
  const at::Tensor contiguous = tensor.detach().contiguous();
  return {contiguous.data_ptr<float>(), contiguous.data_ptr<float>() + contiguous.numel()};
}

void append(std::vector<float>& target, std::span<const float> row, std::int64_t first, std::int64_t count) {
  const auto part = row.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
  target.insert(target.end(), part.begin(), part.end());
}

// σ of every column, from sums about the first value, since a mean may be far larger than what varies.
class Spread {
 public:
  explicit Spread(std::size_t size) : shift_(size), sum_(size), square_sum_(size) {}
  void add(std::size_t i, double x) {
    if (count_ == 0) shift_[i] = x;
    sum_[i] += x - shift_[i];
    square_sum_[i] += (x - shift_[i]) * (x - shift_[i]);
  }
  void endRow() { ++count_; }
  std::vector<double> sigma() const {
    std::vector<double> sigma(sum_.size(), 0.0);
    const auto n = static_cast<double>(std::max<std::int64_t>(1, count_));
    for (std::size_t i = 0; i < sigma.size(); ++i) {
      sigma[i] = std::sqrt(std::max(0.0, square_sum_[i] / n - (sum_[i] / n) * (sum_[i] / n)));
    }
    return sigma;
  }

 private:
  std::vector<double> shift_, sum_, square_sum_;
  std::int64_t count_ = 0;
};

void measureSpread(const TrainingState& state, FrozenModel& frozen) {
  const auto& layout = state.layout;
  const auto n_s = static_cast<std::size_t>(layout.n_s);
  Spread states(n_s), outputs(n_s + 1);
  for (std::int64_t row = 0; row < state.env_buffer.size(); ++row) {
    const auto values = state.env_buffer.row(row);
    for (std::size_t i = 0; i < n_s; ++i) {
      const double s = values[i], s_next = values[static_cast<std::size_t>(layout.nextState()) + i];
      states.add(i, s);
      outputs.add(i, s_next - s);
    }
    outputs.add(n_s, values[static_cast<std::size_t>(layout.reward())]);
    states.endRow();
    outputs.endRow();
  }
  frozen.sigma_s = states.sigma();
  frozen.sigma_y = outputs.sigma();
}

FrozenModel::Window windowFrom(const TrainingState& state, std::int64_t first) {
  const auto& layout = state.layout;
  const auto at = [&](std::span<const float> row, std::int64_t column) {
    return row[static_cast<std::size_t>(column)];
  };
  FrozenModel::Window window;
  for (std::int64_t i = first; i < state.env_buffer.size() && window.steps < kWindowSteps; ++i) {
    const auto row = state.env_buffer.row(i);
    if (i > first) {
      const auto before = state.env_buffer.row(i - 1);
      if (at(row, layout.time()) != at(before, layout.time()) + 1) break;  // another episode
    }
    append(window.observation, row, 0, layout.n_s);
    append(window.action, row, layout.action(), layout.n_a);
    window.reward.push_back(at(row, layout.reward()));
    ++window.steps;
    window.terminated = at(row, layout.terminal()) != 0;
    if (window.terminated) break;
  }
  append(window.observation, state.env_buffer.row(first + window.steps - 1), layout.nextState(), layout.n_s);
  return window;
}

void sampleEnvironmentBuffer(const TrainingState& state, base::RandomStream& random, FrozenModel& frozen) {
  frozen.env_rows = state.env_buffer.size();
  if (frozen.env_rows == 0) return;
  const auto draw = [&] {
    return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(frozen.env_rows)));
  };
  for (std::int64_t i = 0; i < kWindows; ++i) frozen.windows.push_back(windowFrom(state, draw()));
  for (std::int64_t i = 0; i < kStates; ++i)
    append(frozen.env_states, state.env_buffer.row(draw()), 0, state.layout.n_s);
}

void sampleModelBuffer(const TrainingState& state, base::RandomStream& random, FrozenModel& frozen) {
  const auto& layout = state.layout;
  const auto& buffer = state.model_buffer;
  frozen.model_rows = buffer.size();
  frozen.model_capacity = buffer.capacity();
  std::vector<std::int64_t> starts;
  for (std::int64_t i = 0; i < buffer.size(); ++i) {
    const auto row = buffer.row(i);
    const auto t = static_cast<std::size_t>(row[static_cast<std::size_t>(layout.time())]);
    if (t >= frozen.branch_rows.size()) {
      frozen.branch_rows.resize(t + 1);
      frozen.terminated_branches.resize(t + 1);
    }
    ++frozen.branch_rows[t];
    if (row[static_cast<std::size_t>(layout.terminal())] != 0) ++frozen.terminated_branches[t];
    if (t == 0) starts.push_back(i);
  }
  frozen.model_branches = static_cast<std::int64_t>(starts.size());
  if (starts.empty()) return;
  for (std::int64_t i = 0; i < std::min<std::int64_t>(kStates, frozen.model_branches); ++i) {
    append(frozen.model_starts, buffer.row(starts[random.below(starts.size())]), 0, layout.n_s);
  }
  const double mean_length = static_cast<double>(frozen.model_rows) / static_cast<double>(frozen.model_branches);
  frozen.model_rows_per_step = static_cast<double>(state.configuration.rollouts_per_step) * mean_length;
}

}  // namespace

FrozenModel freezeModel(const TrainingState& state) {
  FrozenModel frozen;
  frozen.environment = state.configuration.environment;
  frozen.real_steps = state.real_steps;
  frozen.epoch = state.epoch();
  frozen.fits = state.fits;
  frozen.inside_fit = state.fit.has_value();
  frozen.rollout_length = state.rollout_length;
  frozen.policy = state.agent.freeze(state.action_low, state.action_high);

  const model::EnsembleShape& shape = state.ensemble.shape();
  frozen.ensemble = {static_cast<int>(shape.members),
                     static_cast<int>(shape.n_s),
                     static_cast<int>(shape.n_a),
                     static_cast<int>(shape.hidden),
                     static_cast<int>(shape.hidden_layers),
                     state.ensemble.fixedLogVariance(),
                     floatsOf(state.ensemble.parameters().values()),
                     floatsOf(state.ensemble.input.mean),
                     floatsOf(state.ensemble.input.std),
                     floatsOf(state.ensemble.target.mean),
                     floatsOf(state.ensemble.target.std),
                     state.ensemble.elites};
  base::RandomStream random(static_cast<std::uint64_t>(state.configuration.seed),
                            "freeze the model at step " + std::to_string(state.real_steps));
  measureSpread(state, frozen);
  sampleEnvironmentBuffer(state, random, frozen);
  sampleModelBuffer(state, random, frozen);
  return frozen;
}

}  // namespace mbpo
