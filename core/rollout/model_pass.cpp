#include "rollout/model_pass.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "agent/squashed_gaussian.h"
#include "model/likelihood_loss.h"
#include "nn/vector_math.h"

namespace rollout {
namespace {

constexpr std::int64_t kTile = 256;  // rows whose activations stay in the second-level cache

nn::Matrix view(const at::Tensor& x) { return {x.data_ptr<float>(), x.size(0), x.size(1), x.size(1)}; }

// z = (x − mean)/std
WORKBENCH_VECTOR_CLONES void standardise(std::int64_t n, const float* __restrict x, const float* __restrict mean,
                                         const float* __restrict std, float* __restrict z) {
  for (std::int64_t i = 0; i < n; ++i) z[i] = (x[i] - mean[i]) / std[i];
}

// y = μ + σ ε in raw target units, from the network's (μ, raw lv) in standardised ones
WORKBENCH_VECTOR_CLONES void sampleTarget(std::int64_t n_out, const float* __restrict output,
                                          const float* __restrict max, const float* __restrict min,
                                          const float* __restrict mean, const float* __restrict std,
                                          const float* __restrict epsilon, float* __restrict y) {
  for (std::int64_t i = 0; i < n_out; ++i) {
    const float log_variance = model::clampLogVariance(output[n_out + i], max[i], min[i]);
    y[i] = (output[i] + nn::vectorExp(0.5F * log_variance) * epsilon[i]) * std[i] + mean[i];
  }
}

}  // namespace

ModelPass::ModelPass(const model::GaussianEnsemble& ensemble, const agent::Policy& policy, const nn::Compute& compute)
    : ensemble_(&ensemble), policy_(&policy), compute_(compute) {
  for (int member = 0; member < compute.team->size(); ++member) {
    policy_passes_.emplace_back(policy.mlp(), kTile, compute.precision);
    model_passes_.emplace_back(ensemble.mlp(), kTile, compute.precision);
    x_.emplace_back(static_cast<std::size_t>(kTile * ensemble.shape().inputs()));
  }
}

void ModelPass::orderByElite(const at::Tensor& pick) {
  const std::int64_t* picks = pick.data_ptr<std::int64_t>();
  order_.clear();
  tiles_.clear();
  for (std::size_t elite = 0; elite < ensemble_->elites.size(); ++elite) {
    const auto begin = static_cast<std::int64_t>(order_.size());
    for (std::int64_t i = 0; i < pick.size(0); ++i) {
      if (picks[i] == static_cast<std::int64_t>(elite)) order_.push_back(i);
    }
    const auto end = static_cast<std::int64_t>(order_.size());
    // Tiles of nearly equal size: a small rest would waste a product.
    const int parts = static_cast<int>((end - begin + kTile - 1) / kTile);
    for (int part = 0; part < parts; ++part) {
      const nn::Range range = nn::calcPart(end - begin, part, parts);
      tiles_.push_back({ensemble_->elites[elite], begin + range.first, range.count});
    }
  }
}

ModelPass::Result ModelPass::step(const at::Tensor& s, const at::Tensor& epsilon_a, const at::Tensor& pick,
                                  const at::Tensor& epsilon_y) {
  const model::EnsembleShape& shape = ensemble_->shape();
  const std::int64_t n = s.size(0);
  const Result result{at::empty({n, shape.n_a}, at::kFloat), at::empty({n, shape.n_s}, at::kFloat),
                      at::empty({n, 1}, at::kFloat)};
  log_pi_.resize(static_cast<std::size_t>(n));
  orderByElite(pick);
  const nn::Matrix state = view(s), a = view(result.a), s_next = view(result.s_next);
  const nn::Matrix noise_a = view(epsilon_a), noise_y = view(epsilon_y);
  float* const r = result.r.data_ptr<float>();
  const float* input_mean = ensemble_->input.mean.data_ptr<float>();
  const float* input_std = ensemble_->input.std.data_ptr<float>();
  const float* max = ensemble_->maxLogVariance().data_ptr<float>();
  const float* min = ensemble_->minLogVariance().data_ptr<float>();
  const float* target_mean = ensemble_->target.mean.data_ptr<float>();
  const float* target_std = ensemble_->target.std.data_ptr<float>();

  compute_.team->run([&](int member) {
    const auto self = static_cast<std::size_t>(member);
    // a ~ π(· | s)
    const int policy_tiles = static_cast<int>((n + kTile - 1) / kTile);
    nn::MlpPass& policy = policy_passes_[self];
    for (int tile = member; tile < policy_tiles; tile += compute_.team->size()) {
      const nn::Range rows = nn::calcPart(n, tile, policy_tiles);
      policy.forward(0, state.rowRange(rows), {0, rows.count}, /*for_backward=*/false);
      agent::sampleSquashedGaussian(policy.output(rows.count), noise_a.rowRange(rows), a.rowRange(rows),
                                    log_pi_.data() + rows.first);
    }
    compute_.team->barrier();

    // (Δs, r) ~ N(μ_e(s, a), σ_e²(s, a));  s′ = s + Δs
    nn::MlpPass& network = model_passes_[self];
    std::vector<float> x_row(static_cast<std::size_t>(shape.inputs())), y(static_cast<std::size_t>(shape.outputs()));
    for (std::size_t task = self; task < tiles_.size(); task += static_cast<std::size_t>(compute_.team->size())) {
      const Tile& tile = tiles_[task];
      const std::int64_t* rows = order_.data() + tile.first;
      const nn::Matrix x{x_[self].data(), tile.count, shape.inputs(), shape.inputs()};
      for (std::int64_t i = 0; i < tile.count; ++i) {
        std::copy_n(state.row(rows[i]), shape.n_s, x_row.begin());
        std::copy_n(a.row(rows[i]), shape.n_a, x_row.begin() + shape.n_s);
        standardise(shape.inputs(), x_row.data(), input_mean, input_std, x.row(i));
      }
      network.forward(tile.network, x, {0, tile.count}, /*for_backward=*/false);
      for (std::int64_t i = 0; i < tile.count; ++i) {
        sampleTarget(shape.outputs(), network.output(tile.count).row(i), max, min, target_mean, target_std,
                     noise_y.row(rows[i]), y.data());
        for (std::int64_t j = 0; j < shape.n_s; ++j) s_next.row(rows[i])[j] = state.row(rows[i])[j] + y[static_cast<std::size_t>(j)];
        r[rows[i]] = y.back();
      }
    }
  });
  return result;
}

}  // namespace rollout
