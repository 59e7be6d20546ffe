#include "rollout/model_pass.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <numeric>

#include "agent/squashed_gaussian.h"
#include "model/likelihood_loss.h"
#include "nn/joined_rows.h"
#include "nn/tensor_view.h"
#include "nn/vector_math.h"

namespace rollout {
namespace {

// Rows. Products are as fast on 64 as on 128, and many tiles divide evenly between the members of a team.
constexpr std::int64_t kTile = 64;

// Rows joined end to end:  z = (x − mean)/std, in place
WORKBENCH_VECTOR_CLONES void standardise(std::int64_t n, const float* __restrict mean, const float* __restrict std,
                                         float* __restrict x) {
  for (std::int64_t i = 0; i < n; ++i) x[i] = (x[i] - mean[i]) / std[i];
}

// Rows joined end to end: the network's μ in standardised units becomes y = μ + σ ε in raw target units.
WORKBENCH_VECTOR_CLONES void replaceBySample(std::int64_t n, const float* __restrict raw_log_variance,
                                             const float* __restrict max, const float* __restrict min,
                                             const float* __restrict target_mean, const float* __restrict target_std,
                                             const float* __restrict epsilon, float* __restrict mean) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float log_variance = model::clampLogVariance(raw_log_variance[i], max[i], min[i]);
    mean[i] = (mean[i] + nn::vectorExp(0.5F * log_variance) * epsilon[i]) * target_std[i] + target_mean[i];
  }
}

}  // namespace

ModelPass::ModelPass(const model::GaussianEnsemble& ensemble, const agent::Policy& policy, const nn::Compute& compute)
    : ensemble_(&ensemble),
      policy_(&policy),
      compute_(compute),
      scratch_(static_cast<std::size_t>(compute.team->size())) {
  for (int member = 0; member < compute.team->size(); ++member) {
    policy_passes_.emplace_back(policy.mlp(), kTile, compute.precision);
    model_passes_.emplace_back(ensemble.mlp(), kTile, compute.precision);
  }
  const model::EnsembleShape& shape = ensemble.shape();
  nn::repeatRow(ensemble.input.mean.data_ptr<float>(), shape.inputs(), kTile, input_mean_);
  nn::repeatRow(ensemble.input.std.data_ptr<float>(), shape.inputs(), kTile, input_std_);
  nn::repeatRow(ensemble.target.mean.data_ptr<float>(), shape.outputs(), kTile, target_mean_);
  nn::repeatRow(ensemble.target.std.data_ptr<float>(), shape.outputs(), kTile, target_std_);
  nn::repeatRow(ensemble.maxLogVariance().data_ptr<float>(), shape.outputs(), kTile, max_);
  nn::repeatRow(ensemble.minLogVariance().data_ptr<float>(), shape.outputs(), kTile, min_);
}

void ModelPass::orderByElite(const at::Tensor& pick) {
  const std::int64_t* const picks = pick.data_ptr<std::int64_t>();
  const std::int64_t n = pick.size(0);
  // Where each elite's rows begin in `order_`: after those of the elites before it.
  std::vector<std::int64_t> begin(ensemble_->elites.size() + 1, 0);
  for (std::int64_t i = 0; i < n; ++i) ++begin[static_cast<std::size_t>(picks[i]) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  order_.resize(static_cast<std::size_t>(n));
  std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
  for (std::int64_t i = 0; i < n; ++i) order_[static_cast<std::size_t>(next[static_cast<std::size_t>(picks[i])]++)] = i;

  tiles_.clear();
  for (std::size_t elite = 0; elite < ensemble_->elites.size(); ++elite) {
    const std::int64_t count = begin[elite + 1] - begin[elite];
    // Tiles of nearly equal size: a small rest would waste a product.
    const int parts = static_cast<int>((count + kTile - 1) / kTile);
    for (int part = 0; part < parts; ++part) {
      const nn::Range range = nn::calcPart(count, part, parts);
      tiles_.push_back({ensemble_->elites[elite], begin[elite] + range.first, range.count});
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
  const nn::Matrix state = nn::viewOf(s), a = nn::viewOf(result.a), s_next = nn::viewOf(result.s_next);
  const nn::Matrix noise_a = nn::viewOf(epsilon_a), noise_y = nn::viewOf(epsilon_y);
  float* const r = result.r.data_ptr<float>();

  compute_.team->run([&](int member) {
    const auto self = static_cast<std::size_t>(member);
    // a ~ π(· | s)
    const int policy_tiles = static_cast<int>((n + kTile - 1) / kTile);
    nn::MlpPass& policy = policy_passes_[self];
    for (int tile = member; tile < policy_tiles; tile += compute_.team->size()) {
      const nn::Range rows = nn::calcPart(n, tile, policy_tiles);
      policy.forward(0, state.rowRange(rows), /*for_backward=*/false);
      agent::sampleSquashedGaussian(policy.output(), noise_a.rowRange(rows), a.rowRange(rows),
                                    log_pi_.data() + rows.first);
    }
    compute_.team->barrier();

    // (Δs, r) ~ N(μ_e(s, a), σ_e²(s, a));  s′ = s + Δs
    for (std::size_t task = self; task < tiles_.size(); task += static_cast<std::size_t>(compute_.team->size())) {
      const Tile& tile = tiles_[task];
      const std::int64_t* rows = order_.data() + tile.first;
      const std::vector<float>& y = sampleTile(tile, state, a, noise_y, member);
      for (std::int64_t i = 0; i < tile.count; ++i) {
        const float* y_i = y.data() + i * shape.outputs();
        for (std::int64_t j = 0; j < shape.n_s; ++j) s_next.row(rows[i])[j] = state.row(rows[i])[j] + y_i[j];
        r[rows[i]] = y_i[shape.n_s];
      }
    }
  });
  return result;
}

// y [rows · n_out] of one tile.
const std::vector<float>& ModelPass::sampleTile(const Tile& tile, nn::ConstMatrix s, nn::ConstMatrix a,
                                                nn::ConstMatrix noise, int member) {
  const model::EnsembleShape& shape = ensemble_->shape();
  const std::int64_t* rows = order_.data() + tile.first;
  Scratch& scratch = scratch_[static_cast<std::size_t>(member)];
  nn::MlpPass& network = model_passes_[static_cast<std::size_t>(member)];
  scratch.x.resize(static_cast<std::size_t>(tile.count * shape.inputs()));
  scratch.epsilon.resize(static_cast<std::size_t>(tile.count * shape.outputs()));
  for (std::int64_t i = 0; i < tile.count; ++i) {
    float* x = scratch.x.data() + i * shape.inputs();
    std::copy_n(s.row(rows[i]), shape.n_s, x);
    std::copy_n(a.row(rows[i]), shape.n_a, x + shape.n_s);
    std::copy_n(noise.row(rows[i]), shape.outputs(), scratch.epsilon.data() + i * shape.outputs());
  }
  standardise(tile.count * shape.inputs(), input_mean_.data(), input_std_.data(), scratch.x.data());
  network.forward(tile.network, {scratch.x.data(), tile.count, shape.inputs(), shape.inputs()}, /*for_backward=*/false);
  nn::joinRows(network.output(), {0, shape.outputs()}, scratch.y);
  nn::joinRows(network.output(), {shape.outputs(), shape.outputs()}, scratch.raw_log_variance);
  replaceBySample(tile.count * shape.outputs(), scratch.raw_log_variance.data(), max_.data(), min_.data(),
                  target_mean_.data(), target_std_.data(), scratch.epsilon.data(), scratch.y.data());
  return scratch.y;
}

}  // namespace rollout
