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
  validation_nll, validation_rmse, validation_r2, validation_mse, fit_loss, fit_epochs,
  // policy shift against π_D, at each model fit and epoch end
  policy_kl_mean, policy_kl_p95, policy_kl_max, eps_pi_mean, eps_pi_p95, eps_pi_max,
  eps_pi_combined_mean, eps_pi_combined_p95, eps_pi_combined_max,
  eps_pi_monte_carlo_mean, eps_pi_monte_carlo_p95, eps_pi_monte_carlo_max, eps_pi,
  // model error, after each model fit and at each epoch's end
  eps_m, eps_m_standard_error, eps_m_bin_min, eps_m_mean, eps_m_pac,
  eps_m_resolution_tv, eps_m_pinsker_nll, eps_m_ensemble_tv, eps_m_at_0_1, eps_m_at_0_3, eps_m_at_1, eps_m_at_3,
  eps_m_prime_direct, eps_m_prime_direct_standard_error, eps_m_prime_linear, eps_m_prime,
  eps_m_slope, eps_m_slope_standard_error, eps_m_slope_r2, eps_m_slope_pairs,
  // the bound, at each model fit and epoch end
  r_max, return_scale, penalty, penalty_4_1, penalty_4_2, penalty_4_3, penalty_4_3_published,
  penalty_model_error, penalty_policy_shift_states, penalty_policy_shift_actions, penalty_shift_before_branch,
  penalty_shift_at_branch, penalty_shift_in_branch, bound_vacuous, lower_bound, k_star, k_star_unbounded,
  shift_price, shift_weight, shift_cost,
  // discounted returns, at each epoch's end
  true_return, true_return_standard_error, behaviour_return, behaviour_return_standard_error,
  model_return, model_return_standard_error, branched_return, branched_return_standard_error, return_tail_bound,
  diagnostic_steps,
  // knobs in force
  rollout_length, rollouts_per_step, updates_per_step,
  // SAC, means over the updates since the last row
  critic_loss, actor_loss, alpha_loss, alpha, entropy, q_mean, q_abs_max,
  // buffers and branches
  env_buffer_size, model_buffer_size, model_buffer_capacity, branch_length_mean,
  // throughput and cost
  updates_per_second, steps_per_second, seconds_fit, seconds_roll_out, seconds_act, seconds_update,
  seconds_measure, seconds_evaluation, resident_memory, rollouts_per_second, seconds_publish,
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
