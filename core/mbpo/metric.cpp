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
    {"validation_r2", "validation R²", "", "mean_d 1 − MSE_d/σ_y,d²",
     "Elites' mean prediction on held-out real transitions, mean over the dimensions of y that vary.", estimated},
    {"validation_mse", "holdout MSE", "", "mean over elites of mean (μ_e − y)²",
     "What early stopping and the choice of elites look at, in the fit's own target units.", estimated},
    {"fit_loss", "fit loss", "", "mean (μ − y)² e^{−lv} + lv",
     "Training loss per network in the last epoch of a fit, without constants.", exact},
    {"fit_epochs", "fit epochs", "epochs", "", "Epochs until the fit stopped early.", exact},

    {"policy_kl_mean", "KL mean", "nats", "mean_s KL(π ‖ π_D)",
     "Closed form per state, over shift_states sampled real states; π_D is the policy of the last model fit.", estimated},
    {"policy_kl_p95", "KL 95 %", "nats", "95th percentile over s of KL(π ‖ π_D)",
     "Closed form per state, over shift_states sampled real states.", estimated},
    {"policy_kl_max", "KL max", "nats", "max_s KL(π ‖ π_D)",
     "Closed form per state, largest of shift_states sampled real states: a lower bound on the true maximum.", estimated},
    {"eps_pi_mean", "ε_π Pinsker mean", "", "mean_s min(1, √(KL/2))",
     "Pinsker's bound on TV(π ‖ π_D) per state, over shift_states sampled real states.", estimated},
    {"eps_pi_p95", "ε_π Pinsker 95 %", "", "95th percentile over s of min(1, √(KL/2))",
     "Pinsker's bound on TV(π ‖ π_D) per state, over shift_states sampled real states.", estimated},
    {"eps_pi_max", "ε_π Pinsker max", "", "max_s min(1, √(KL/2))",
     "Pinsker's bound on TV(π ‖ π_D), largest of shift_states sampled real states: the theorems' aggregate.", estimated},
    {"eps_pi_combined_mean", "ε_π combined mean", "", "mean_s min(√(KL/2), √(1 − e^{−KL}), 1)",
     "Upper bound on TV(π ‖ π_D) per state, Pinsker or Bretagnolle–Huber, whichever is lower; over shift_states real states.", estimated},
    {"eps_pi_combined_p95", "ε_π combined 95 %", "", "95th percentile over s of min(√(KL/2), √(1 − e^{−KL}), 1)",
     "Upper bound on TV(π ‖ π_D) per state, Pinsker or Bretagnolle–Huber, whichever is lower; over shift_states real states.", estimated},
    {"eps_pi_combined_max", "ε_π combined max", "", "max_s min(√(KL/2), √(1 − e^{−KL}), 1)",
     "Upper bound on TV(π ‖ π_D) per state, Pinsker or Bretagnolle–Huber, whichever is lower; over shift_states real states.", estimated},
    {"eps_pi_monte_carlo_mean", "ε_π Monte Carlo mean", "", "mean_s E_{a∼π_D}[(1 − π(a)/π_D(a))₊]",
     "TV(π ‖ π_D) per state by sampling, unbiased; over shift_states real states.", estimated},
    {"eps_pi_monte_carlo_p95", "ε_π Monte Carlo 95 %", "", "95th percentile over s of E_{a∼π_D}[(1 − π(a)/π_D(a))₊]",
     "TV(π ‖ π_D) per state by sampling, unbiased; over shift_states real states.", estimated},
    {"eps_pi_monte_carlo_max", "ε_π Monte Carlo max", "", "max_s E_{a∼π_D}[(1 − π(a)/π_D(a))₊]",
     "TV(π ‖ π_D) per state by sampling, unbiased; over shift_states real states. A maximum of noisy values: too high on average.", estimated},
    {"eps_pi", "ε_π", "", "ε_π",
     "The policy shift in the bound: estimator eps_pi_estimator, aggregate eps_pi_aggregate, against the policy of the "
     "last model fit. At a fit: the shift of the interval that has ended.", estimated},

    {"eps_m", "ε_m", "", "max_t E_{s∼π_D,t} TV(p ‖ p̂)",
     "Estimator eps_m_estimator at resolution ρ on at most error_rows held-out transitions of y = [Δs, r]: the largest "
     "mean over up to 10 bins of episode time. A maximum of noisy means: too high on average.", estimated},
    {"eps_m_standard_error", "ε_m ± s.e.", "", "sd/√n_b", "Of the mean of the time bin that ε_m comes from.", estimated},
    {"eps_m_bin_min", "ε_m lowest bin", "", "min_b mean_b TV", "The smallest mean over the same time bins.", estimated},
    {"eps_m_mean", "ε_m mean", "", "mean TV", "Mean over all held-out rows, whatever their time.", estimated},
    {"eps_m_pac", "ε_m ≤ (95 %)", "", "max_b [ mean_b + √(ln(B/δ)/(2 n_b)) ]",
     "Upper confidence bound of ε_m at δ = 0.05 (Hoeffding and a union bound over B bins).", estimated},
    {"eps_m_resolution_tv", "ε_m resolution TV", "", "max_b mean_b E_{z∼P}[(1 − Q(z)/P(z))₊]",
     "P = N(y, (ρσ_y)²), Q the elites' mixture smoothed alike; 16 points per row, unbiased per row.", estimated},
    {"eps_m_pinsker_nll", "ε_m from KL", "", "max_b mean_b min(√(KL/2), √(1 − e^{−KL}), 1)",
     "The KL of the same pair read as a TV: an upper bound.", estimated},
    {"eps_m_ensemble_tv", "ε_m between elites", "", "max_b mean_b mean_{e<f} TV(p̂_e ‖ p̂_f)",
     "Mean over pairs of elites. Needs no truth, and does not see an error that all of them share.", estimated},
    {"eps_m_at_0_1", "ε_m at ρ = 0.1", "", "ε_m(ρ = 0.1)", "As ε_m, at a resolution of 0.1 σ_y.", estimated},
    {"eps_m_at_0_3", "ε_m at ρ = 0.3", "", "ε_m(ρ = 0.3)", "As ε_m, at a resolution of 0.3 σ_y.", estimated},
    {"eps_m_at_1", "ε_m at ρ = 1", "", "ε_m(ρ = 1)", "As ε_m, at a resolution of 1 σ_y.", estimated},
    {"eps_m_at_3", "ε_m at ρ = 3", "", "ε_m(ρ = 3)", "As ε_m, at a resolution of 3 σ_y.", estimated},
    {"eps_m_prime_direct", "ε_m′ direct", "", "max_t E_{s∼π,t} TV(p ‖ p̂)",
     "As ε_m, on the transitions gathered since the last fit, for the model before the next one: out of its sample and "
     "from the newest policies.", estimated},
    {"eps_m_prime_direct_standard_error", "ε_m′ ± s.e.", "", "sd/√n_b", "Of the mean of the bin that ε_m′ comes from.",
     estimated},
    {"eps_m_prime_linear", "ε_m′ linear", "", "ε_m + d ε_π, cut to [0, 1]",
     "With the slope d; ε_m itself until three pairs are there.", estimated},
    {"eps_m_prime", "ε_m′", "", "ε_m′", "In the bound and in k*: linear or direct, by eps_m_prime_source.", estimated},
    {"eps_m_slope", "d", "", "max(0, Σ x y / Σ x²)",
     "Least squares through the origin over the last 20 pairs x = ε_π, y = ε_m′ − ε_m taken at model fits; from 3 pairs on.",
     estimated},
    {"eps_m_slope_standard_error", "d ± s.e.", "", "√(Σ(y − d̂x)²/(n − 1)/Σ x²)", "Of d before the cut at 0.", estimated},
    {"eps_m_slope_r2", "R² of d", "", "1 − Σ(y − dx)²/Σ y²", "The part of y that d explains beyond d = 0.", estimated},
    {"eps_m_slope_pairs", "pairs", "pairs", "n", "Pairs in the window: at most 20; measured anew when an estimator changes.",
     exact},

    {"r_max", "r_max", "reward", "max |r|", "Largest |r| in D_env so far, or the user's r_max.", estimated},
    {"return_scale", "r_max/(1−γ)", "reward", "r_max/(1−γ)", "Unit of the normalised axis: the largest possible |return|.",
     estimated},
    {"penalty", "C", "reward", "C(k)", "Penalty of the theorem bound_theorem at the k in force.", estimated},
    {"penalty_4_1", "C of 4.1", "reward", "2γ r_max (ε_m + 2ε_π)/(1−γ)² + 4 r_max ε_π/(1−γ)",
     "Full-length model rollouts; no k.", estimated},
    {"penalty_4_2", "C of 4.2", "reward",
     "2 r_max [γ^{k+1} ε_π/(1−γ)² + (γ^k + 2) ε_π/(1−γ) + k (ε_m + 2ε_π)/(1−γ)]", "At the k in force.", estimated},
    {"penalty_4_3", "C of 4.3", "reward", "2 r_max [γ^{k+1} ε_π/(1−γ)² + (γ^k + 2) ε_π/(1−γ) + k ε_m′/(1−γ)]",
     "At the k in force, in this project's form.", estimated},
    {"penalty_4_3_published", "C of 4.3 as published", "reward",
     "2 r_max [γ^{k+1} ε_π/(1−γ)² + γ^k ε_π/(1−γ) + k ε_m′/(1−γ)]", "At the k in force.", estimated},
    {"penalty_model_error", "C: model error", "reward", "ε_m or ε_m′ part of C", "One additive term of penalty.", estimated},
    {"penalty_policy_shift_states", "C: other states", "reward", "4γ r_max ε_π/(1−γ)²", "One additive term of penalty (4.1).",
     estimated},
    {"penalty_policy_shift_actions", "C: other actions", "reward", "4 r_max ε_π/(1−γ)", "One additive term of penalty.",
     estimated},
    {"penalty_shift_before_branch", "C: shift before branch", "reward", "2 r_max γ^{k+1} ε_π/(1−γ)²",
     "One additive term of penalty (4.2, 4.3).", estimated},
    {"penalty_shift_at_branch", "C: shift at branch", "reward", "2 r_max γ^k ε_π/(1−γ)",
     "One additive term of penalty (4.2, 4.3).", estimated},
    {"penalty_shift_in_branch", "C: shift in branch", "reward", "4 r_max k ε_π/(1−γ)", "One additive term of penalty (4.2).",
     estimated},
    {"bound_vacuous", "vacuous", "", "C ≥ 2 r_max/(1−γ)", "1 where the bound says nothing; k* still compares ε_m′ and ε_π.",
     estimated},
    {"lower_bound", "lower bound on ν", "reward", "ν̂ − C (4.1), ν̂_branch(k) − C (4.2, 4.3)",
     "Estimates on the model side, so a certificate only as far as they and the theorem's assumptions hold.", estimated},
    {"k_star", "k*", "model steps", "min k: γ^k ε_π ≤ ε_m′",
     "Best rollout length by Theorem 4.3, closed form; k_max where it is unbounded (ε_m′ = 0 < ε_π).", estimated},
    {"k_star_unbounded", "k* unbounded", "", "ε_m′ = 0 < ε_π", "1 where no finite k is best.", estimated},
    {"shift_price", "∂C/∂ε_π", "reward", "∂C/∂ε_π", "What the bound charges per unit of policy shift at the k in force.",
     estimated},
    {"shift_weight", "λ", "reward", "c ∂C/∂ε_π", "Weight of the policy shift in the actor loss (conservative mode).", estimated},
    {"shift_cost", "√(KL/2)", "", "mean_B √(KL(π ‖ π_D)/2)",
     "What λ multiplies: mean over the SAC batches since the last row. Recorded while c > 0.", estimated},

    {"true_return", "ν", "reward", "E Σ_t γ^t r_t",
     "Discounted return of π over return_episodes diagnostic real episodes with sampled actions, cut where γ^t < 1e-3.",
     estimated},
    {"true_return_standard_error", "ν ± s.e.", "reward", "sd/√n", "Over episodes.", estimated},
    {"behaviour_return", "ν of π_D", "reward", "ν̂_branch(0)", "The same for π_D, the policy of the last model fit.", estimated},
    {"behaviour_return_standard_error", "ν of π_D ± s.e.", "reward", "sd/√n", "Over episodes.", estimated},
    {"model_return", "ν̂", "reward", "E Σ_t γ^t r̂_t",
     "The same horizon inside the model from true initial states, known termination applied; about return_model_steps "
     "model steps.", estimated},
    {"model_return_standard_error", "ν̂ ± s.e.", "reward", "sd/√n", "Over model trajectories.", estimated},
    {"branched_return", "ν̂_branch(k)", "reward", "Σ_t γ^t E[r̂ after t − min(t,k) real and min(t,k) model steps]",
     "From real episodes of π_D, at the k in force; about return_model_steps model steps.", estimated},
    {"branched_return_standard_error", "ν̂_branch ± s.e.", "reward", "sd/√n", "Over the real episodes.", estimated},
    {"return_tail_bound", "tail bound", "reward", "mean γ^n r_max/(1−γ)", "What ν may miss by being cut after n steps.",
     estimated},
    {"diagnostic_steps", "diagnostic steps", "real steps", "", "Real steps made for measuring only; never in D_env.", exact},

    {"rollout_length", "k", "model steps", "k", "Model rollout length in force.", setting},
    {"rollouts_per_step", "M", "per real step", "M", "Model rollouts started per real step.", setting},
    {"updates_per_step", "G", "per real step", "G", "SAC updates per real step.", setting},

    {"critic_loss", "critic loss", "", "Σ_i ½ mean (Q_i − y)²", "Mean over the updates since the last row.", exact},
    {"actor_loss", "actor loss", "", "mean (α log π − min_i Q_i)",
     "Mean over the updates since the last row; with λ √(KL/2) added in conservative mode.", exact},
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
    {"seconds_evaluation", "6 evaluation episodes", "s", "", "The part of stage 6 spent on evaluation episodes.", exact},
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
