#include "model/ensemble_pass.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "model/likelihood_loss.h"
#include "nn/activation_kernels.h"

namespace model {
namespace {

constexpr std::int64_t kTile = 128;  // rows: the activations of four layers of 200 and a network's weights fill 2 MB

void gather(const at::Tensor& source, const std::int64_t* rows, nn::Matrix out) {
  const float* data = source.data_ptr<float>();
  for (std::int64_t i = 0; i < out.rows; ++i) std::copy_n(data + rows[i] * out.columns, out.columns, out.row(i));
}

}  // namespace

EnsemblePass::EnsemblePass(GaussianEnsemble& ensemble, const nn::Compute& compute, at::Tensor x, at::Tensor y)
    : ensemble_(&ensemble),
      compute_(compute),
      x_(std::move(x)),
      y_(std::move(y)),
      gradient_(ensemble.parameters(), *compute.team, /*parts=*/1) {
  const EnsembleShape& shape = ensemble.shape();
  const auto floats = [](std::int64_t count) { return nn::AlignedFloats(static_cast<std::size_t>(count)); };
  for (int member = 0; member < compute.team->size(); ++member) {
    lanes_.push_back({nn::MlpPass(ensemble.mlp(), kTile, compute.precision),
                      floats(kTile * shape.inputs()),
                      floats(kTile * shape.outputs()),
                      floats(shape.outputs()),
                      floats(shape.outputs()),
                      {},
                      kNone,
                      0});
  }
}

double EnsemblePass::pass(const at::Tensor& rows, std::span<const double> decay_per_layer) {
  const EnsembleShape& shape = ensemble_->shape();
  const std::int64_t batch = rows.size(1);
  compute_.team->run([&](int member) {
    Lane& lane = lanes_[static_cast<std::size_t>(member)];
    passShare(lane, nn::calcPart(shape.members * batch, member, compute_.team->size()), rows, decay_per_layer);
    compute_.team->barrier();
    addCutGradients(member);
  });
  writeBoundGradient();
  double total = 0;
  for (const Lane& lane : lanes_) total += lane.loss_sum;
  return total / static_cast<double>(shape.members * batch * shape.outputs());
}

// `share` counts through all networks' rows.
void EnsemblePass::passShare(Lane& lane, nn::Range share, const at::Tensor& rows,
                             std::span<const double> decay_per_layer) {
  std::fill(lane.gradient_max.begin(), lane.gradient_max.end(), 0.0F);
  std::fill(lane.gradient_min.begin(), lane.gradient_min.end(), 0.0F);
  lane.loss_sum = 0;
  lane.cut = kNone;
  const std::int64_t batch = rows.size(1);
  const std::int64_t* const picks = rows.data_ptr<std::int64_t>();
  for (std::int64_t at = share.first; at < share.first + share.count;) {
    const std::int64_t e = at / batch;
    const std::int64_t end = std::min((e + 1) * batch, share.first + share.count);
    const bool begins = at == e * batch;
    float* gradient = gradient_.partOf(0);
    if (!begins) {
      lane.cut = e;
      lane.cut_gradient.resize(static_cast<std::size_t>(ensemble_->parameters().values().numel()));
      gradient = lane.cut_gradient.data();
    }
    for (std::int64_t first = at; first < end; first += kTile) {
      passTile(lane, e, picks + first, std::min(kTile, end - first), batch, gradient, /*add=*/first > at);
    }
    if (begins) addDecay(e, decay_per_layer, gradient);
    at = end;
  }
}

void EnsemblePass::passTile(Lane& lane, std::int64_t member, const std::int64_t* rows, std::int64_t count,
                            std::int64_t batch, float* gradient, bool add) {
  const EnsembleShape& shape = ensemble_->shape();
  const nn::Matrix x{lane.x.data(), count, shape.inputs(), shape.inputs()};
  const nn::Matrix y{lane.y.data(), count, shape.outputs(), shape.outputs()};
  gather(x_, rows, x);
  gather(y_, rows, y);
  lane.network.forward(member, x);
  lane.loss_sum +=
      calcLikelihoodGradient(lane.network.output(), y, ensemble_->maxLogVariance().data_ptr<float>(),
                             ensemble_->minLogVariance().data_ptr<float>(), batch, lane.network.outputGradient(),
                             lane.gradient_max.data(), lane.gradient_min.data());
  lane.network.backward(member);
  lane.network.weightGradient(member, x, gradient, add);
}

// wd_l W_l
void EnsemblePass::addDecay(std::int64_t member, std::span<const double> decay_per_layer, float* gradient) {
  const float* const values = ensemble_->parameters().values().data_ptr<float>();
  for (std::int64_t layer = 0; layer < ensemble_->mlp().shape().layers(); ++layer) {
    const at::Tensor& w = ensemble_->mlp().weight(layer);
    const std::int64_t count = w.size(1) * w.size(2);
    const float* const first = w.data_ptr<float>() + member * count;
    nn::addScaled(count, static_cast<float>(decay_per_layer[static_cast<std::size_t>(layer)]), first,
                  gradient + (first - values));
  }
}

// Every member of the team a part of each tensor; the order of the sums is the team's.
void EnsemblePass::addCutGradients(int part) {
  const nn::Mlp& mlp = ensemble_->mlp();
  const float* const values = ensemble_->parameters().values().data_ptr<float>();
  for (const Lane& lane : lanes_) {
    if (lane.cut == kNone) continue;
    for (std::int64_t layer = 0; layer < mlp.shape().layers(); ++layer) {
      for (const at::Tensor* tensor : {&mlp.weight(layer), &mlp.bias(layer)}) {
        const std::int64_t count = tensor->size(1) * tensor->size(2);
        const nn::Range own = nn::calcPart(count, part, compute_.team->size());
        const std::int64_t first = tensor->data_ptr<float>() - values + lane.cut * count + own.first;
        nn::addScaled(own.count, 1.0F, lane.cut_gradient.data() + first, gradient_.partOf(0) + first);
      }
    }
  }
}

// The bounds: what the likelihood says, and once 0.01 Σ max − 0.01 Σ min.
void EnsemblePass::writeBoundGradient() {
  const std::int64_t n_out = ensemble_->shape().outputs();
  float* const by_max = gradient_.partOf(0) + ensemble_->parameters().values().numel() - 2 * n_out;
  float* const by_min = by_max + n_out;
  std::fill_n(by_max, 2 * n_out, 0.0F);
  if (ensemble_->fixedLogVariance()) return;
  for (std::int64_t i = 0; i < n_out; ++i) {
    by_max[i] = static_cast<float>(kBoundPenalty);
    by_min[i] = -static_cast<float>(kBoundPenalty);
    for (const Lane& lane : lanes_) {
      by_max[i] += lane.gradient_max[static_cast<std::size_t>(i)];
      by_min[i] += lane.gradient_min[static_cast<std::size_t>(i)];
    }
  }
}

std::vector<double> EnsemblePass::calcMse(const at::Tensor& rows) {
  const EnsembleShape& shape = ensemble_->shape();
  const std::int64_t n = rows.size(0);
  const std::int64_t tiles = (n + kTile - 1) / kTile;
  std::vector<double> sums(static_cast<std::size_t>(shape.members * tiles));
  compute_.team->run([&](int member) {
    Lane& lane = lanes_[static_cast<std::size_t>(member)];
    const nn::Range share = nn::calcPart(shape.members * tiles, member, compute_.team->size());
    for (std::int64_t task = share.first; task < share.first + share.count; ++task) {
      const std::int64_t e = task / tiles;
      const std::int64_t first = task % tiles * kTile;
      const std::int64_t count = std::min(kTile, n - first);
      const std::int64_t* const picks = rows.data_ptr<std::int64_t>() + first;
      const nn::Matrix x{lane.x.data(), count, shape.inputs(), shape.inputs()};
      gather(x_, picks, x);
      lane.network.forward(e, x, /*for_backward=*/false);
      double sum = 0;
      for (std::int64_t i = 0; i < count; ++i) {
        const float* mean = lane.network.output().row(i);
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
