#include "mbpo/sample_row.h"

#include "mbpo/training_state.h"

namespace mbpo {

void recordSample(TrainingState& state) {
  MetricRow row = state.rowNow(Stream::samples);
  // The clock moves on at the end of each unit; before the first there is no rate yet.
  const double seconds = state.wall_seconds - state.sample_wall;
  const bool has_rate = seconds > 0;
  if (has_rate) {
    state.updates_per_second = static_cast<double>(state.updates - state.sample_updates) / seconds;
    state.steps_per_second = static_cast<double>(state.real_steps - state.sample_steps) / seconds;
  }
  row.values = {{Metric::env_buffer_size, static_cast<double>(state.env_buffer.size())},
                {Metric::rollout_length, static_cast<double>(state.rollout_length)},
                {Metric::rollouts_per_step, static_cast<double>(state.configuration.rollouts_per_step)},
                {Metric::updates_per_step, static_cast<double>(state.configuration.updates_per_step)},
                {Metric::seconds_fit, state.stage_seconds[0]},
                {Metric::seconds_roll_out, state.stage_seconds[1]},
                {Metric::seconds_act, state.stage_seconds[2]},
                {Metric::seconds_update, state.stage_seconds[3]},
                {Metric::seconds_measure, state.stage_seconds[4]},
                {Metric::seconds_evaluation, state.evaluation_seconds}};
  if (has_rate) row.values.emplace_back(Metric::steps_per_second, state.steps_per_second);
  if (has_rate && state.updates > state.sample_updates) {
    row.values.emplace_back(Metric::updates_per_second, state.updates_per_second);
  }
  if (state.means.count > 0) {
    const UpdateMeans& means = state.means;
    row.values.insert(row.values.end(), {{Metric::critic_loss, means.critic_loss},
                                         {Metric::actor_loss, means.actor_loss},
                                         {Metric::alpha_loss, means.alpha_loss},
                                         {Metric::alpha, means.alpha},
                                         {Metric::entropy, means.entropy},
                                         {Metric::q_mean, means.q_mean},
                                         {Metric::q_abs_max, means.q_abs_max}});
    if (state.configuration.conservatism > 0) row.values.emplace_back(Metric::shift_cost, means.shift);
  }
  state.rows.push_back(std::move(row));
  state.means = {};
  state.stage_seconds = {};
  state.evaluation_seconds = 0;
  state.sample_wall = state.wall_seconds;
  state.sample_steps = state.real_steps;
  state.sample_updates = state.updates;
}

}  // namespace mbpo
