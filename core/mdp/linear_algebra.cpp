#include "mdp/linear_algebra.h"

#include <string>
#include <utility>

#include "base/error.h"

namespace mdp {
namespace {

/// Gaussian elimination without pivoting. The callers' matrices are diagonally dominant, by rows or by columns, which
/// elimination preserves: no pivot vanishes and entries at most double, so pivoting would gain nothing.
Vector solveDominant(Matrix a, Vector b) {
  const std::size_t n = b.size();
  for (std::size_t pivot = 0; pivot < n; ++pivot) {
    for (std::size_t i = pivot + 1; i < n; ++i) {
      const double factor = a(i, pivot) / a(pivot, pivot);
      if (factor == 0) continue;
      for (std::size_t j = pivot + 1; j < n; ++j) a(i, j) -= factor * a(pivot, j);
      b[i] -= factor * b[pivot];
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) b[i] -= a(i, j) * b[j];
    b[i] /= a(i, i);
  }
  return b;
}

void checkShape(const Matrix& p, const Vector& x) {
  WORKBENCH_CHECK(p.rows() == p.columns() && p.rows() == x.size(), "matrix " + std::to_string(p.rows()) + " × " +
                                                                       std::to_string(p.columns()) + ", vector " +
                                                                       std::to_string(x.size()));
}

}  // namespace

double dot(const Vector& x, const Vector& y) {
  WORKBENCH_CHECK(x.size() == y.size(), std::to_string(x.size()) + " and " + std::to_string(y.size()) + " entries");
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

Vector multiply(const Matrix& a, const Vector& x) {
  Vector y(a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < a.columns(); ++j) y[i] += a(i, j) * x[j];
  }
  return y;
}

Vector multiplyLeft(const Vector& x, const Matrix& a) {
  Vector y(a.columns());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < a.columns(); ++j) y[j] += x[i] * a(i, j);
  }
  return y;
}

Matrix mix(const Matrix& from, const Matrix& to, double alpha) {
  Matrix mixture(from.rows(), from.columns());
  for (std::size_t i = 0; i < from.rows(); ++i) {
    for (std::size_t j = 0; j < from.columns(); ++j) mixture(i, j) = (1 - alpha) * from(i, j) + alpha * to(i, j);
  }
  return mixture;
}

Vector solveValues(const Matrix& p, double discount, const Vector& r) {
  checkShape(p, r);
  Matrix a(p.rows(), p.rows());
  for (std::size_t i = 0; i < p.rows(); ++i) {
    for (std::size_t j = 0; j < p.rows(); ++j) a(i, j) = (i == j ? 1.0 : 0.0) - discount * p(i, j);
  }
  return solveDominant(std::move(a), r);
}

Vector solveOccupancy(const Matrix& p, double discount, const Vector& start) {
  checkShape(p, start);
  Matrix a(p.rows(), p.rows());
  for (std::size_t i = 0; i < p.rows(); ++i) {
    for (std::size_t j = 0; j < p.rows(); ++j) a(i, j) = (i == j ? 1.0 : 0.0) - discount * p(j, i);
  }
  return solveDominant(std::move(a), start);
}

}  // namespace mdp
