#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "mbpo/estimate.h"
#include "mbpo/measurement.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/training_state.h"
#include "measure/model_error.h"
#include "measure/validation.h"

namespace mbpo {
namespace {

using measure::ModelErrorEstimator;

constexpr std::array kEveryEstimator{ModelErrorEstimator::resolution_tv, ModelErrorEstimator::pinsker_nll,
                                     ModelErrorEstimator::ensemble_tv};
constexpr std::array kProfile{0.1, 0.3, 1.0, 3.0};
constexpr std::array kProfileMetrics{Metric::eps_m_at_0_1, Metric::eps_m_at_0_3, Metric::eps_m_at_1,
                                     Metric::eps_m_at_3};

ModelErrorEstimator chosenEstimator(const Configuration& c) {
  for (const auto estimator : kEveryEstimator) {
    if (measure::name(estimator) == c.eps_m_estimator) return estimator;
  }
  return ModelErrorEstimator::resolution_tv;
}

// "resolution_tv ρ=1": errors of different kinds cannot be compared.
std::string errorKind(const Configuration& c) {
  return c.eps_m_estimator + " ρ=" + parameterText(c, findParameter("resolution"));
}
std::string pairKind(const Configuration& c) {
  return errorKind(c) + " " + c.eps_pi_estimator + " " + c.eps_pi_aggregate;
}

Metric metricOf(ModelErrorEstimator estimator) {
  switch (estimator) {
    case ModelErrorEstimator::resolution_tv: return Metric::eps_m_resolution_tv;
    case ModelErrorEstimator::pinsker_nll: return Metric::eps_m_pinsker_nll;
    case ModelErrorEstimator::ensemble_tv: return Metric::eps_m_ensemble_tv;
  }
  return Metric::eps_m_resolution_tv;
}

measure::HeldOutTransitions gather(const TrainingState& state, const std::vector<std::int64_t>& rows) {
  const data::TransitionLayout& layout = state.layout;
  at::Tensor all = at::empty({static_cast<std::int64_t>(rows.size()), layout.width()}, at::kFloat);
  float* target = all.data_ptr<float>();
  for (const std::int64_t row : rows) {
    const auto source = state.env_buffer.row(row);
    target = std::copy(source.begin(), source.end(), target);
  }
  const data::TransitionBatch batch(layout, all);
  return {at::cat({batch.s, batch.a}, 1), at::cat({batch.s_next - batch.s, batch.r}, 1), batch.t};
}

// Rows that the last fit held out, at most `limit` of them at random. Those that a full D_env has dropped are gone.
std::vector<std::int64_t> heldOutRows(TrainingState& state, std::int64_t limit) {
  const Measurement& known = state.measurement;
  if (!known.holdout.defined()) return {};
  const std::int64_t dropped =
      std::max<std::int64_t>(0, known.rows_at_fit + known.fresh_rows - state.env_buffer.capacity());
  const at::Tensor order = state.random.measure_noise.permutation(known.holdout.size(0));
  std::vector<std::int64_t> rows;
  for (std::int64_t i = 0; i < order.size(0) && static_cast<std::int64_t>(rows.size()) < limit; ++i) {
    const std::int64_t row = known.holdout.data_ptr<std::int64_t>()[order.data_ptr<std::int64_t>()[i]] - dropped;
    if (row >= 0) rows.push_back(row);
  }
  return rows;
}

// The newest rows that the model has not seen.
std::vector<std::int64_t> freshRows(const TrainingState& state, std::int64_t limit) {
  if (!state.measurement.sigma_y.defined()) return {};
  const std::int64_t size = state.env_buffer.size();
  std::vector<std::int64_t> rows(static_cast<std::size_t>(std::min({state.measurement.fresh_rows, size, limit})));
  std::iota(rows.begin(), rows.end(), size - static_cast<std::int64_t>(rows.size()));
  return rows;
}

void recordBins(TrainingState& state, Metric metric, const measure::ModelError& error) {
  auto& record =
      addRecord(state, metric, measure::name(error.estimator), error.eps_m, error.standard_error, error.rows);
  record.settings = {{"rho", error.rho},
                     {"pac_bound", error.eps_m_pac},
                     {"delta", error.delta},
                     {"mean", error.overall.mean},
                     {"mean_standard_error", error.overall.standard_error},
                     {"points_per_row", static_cast<double>(error.samples_per_row)},
                     {"rows_not_finite", static_cast<double>(error.not_finite)},
                     {"dimensions", static_cast<double>(error.dimensions)}};
  std::vector<double> first, last, rows, mean, standard_error;
  for (const measure::BinnedError& bin : error.bins) {
    first.push_back(bin.t_first);
    last.push_back(bin.t_last);
    rows.push_back(static_cast<double>(bin.rows));
    mean.push_back(bin.mean);
    standard_error.push_back(bin.standard_error);
  }
  record.arrays = {{"bin_t_first", std::move(first)},
                   {"bin_t_last", std::move(last)},
                   {"bin_rows", std::move(rows)},
                   {"bin_mean", std::move(mean)},
                   {"bin_standard_error", std::move(standard_error)}};
}

double lowestBin(const measure::ModelError& error) {
  double lowest = error.eps_m;
  for (const measure::BinnedError& bin : error.bins) lowest = std::min(lowest, bin.mean);
  return lowest;
}

// ε_m or ε_m′ on some rows, then, where asked for, the other estimators and the resolution profile on the same ones.
class ModelErrorAtWork final : public EstimateAtWork {
 public:
  ModelErrorAtWork(Estimate estimate, TrainingState& state) : estimate_(estimate) {
    const auto& c = state.configuration;
    const bool fresh = estimate == Estimate::fresh_error;
    const auto rows = fresh ? freshRows(state, c.error_rows) : heldOutRows(state, c.error_rows);
    if (rows.empty()) return;
    transitions_ = gather(state, rows);
    measure::ModelErrorSettings chosen;
    chosen.estimators = {chosenEstimator(c)};
    chosen.rho = {c.resolution};
    if (estimate != Estimate::full_error) {
      addSweep(state, chosen);
      return;
    }
    chosen.estimators.assign(kEveryEstimator.begin(), kEveryEstimator.end());
    addSweep(state, chosen);
    chosen.estimators = {chosenEstimator(c)};
    chosen.rho.assign(kProfile.begin(), kProfile.end());
    addSweep(state, chosen);
  }

