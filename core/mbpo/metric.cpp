#include "mbpo/metric.h"

#include <algorithm>
#include <cstddef>

namespace mbpo {
namespace {

using enum Provenance;

// In the order of `enum class Metric`; the test of this file checks that names and order agree.
constexpr std::array<MetricSpec, kMetricCount> kTable{{
    {"evaluation_return", "evaluation return", "reward", "mean over episodes of Σ_t r_t",
     "Undiscounted return of eval_episodes episodes with the mean action tanh(μ), at each epoch's end.", estimated},
    {"evaluation_return_std", "± std over episodes", "reward", "std over episodes of Σ_t r_t",
     "Spread of the evaluation episodes' returns; 0 for a single episode.", estimated},
    {"evaluation_length", "evaluation length", "steps", "mean episode length",
     "How long evaluation episodes last before the task ends or the time limit comes.", estimated},
    {"training_return", "training episode", "reward", "Σ_t r_t",
     "Undiscounted return of each finished training episode, actions sampled from π.", exact},
    {"training_length", "training length", "steps", "T", "Length of each finished training episode.", exact},

    {"validation_nll", "validation NLL", "nats/dim", "mean of −log N(y; μ_e, σ_e²), y in units of σ_y",
     "Held-out real transitions, mean over elites, rows and the dimensions of y = [Δs, r] that vary.", estimated},
    {"validation_rmse", "validation RMSE", "σ_y", "√ mean_d (RMSE_d/σ_y,d)²",
     "Error of the elites' mean prediction on held-out real transitions, in units of each dimension's spread.",
     estimated},
    {"validation_mse", "holdout MSE", "", "mean over elites of mean (μ_e − y)²",
     "What early stopping and the choice of elites look at, in the fit's own target units.", estimated},
    {"fit_loss", "fit loss", "", "mean (μ − y)² e^{−lv} + lv",
     "Training loss per network in the last epoch of a fit, without constants.", exact},
    {"fit_epochs", "fit epochs", "epochs", "", "Epochs until the fit stopped early.", exact},

    {"policy_kl_mean", "KL mean", "nats", "mean_s KL(π ‖ π_D)",
     "Closed form per state, over 1000 sampled real states; π_D is the policy of the last model fit.", estimated},
    {"policy_kl_p95", "KL 95 %", "nats", "95th percentile over s of KL(π ‖ π_D)",
     "Closed form per state, over 1000 sampled real states.", estimated},
    {"policy_kl_max", "KL max", "nats", "max_s KL(π ‖ π_D)",
     "Closed form per state, largest of 1000 sampled real states: a lower bound on the true maximum.", estimated},
    {"eps_pi_mean", "ε_π mean", "", "mean_s min(1, √(KL/2))",
     "Pinsker's bound on TV(π ‖ π_D) per state, over 1000 sampled real states.", estimated},
    {"eps_pi_p95", "ε_π 95 %", "", "95th percentile over s of min(1, √(KL/2))",
     "Pinsker's bound on TV(π ‖ π_D) per state, over 1000 sampled real states.", estimated},
    {"eps_pi_max", "ε_π max", "", "max_s min(1, √(KL/2))",
     "Pinsker's bound on TV(π ‖ π_D), largest of 1000 sampled real states: the theorems' aggregate.", estimated},

    {"rollout_length", "k", "model steps", "k", "Model rollout length in force.", setting},
    {"rollouts_per_step", "M", "per real step", "M", "Model rollouts started per real step.", setting},
    {"updates_per_step", "G", "per real step", "G", "SAC updates per real step.", setting},

    {"critic_loss", "critic loss", "", "Σ_i ½ mean (Q_i − y)²", "Mean over the updates since the last row.", exact},
    {"actor_loss", "actor loss", "", "mean (α log π − min_i Q_i)", "Mean over the updates since the last row.", exact},
    {"alpha_loss", "α loss", "", "−log α (mean log π + H̄)", "Mean over the updates since the last row.", exact},
    {"alpha", "α", "", "α", "Temperature in force.", exact},
    {"entropy", "entropy", "nats", "−mean log π(a | s)", "Of fresh actions on the SAC batches.", estimated},
    {"q_mean", "Q mean", "reward", "mean Q_i(s, a)", "Over both critics and the SAC batches.", exact},
    {"q_abs_max", "|Q| max", "reward", "max |Q_i(s, a)|",
     "Over both critics and the SAC batches since the last row. Above 2 r_max/(1−γ) the critics explode.", exact},

    {"env_buffer_size", "D_env", "rows", "|D_env|", "Real transitions kept.", exact},
    {"model_buffer_size", "D_model", "rows", "|D_model|", "Model transitions kept.", exact},
    {"model_buffer_capacity", "D_model capacity", "rows", "retain_epochs · M · E · k",
     "Model transitions that D_model may hold at the present k and M.", setting},
    {"branch_length_mean", "mean branch length", "model steps", "rows / branches",
     "Realised length of the last rollouts: shorter than k where the termination function ended branches.", exact},

    {"updates_per_second", "updates/s", "1/s", "", "SAC updates per second of training.", exact},
    {"steps_per_second", "real steps/s", "1/s", "", "Real steps per second of training.", exact},
    {"seconds_fit", "1 fit", "s", "", "Time in this stage since the last row.", exact},
    {"seconds_roll_out", "3 roll out", "s", "", "Time in this stage since the last row.", exact},
    {"seconds_act", "4 act", "s", "", "Time in this stage since the last row.", exact},
    {"seconds_update", "5 update", "s", "", "Time in this stage since the last row.", exact},
    {"seconds_measure", "6 measure", "s", "", "Time in this stage since the last row, evaluation included.", exact},
    {"resident_memory", "memory", "MB", "", "Resident memory of the whole process.", exact},
    {"rollouts_per_second", "rollouts/s", "1/s", "model transitions / seconds of stage 3",
     "Model transitions stored per second of the last rollouts.", exact},
    {"seconds_publish", "7 publish", "s", "",
     "Time outside the stages since the last row: recording, checkpoints, snapshots for the window.", exact},
}};

}  // namespace

const MetricSpec& metricSpec(Metric metric) { return kTable[static_cast<std::size_t>(metric)]; }

std::optional<Metric> findMetric(std::string_view name) {
  const auto found = std::find_if(kTable.begin(), kTable.end(), [&](const MetricSpec& spec) { return spec.name == name; });
  if (found == kTable.end()) return std::nullopt;
  return static_cast<Metric>(found - kTable.begin());
}

std::string_view streamName(Stream stream) {
  switch (stream) {
    case Stream::epochs: return "epochs";
    case Stream::fits: return "fits";
    case Stream::samples: return "samples";
    case Stream::episodes: return "episodes";
  }
  return "?";
}

}  // namespace mbpo
