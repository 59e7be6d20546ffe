#include "mdp/finite_mdp.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace mdp {
namespace {

/// log of a Gamma(shape, 1) draw, by Marsaglia & Tsang (2000). In logarithms, because at small shapes the draw itself
/// may be below the smallest double.
double drawLogGamma(double shape, base::RandomStream& random) {
  if (shape < 1) return drawLogGamma(shape + 1, random) + std::log(1 - random.uniform()) / shape;
  const double d = shape - 1.0 / 3.0, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = random.normal(), root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return std::log(d * v);
  }
}

void checkDistribution(const double* first, std::size_t n, const std::string& what) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    WORKBENCH_CHECK(first[i] >= 0, what + " has the entry " + std::to_string(first[i]));
    sum += first[i];
  }
  WORKBENCH_CHECK(std::abs(sum - 1) <= 1e-12, what + " sums to " + std::to_string(sum));
}

}  // namespace

double FiniteMdp::calcRMax() const {
  double r_max = 0;
  for (std::size_t s = 0; s < states(); ++s) {
    for (std::size_t a = 0; a < actions(); ++a) r_max = std::max(r_max, std::abs(reward(s, a)));
  }
  return r_max;
}

void check(const FiniteMdp& mdp) {
  const std::size_t states = mdp.states(), actions = mdp.actions();
  WORKBENCH_CHECK(states >= 1 && actions >= 1, mdp.name + " is empty");
  WORKBENCH_CHECK(mdp.start.size() == states && mdp.p.columns() == states && mdp.p.rows() == states * actions,
                  mdp.name + " has shapes that do not fit");
  WORKBENCH_CHECK(mdp.discount >= 0 && mdp.discount < 1, mdp.name + " has γ = " + std::to_string(mdp.discount));
  checkDistribution(mdp.start.data(), states, mdp.name + ": start");
  for (std::size_t row = 0; row < mdp.p.rows(); ++row) checkDistribution(mdp.p.row(row), states, mdp.name + ": p");
}

Vector drawDirichlet(std::size_t n, double concentration, base::RandomStream& random) {
  Vector x(n);
  for (double& value : x) value = drawLogGamma(concentration, random);
  const double largest = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (double& value : x) sum += value = std::exp(value - largest);
  for (double& value : x) value /= sum;
  return x;
}

Matrix drawDirichletRows(std::size_t rows, std::size_t n, double concentration, base::RandomStream& random) {
  Matrix matrix(rows, n);
  for (std::size_t i = 0; i < rows; ++i) std::ranges::copy(drawDirichlet(n, concentration, random), matrix.row(i));
  return matrix;
}

FiniteMdp makeRandomMdp(const RandomMdpSpec& spec, base::RandomStream& random) {
  FiniteMdp mdp{.name = "random",
                .discount = spec.discount,
                .start = drawDirichlet(spec.states, 1, random),
                .p = drawDirichletRows(spec.states * spec.actions, spec.states, spec.concentration, random),
                .reward = Matrix(spec.states, spec.actions)};
  for (std::size_t s = 0; s < spec.states; ++s) {
    for (std::size_t a = 0; a < spec.actions; ++a) {
      mdp.reward(s, a) = random.uniform(-spec.reward_scale, spec.reward_scale);
    }
  }
  check(mdp);
  return mdp;
}

}  // namespace mdp
