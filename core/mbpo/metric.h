#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace mbpo {

/// Everything that a run records over time. Names, units, equations and plot labels stand in metric.cpp's one table.
enum class Metric : int {
  // per epoch
  evaluation_return, evaluation_return_std, evaluation_length,
  // per finished training episode
  training_return, training_length,
  // per model fit (holdout of D_env)
  validation_nll, validation_rmse, validation_mse, fit_loss, fit_epochs,
  // policy shift against π_D, at each model fit and epoch end
  policy_kl_mean, policy_kl_p95, policy_kl_max, eps_pi_mean, eps_pi_p95, eps_pi_max,
  // knobs in force
  rollout_length, rollouts_per_step, updates_per_step,
  // SAC, means over the updates since the last row
  critic_loss, actor_loss, alpha_loss, alpha, entropy, q_mean, q_abs_max,
  // buffers and branches
  env_buffer_size, model_buffer_size, model_buffer_capacity, branch_length_mean,
  // throughput and cost
  updates_per_second, steps_per_second, seconds_fit, seconds_roll_out, seconds_act, seconds_update,
  seconds_measure, resident_memory, rollouts_per_second, seconds_publish,
  count
};
inline constexpr int kMetricCount = static_cast<int>(Metric::count);

/// How a number came about; shown beside it.
enum class Provenance { exact, estimated, setting };

struct MetricSpec {
  std::string_view name;         ///< as in files: "eps_pi_max"
  std::string_view label;        ///< as on an axis or in a legend: "ε_π (max)"
  std::string_view unit;         ///< "", "s", "1/s", "rows", …
  std::string_view equation;     ///< as in a tooltip: "max_s min(1, √(KL/2))"
  std::string_view description;  ///< one or two sentences: estimator, sample count, caveats
  Provenance provenance;
};

const MetricSpec& metricSpec(Metric metric);
std::optional<Metric> findMetric(std::string_view name);

/// The file that a row belongs to: epochs.jsonl, fits.jsonl, samples.jsonl, episodes.jsonl.
enum class Stream { epochs, fits, samples, episodes };
inline constexpr std::array kStreams{Stream::epochs, Stream::fits, Stream::samples, Stream::episodes};
std::string_view streamName(Stream stream);

/// One row of recorded values, stamped with when it was taken.
struct MetricRow {
  Stream stream = Stream::samples;
  std::int64_t real_steps = 0;   ///< x axis of most charts, warm-up included
  std::int64_t updates = 0;      ///< SAC updates so far
  int epoch = 0;                 ///< 0-based; −1 during the warm-up
  double wall_seconds = 0;       ///< training time so far, pauses excluded
  std::vector<std::pair<Metric, double>> values;
};

}  // namespace mbpo
