#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

namespace support {

/// Oracles in one dimension by the midpoint rule, in plain doubles.
struct Gaussian1d {
  double mean = 0, std = 1;

  double logDensity(double x) const {
    const double z = (x - mean) / std;
    return -0.5 * z * z - std::log(std) - 0.5 * std::log(2.0 * std::numbers::pi);
  }
  double density(double x) const { return std::exp(logDensity(x)); }
};

inline double mixtureDensity(const std::vector<Gaussian1d>& components, double x) {
  double sum = 0;
  for (const Gaussian1d& component : components) sum += component.density(x) / static_cast<double>(components.size());
  return sum;
}

/// ∫ f over [low, high].
inline double integrate(const std::function<double(double)>& f, double low, double high, int n = 40000) {
  const double h = (high - low) / n;
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += f(low + (i + 0.5) * h);
  return sum * h;
}

/// ½ ∫ |p − q|; everything must lie well inside ±range.
inline double totalVariation(const std::vector<Gaussian1d>& p, const std::vector<Gaussian1d>& q, double range = 30) {
  return integrate([&](double x) { return 0.5 * std::abs(mixtureDensity(p, x) - mixtureDensity(q, x)); }, -range,
                   range);
}

/// ∫ p log p/q, over where p is not negligible; q relative to p, because q alone may underflow there.
inline double divergence(const Gaussian1d& p, const std::vector<Gaussian1d>& q) {
  const auto integrand = [&](double x) {
    double largest = -1e300, sum = 0;
    for (const Gaussian1d& component : q) largest = std::max(largest, component.logDensity(x));
    for (const Gaussian1d& component : q) sum += std::exp(component.logDensity(x) - largest);
    const double log_q = largest + std::log(sum / static_cast<double>(q.size()));
    return p.density(x) * (p.logDensity(x) - log_q);
  };
  return integrate(integrand, p.mean - 12 * p.std, p.mean + 12 * p.std);
}

/// Standard normal distribution function.
inline double phi(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

/// TV of two normals with the same σ and means δ apart: 2Φ(δ/(2σ)) − 1.
inline double shiftedTotalVariation(double delta, double sigma) {
  return 2.0 * phi(std::abs(delta) / (2.0 * sigma)) - 1.0;
}

}  // namespace support