  bool step(TrainingState& state) override {
    if (sweeps_.empty()) return false;
    if (sweeps_[at_].step(state.random.measure_noise)) return true;
    return ++at_ < sweeps_.size();
  }

  void record(TrainingState& state, MetricRow& row) override {
    if (sweeps_.empty()) return;
    const auto errors = sweeps_[0].result();
    const auto chosen = std::find_if(errors.begin(), errors.end(), [&](const measure::ModelError& error) {
      return error.estimator == chosenEstimator(state.configuration);
    });
    if (estimate_ == Estimate::fresh_error) {
      recordFresh(state, row, *chosen);
      return;
    }
    recordHeldOut(state, row, *chosen);
    if (estimate_ != Estimate::full_error) return;
    for (const measure::ModelError& error : errors) {
      row.values.emplace_back(metricOf(error.estimator), error.eps_m);
      if (&error != &*chosen) recordBins(state, metricOf(error.estimator), error);
    }
    const auto profile = sweeps_[1].result();
    for (std::size_t i = 0; i < profile.size(); ++i) {
      row.values.emplace_back(kProfileMetrics[i], profile[i].eps_m);
      recordBins(state, kProfileMetrics[i], profile[i]);
    }
  }

 private:
  void addSweep(const TrainingState& state, const measure::ModelErrorSettings& settings) {
    sweeps_.emplace_back(state.ensemble, transitions_, state.measurement.sigma_y, settings);
  }

  static void recordHeldOut(TrainingState& state, MetricRow& row, const measure::ModelError& error) {
    Measurement& known = state.measurement;
    known.eps_m = error.eps_m;
    known.eps_m_pac = error.eps_m_pac;
    known.eps_m_kind = errorKind(state.configuration);
    row.values.insert(row.values.end(), {{Metric::eps_m, error.eps_m},
                                         {Metric::eps_m_standard_error, error.standard_error},
                                         {Metric::eps_m_bin_min, lowestBin(error)},
                                         {Metric::eps_m_mean, error.overall.mean},
                                         {Metric::eps_m_pac, error.eps_m_pac}});
    recordBins(state, Metric::eps_m, error);
  }

  static void recordFresh(TrainingState& state, MetricRow& row, const measure::ModelError& error) {
    Measurement& known = state.measurement;
    known.eps_m_prime_direct = error.eps_m;
    row.values.insert(row.values.end(), {{Metric::eps_m_prime_direct, error.eps_m},
                                         {Metric::eps_m_prime_direct_standard_error, error.standard_error}});
    recordBins(state, Metric::eps_m_prime_direct, error);
    // x = ε_π, y = ε_m′ − ε_m, all of one kind
    const std::string kind = pairKind(state.configuration);
    if (std::exchange(known.slope_kind, kind) != kind) known.slope = {};
    if (known.eps_m_kind == errorKind(state.configuration)) known.slope.add({known.eps_pi, error.eps_m - known.eps_m});
  }

  Estimate estimate_;
  measure::HeldOutTransitions transitions_;
  std::vector<measure::ModelErrorSweep> sweeps_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<EstimateAtWork> beginModelError(Estimate estimate, TrainingState& state) {
  return std::make_unique<ModelErrorAtWork>(estimate, state);
}

}  // namespace mbpo
