#include "inspect/one_step.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "measure/resolution_kernel.h"
#include "measure/validation.h"

namespace inspect {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::array kNominal{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};
constexpr std::int64_t kPitBins = 20;

at::Tensor toTensor(const std::vector<double>& values) {
  return at::from_blob(const_cast<double*>(values.data()), {static_cast<std::int64_t>(values.size())}, at::kDouble)
      .clone();
}

std::vector<double> vectorOf(const at::Tensor& tensor) {
  const at::Tensor values = tensor.to(at::kDouble).contiguous();
  return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

}  // namespace

Calibration calcCalibration(const measure::ElitePredictions& predictions, const at::Tensor& y,
                            const std::vector<double>& sigma_y) {
  const at::NoGradGuard no_gradient;
  const measure::ResolutionKernel kernel(toTensor(sigma_y));
  Calibration calibration;
  calibration.nominal.assign(kNominal.begin(), kNominal.end());
  calibration.observed.assign(kNominal.size(), kUnknown);
  calibration.pit.assign(kPitBins, kUnknown);
  calibration.by_dimension.assign(sigma_y.size(), calibration.observed);
  calibration.basis = {mbpo::Provenance::estimated, y.size(0), "transitions"};
  if (kernel.dimensions.size(0) == 0) return calibration;

  const at::Tensor z = (kernel.select(y) - kernel.select(predictions.mean)) / kernel.select(predictions.std);
  const at::Tensor pit = (0.5 * at::erfc(-z * std::sqrt(0.5))).mean(0);  // [N, d]
  const at::Tensor mass = (2 * pit - 1).abs();  // of the smallest central interval with y in it
  const at::Tensor dimensions = kernel.dimensions;
  for (std::size_t i = 0; i < kNominal.size(); ++i) {
    const at::Tensor covered = (mass <= kNominal[i]).to(at::kDouble).mean(0);
    calibration.observed[i] = covered.mean().item<double>();
    for (std::int64_t d = 0; d < dimensions.size(0); ++d) {
      calibration.by_dimension[static_cast<std::size_t>(dimensions[d].item<std::int64_t>())][i] =
          covered[d].item<double>();
    }
  }
  const at::Tensor counts = at::histc(pit, kPitBins, 0, 1);
  calibration.pit = vectorOf(counts * (static_cast<double>(kPitBins) / static_cast<double>(pit.numel())));
  return calibration;
}

std::vector<DimensionScore> calcScores(const measure::ElitePredictions& predictions, const at::Tensor& y,
                                       const std::vector<double>& sigma_y, const std::vector<std::string>& names,
                                       std::int64_t pairs) {
  const at::NoGradGuard no_gradient;
  const measure::Validation validation = measure::calcValidation(predictions, y, toTensor(sigma_y));
  const at::Tensor mean = predictions.mean.to(at::kDouble);
  const at::Tensor mixture_mean = mean.mean(0);  // [N, n_out]
  const at::Tensor mixture_sigma =
      (predictions.std.to(at::kDouble).square().mean(0) + (mean - mixture_mean).square().mean(0)).sqrt();
  const std::int64_t n = y.size(0), shown = std::min(n, pairs);
  const at::Tensor rows =
      at::arange(shown, at::kDouble) * static_cast<double>(n) / static_cast<double>(std::max<std::int64_t>(1, shown));
  const at::Tensor picked = at::floor(rows).to(at::kLong);

  std::vector<DimensionScore> scores;
  for (std::size_t d = 0; d < sigma_y.size(); ++d) {
    const auto column = static_cast<std::int64_t>(d);
    DimensionScore score;
    score.name = d < names.size() ? "Δ " + names[d] : "reward";
    score.r2 = validation.r2_per_dimension[d];
    score.nll = validation.nll_per_dimension[d];
    score.rmse = validation.rmse_per_dimension[d];
    score.n = n;
    score.truth = vectorOf(y.to(at::kDouble).select(1, column).index_select(0, picked));
    score.predicted = vectorOf(mixture_mean.select(1, column).index_select(0, picked));
    score.sigma = vectorOf(mixture_sigma.select(1, column).index_select(0, picked));
    scores.push_back(std::move(score));
  }
  return scores;
}

}  // namespace inspect
