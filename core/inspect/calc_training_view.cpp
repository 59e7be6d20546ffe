#include "inspect/calc_training_view.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace inspect {
namespace {

constexpr double kConstantSigma = 1e-8;  // as measure::ResolutionKernel
constexpr std::size_t kNamed = 3;        // loadings that an axis' name lists

/// Rows of n_s numbers, without those that are not finite.
std::vector<float> finiteRows(const std::vector<float>& values, std::int64_t n_s) {
  std::vector<float> rows;
  for (auto row = values.begin(); values.end() - row >= n_s; row += n_s) {
    if (std::all_of(row, row + n_s, [](float x) { return std::isfinite(x); })) rows.insert(rows.end(), row, row + n_s);
  }
  return rows;
}

at::Tensor toTensor(const std::vector<float>& values, std::int64_t n_s) {
  const auto rows = static_cast<std::int64_t>(values.size()) / n_s;
  return at::from_blob(const_cast<float*>(values.data()), {rows, n_s}, at::kFloat).to(at::kDouble);
}

/// The plane: z = (s − centre)/σ of the varying dimensions, projected on two directions.
struct Plane {
  at::Tensor centre, sigma, dimensions;  // [d]
  at::Tensor directions;                 // [d, 2]
  std::array<double, 2> variance_share{0, 0};
};

Plane findPlane(const at::Tensor& s, const std::vector<double>& sigma_s) {
  std::vector<std::int64_t> varying;
  for (std::size_t i = 0; i < sigma_s.size(); ++i) {
    if (sigma_s[i] > kConstantSigma) varying.push_back(static_cast<std::int64_t>(i));
  }
  Plane plane;
  const auto d = static_cast<std::int64_t>(varying.size());
  plane.dimensions = at::empty({d}, at::kLong);
  std::copy(varying.begin(), varying.end(), plane.dimensions.data_ptr<std::int64_t>());
  const at::Tensor selected = s.index_select(1, plane.dimensions);
  plane.centre = selected.mean(0);
  plane.sigma = at::empty({d}, at::kDouble);
  for (std::int64_t i = 0; i < d; ++i) {
    plane.sigma[i].fill_(sigma_s[static_cast<std::size_t>(varying[static_cast<std::size_t>(i)])]);
  }
  const at::Tensor z = (selected - plane.centre) / plane.sigma;
  const at::Tensor covariance = z.t().matmul(z) / static_cast<double>(std::max<std::int64_t>(1, z.size(0)));
  const auto [values, vectors] = at::linalg_eigh(covariance);  // ascending
  plane.directions = at::zeros({d, 2}, at::kDouble);
  const double total = values.sum().item<double>();
  for (std::int64_t axis = 0; axis < std::min<std::int64_t>(2, d); ++axis) {
    at::Tensor direction = vectors.select(1, d - 1 - axis);
    // Of the two signs the one in which the largest loading is positive, so that a picture does not flip.
    if (direction[direction.abs().argmax().item<std::int64_t>()].item<double>() < 0) direction = -direction;
    plane.directions.select(1, axis).copy_(direction);
    plane.variance_share[static_cast<std::size_t>(axis)] = values[d - 1 - axis].item<double>() / total;
  }
  return plane;
}

TrainingView::Cloud makeCloud(std::vector<float> states, std::int64_t of, std::int64_t n_s, const Plane& plane) {
  const at::Tensor z = (toTensor(states, n_s).index_select(1, plane.dimensions) - plane.centre) / plane.sigma;
  const at::Tensor points = z.matmul(plane.directions).contiguous();
  TrainingView::Cloud cloud{{}, std::move(states), of};
  for (std::int64_t i = 0; i < points.size(0); ++i) {
    const double* point = points.data_ptr<double>() + 2 * i;
    cloud.points.push_back({point[0], point[1]});
  }
  return cloud;
}

// "0.62 torso z − 0.41 thigh vel + …": the largest loadings, by size.
std::string axisName(const Plane& plane, std::int64_t axis, const std::vector<std::string>& names) {
  std::vector<std::pair<double, std::size_t>> loadings;
  for (std::int64_t i = 0; i < plane.dimensions.size(0); ++i) {
    loadings.emplace_back(plane.directions[i][axis].item<double>(),
                          static_cast<std::size_t>(plane.dimensions[i].item<std::int64_t>()));
  }
  std::ranges::sort(loadings, [](const auto& a, const auto& b) { return std::abs(a.first) > std::abs(b.first); });
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamed, loadings.size()); ++i) {
    const auto [loading, dimension] = loadings[i];
    char number[32];
    std::snprintf(number, sizeof number, "%.2f ", std::abs(loading));
    text += i == 0 ? (loading < 0 ? "−" : "") : (loading < 0 ? " − " : " + ");
    text += number + names[dimension];
  }
  if (loadings.size() > kNamed) text += " + …";
  return text;
}

TrainingView::BranchLengths calcLengths(const mbpo::FrozenModel& model) {
  TrainingView::BranchLengths lengths;
  for (std::size_t t = 0; t < model.branch_rows.size(); ++t) {
    const std::int64_t longer = t + 1 < model.branch_rows.size() ? model.branch_rows[t + 1] : 0;
    lengths.branches.push_back(std::max<std::int64_t>(0, model.branch_rows[t] - longer));
    lengths.terminated.push_back(model.terminated_branches[t]);
  }
  return lengths;
}

}  // namespace

TrainingView calcTrainingView(const mbpo::FrozenModel& model, const std::vector<std::string>& observation_names) {
  const at::NoGradGuard no_gradient;
  const std::int64_t n_s = model.ensemble.n_s;
  TrainingView view;
  view.real_steps = model.real_steps;
  view.epoch = model.epoch;
  view.rollout_length = model.rollout_length;
  view.env_rows = model.env_rows;
  view.env_starts = static_cast<int>(model.windows.size());
  view.model_rows = model.model_rows;
  view.model_capacity = model.model_capacity;
  view.lengths = calcLengths(model);
  // Rows come in evenly, so the oldest is as old as it takes to bring them all, and the mean half of that.
  if (model.model_rows_per_step > 0) {
    view.oldest_age = static_cast<double>(model.model_rows) / model.model_rows_per_step;
    view.mean_age = 0.5 * view.oldest_age;
  }
  const bool varies = std::ranges::any_of(model.sigma_s, [](double sigma) { return sigma > kConstantSigma; });
  std::vector<float> env_states = finiteRows(model.env_states, n_s);
  if (!env_states.empty() && varies) {
    const Plane plane = findPlane(toTensor(env_states, n_s), model.sigma_s);
    view.dimensions = observation_names;
    view.env_states = makeCloud(std::move(env_states), model.env_rows, n_s, plane);
    view.model_starts = makeCloud(finiteRows(model.model_starts, n_s), model.model_branches, n_s, plane);
    view.variance_share = plane.variance_share;
    for (std::size_t axis = 0; axis < 2; ++axis) {
      view.axis[axis] = axisName(plane, static_cast<std::int64_t>(axis), observation_names);
    }
  }
  return view;
}

}  // namespace inspect
