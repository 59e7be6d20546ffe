#include "model/ensemble_pass.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "model/likelihood_loss.h"

namespace model {
namespace {

constexpr std::int64_t kTile = 256;  // rows whose activations stay in the second-level cache

nn::Matrix matrixOf(const at::Tensor& x, std::int64_t index) {
  return {x.data_ptr<float>() + index * x.size(1) * x.size(2), x.size(1), x.size(2), x.size(2)};
}

void gather(const at::Tensor& source, const std::int64_t* rows, nn::Matrix out) {
  const std::int64_t width = source.size(1);
  const float* data = source.data_ptr<float>();
  for (std::int64_t i = 0; i < out.rows; ++i) std::copy_n(data + rows[i] * width, width, out.row(i));
}

}  // namespace

EnsemblePass::EnsemblePass(GaussianEnsemble& ensemble, const nn::Compute& compute, at::Tensor x, at::Tensor y)
    : ensemble_(&ensemble), compute_(compute), x_(std::move(x)), y_(std::move(y)),
      loss_sums_(static_cast<std::size_t>(compute.team->size())) {
  const auto bounds = static_cast<std::size_t>(compute.team->size() * ensemble.shape().outputs());
  gradient_max_.resize(bounds);
  gradient_min_.resize(bounds);
}

void EnsemblePass::reserve(std::int64_t batch) {
  if (batch <= capacity_) return;
  capacity_ = batch;
  const EnsembleShape& shape = ensemble_->shape();
  passes_.clear();
  for (std::int64_t e = 0; e < shape.members; ++e) passes_.emplace_back(ensemble_->mlp(), batch, compute_.precision);
  batch_x_ = at::empty({shape.members, batch, shape.inputs()}, at::kFloat);
  batch_y_ = at::empty({shape.members, batch, shape.outputs()}, at::kFloat);
}

double EnsemblePass::pass(const at::Tensor& rows) {
  const EnsembleShape& shape = ensemble_->shape();
  batch_ = rows.size(1);
  reserve(std::max(batch_, kTile));
  const float* max = ensemble_->maxLogVariance().data_ptr<float>();
  const float* min = ensemble_->minLogVariance().data_ptr<float>();
  std::fill(gradient_max_.begin(), gradient_max_.end(), 0.0F);
  std::fill(gradient_min_.begin(), gradient_min_.end(), 0.0F);

  compute_.team->run([&](int member) {
    const nn::Range part = nn::calcPart(batch_, member, compute_.team->size());
    float* gradient_max = gradient_max_.data() + member * shape.outputs();
    float* gradient_min = gradient_min_.data() + member * shape.outputs();
    double sum = 0;
    for (std::int64_t e = 0; e < shape.members; ++e) {
      nn::MlpPass& network = passes_[static_cast<std::size_t>(e)];
      const nn::Matrix x = matrixOf(batch_x_, e).rowRange({0, batch_});
      const nn::Matrix y = matrixOf(batch_y_, e).rowRange({0, batch_});
      const std::int64_t* picks = rows.data_ptr<std::int64_t>() + e * batch_ + part.first;
      gather(x_, picks, x.rowRange(part));
      gather(y_, picks, y.rowRange(part));
      network.forward(e, x, part);
      sum += calcLikelihoodGradient(network.output(batch_).rowRange(part), y.rowRange(part), max, min, batch_,
                                    network.outputGradient(batch_).rowRange(part), gradient_max, gradient_min);
      network.backward(e, part);
    }
    loss_sums_[static_cast<std::size_t>(member)] = sum;
  });
  double total = 0;
  for (const double sum : loss_sums_) total += sum;
  return total / static_cast<double>(shape.members * batch_ * shape.outputs());
}

void EnsemblePass::gradientPart(std::span<const double> decay_per_layer, int member) {
  const EnsembleShape& shape = ensemble_->shape();
  for (std::int64_t e = 0; e < shape.members; ++e) {
    const nn::Matrix x = matrixOf(batch_x_, e).rowRange({0, batch_});
    passes_[static_cast<std::size_t>(e)].weightGradient(e, x, member, compute_.team->size(), decay_per_layer);
  }
  if (member != 0) return;
  // The bounds: 0.01 Σ max − 0.01 Σ min and what the likelihood says, in the team's order.
  float* by_max = ensemble_->maxLogVariance().grad().data_ptr<float>();
  float* by_min = ensemble_->minLogVariance().grad().data_ptr<float>();
  const float trained = ensemble_->fixedLogVariance() ? 0.0F : 1.0F;
  for (std::int64_t i = 0; i < shape.outputs(); ++i) {
    by_max[i] = trained * static_cast<float>(kBoundPenalty);
    by_min[i] = -trained * static_cast<float>(kBoundPenalty);
    for (int part = 0; part < compute_.team->size(); ++part) {
      const auto at = static_cast<std::size_t>(part * shape.outputs() + i);
      by_max[i] += trained * gradient_max_[at];
      by_min[i] += trained * gradient_min_[at];
    }
  }
}

void EnsemblePass::calcGradient(std::span<const double> decay_per_layer) {
  compute_.team->run([&](int member) { gradientPart(decay_per_layer, member); });
}

void EnsemblePass::step(nn::Adam& optimiser, double learning_rate, std::span<const double> decay_per_layer) {
  const nn::Adam::Pace pace = optimiser.beginStep(learning_rate);
  const nn::FlatParameters& parameters = ensemble_->parameters();
  compute_.team->run([&](int member) {
    gradientPart(decay_per_layer, member);
    compute_.team->barrier();
    optimiser.stepPart(pace, parameters.values(), parameters.gradient(),
                       nn::calcPart(parameters.values().numel(), member, compute_.team->size()));
  });
}

std::vector<double> EnsemblePass::calcMse(const at::Tensor& rows) {
  const EnsembleShape& shape = ensemble_->shape();
  const std::int64_t n = rows.size(0);
  const std::int64_t tiles = (n + kTile - 1) / kTile;
  reserve(kTile);
  std::vector<double> sums(static_cast<std::size_t>(shape.members * tiles));
  compute_.team->run([&](int member) {
    const nn::Range share = nn::calcPart(shape.members * tiles, member, compute_.team->size());
    nn::MlpPass network(ensemble_->mlp(), kTile, compute_.precision);
    std::vector<float> x_data(static_cast<std::size_t>(kTile * shape.inputs()));
    for (std::int64_t task = share.first; task < share.first + share.count; ++task) {
      const std::int64_t e = task / tiles;
      const std::int64_t first = task % tiles * kTile;
      const std::int64_t count = std::min(kTile, n - first);
      const std::int64_t* picks = rows.data_ptr<std::int64_t>() + first;
      const nn::Matrix x{x_data.data(), count, shape.inputs(), shape.inputs()};
      gather(x_, picks, x);
      network.forward(e, x, {0, count}, /*for_backward=*/false);
      double sum = 0;
      for (std::int64_t i = 0; i < count; ++i) {
        const float* mean = network.output(count).row(i);
        const float* y = y_.data_ptr<float>() + picks[i] * shape.outputs();
        for (std::int64_t j = 0; j < shape.outputs(); ++j) {
          const double error = double{mean[j]} - double{y[j]};
          sum += error * error;
        }
      }
      sums[static_cast<std::size_t>(task)] = sum;
    }
  });
  std::vector<double> mse(static_cast<std::size_t>(shape.members));
  for (std::size_t task = 0; task < sums.size(); ++task) {
    mse[task / static_cast<std::size_t>(tiles)] += sums[task] / static_cast<double>(n * shape.outputs());
  }
  return mse;
}

}  // namespace model
