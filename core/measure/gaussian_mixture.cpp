#include "measure/gaussian_mixture.h"

#include <ATen/ATen.h>

#include <cmath>
#include <vector>

namespace measure {
namespace {

// ℓ_e = log q_e(z)/p(z) at z = μ_p + σ_p ε, [E, S, N], summed over dimensions:
//   w_e = (μ_p − μ_e)/σ_e + (σ_p/σ_e) ε;   ℓ_e = Σ_i log σ_p/σ_e + ½ (ε² − w_e²)
// Written so that equal Gaussians give exactly 0. One component at a time bounds the memory.
at::Tensor calcLogRatios(const DiagonalGaussian& p, const GaussianMixture& q, const at::Tensor& epsilon) {
  std::vector<at::Tensor> log_ratios;
  for (std::int64_t e = 0; e < q.mean.size(0); ++e) {
    const at::Tensor scale = p.std / q.std[e];
    const at::Tensor w = (p.mean - q.mean[e]) / q.std[e] + scale * epsilon;
    log_ratios.push_back(at::log(scale).sum(-1) + 0.5 * (epsilon.square() - w.square()).sum(-1));
  }
  return at::stack(log_ratios);
}

// log q/p = log (1/E) Σ_e e^{ℓ_e}, [S, N]
at::Tensor calcMixtureLogRatio(const at::Tensor& log_ratios) {
  return at::logsumexp(log_ratios, 0) - std::log(static_cast<double>(log_ratios.size(0)));
}

// Mean and standard error over S independent pair means [S, N].
RowEstimate summarise(const at::Tensor& pair_means) {
  const double pairs = static_cast<double>(pair_means.size(0));
  return {pair_means.mean(0), pair_means.std(0, /*unbiased=*/true) / std::sqrt(pairs)};
}

// (1 − e^x)₊
at::Tensor calcDeficit(const at::Tensor& log_ratio) { return (-at::expm1(log_ratio)).clamp_min(0.0); }

}  // namespace

RowEstimate calcTotalVariation(const DiagonalGaussian& p, const GaussianMixture& q, const at::Tensor& epsilon) {
  const at::Tensor noise = epsilon.to(at::kDouble);
  // ½ [(1 − q/p)₊(μ + σε) + (1 − q/p)₊(μ − σε)]
  const at::Tensor up = calcDeficit(calcMixtureLogRatio(calcLogRatios(p, q, noise)));
  const at::Tensor down = calcDeficit(calcMixtureLogRatio(calcLogRatios(p, q, -noise)));
  return summarise(0.5 * (up + down));
}

at::Tensor calcComponentKl(const DiagonalGaussian& p, const GaussianMixture& q) {
  const at::Tensor scale = p.std / q.std;
  const at::Tensor shift = (p.mean - q.mean) / q.std;
  // Σ_i −log σ_p/σ_e + ½ (σ_p/σ_e)² + ½ ((μ_p − μ_e)/σ_e)² − ½
  return (-at::log(scale) + 0.5 * (scale.square() + shift.square() - 1.0)).sum(-1);
}

RowEstimate calcMixtureKl(const DiagonalGaussian& p, const GaussianMixture& q, const at::Tensor& epsilon) {
  const at::Tensor noise = epsilon.to(at::kDouble);
  const at::Tensor component_kl = calcComponentKl(p, q);
  const at::Tensor phi = at::softmax(-component_kl, 0);  // [E, N]
  // log q/p − Σ_e φ_e ℓ_e at ±ε
  const auto gap = [&](const at::Tensor& signed_noise) {
    const at::Tensor log_ratios = calcLogRatios(p, q, signed_noise);
    // φ_e underflows to 0 long before ℓ_e overflows, so the product is never 0 · ∞ for finite inputs
    return calcMixtureLogRatio(log_ratios) - (phi.unsqueeze(1) * log_ratios).sum(0);
  };
  RowEstimate kl = summarise(0.5 * (gap(noise) + gap(-noise)));
  kl.value = (phi * component_kl).sum(0) - kl.value;
  return kl;
}

}  // namespace measure
