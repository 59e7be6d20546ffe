#pragma once

#include <cstddef>
#include <vector>

namespace mdp {

using Vector = std::vector<double>;

/// A small dense matrix, row by row.
class Matrix {
 public:
  Matrix() = default;
  Matrix(std::size_t rows, std::size_t columns, double value = 0)
      : rows_(rows), columns_(columns), values_(rows * columns, value) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  double& operator()(std::size_t i, std::size_t j) { return values_[i * columns_ + j]; }
  double operator()(std::size_t i, std::size_t j) const { return values_[i * columns_ + j]; }
  double* row(std::size_t i) { return values_.data() + i * columns_; }
  const double* row(std::size_t i) const { return values_.data() + i * columns_; }

  bool operator==(const Matrix&) const = default;

 private:
  std::size_t rows_ = 0, columns_ = 0;
  Vector values_;
};

double dot(const Vector& x, const Vector& y);
Vector multiply(const Matrix& a, const Vector& x);      ///< A x
Vector multiplyLeft(const Vector& x, const Matrix& a);  ///< xᵀ A

/// (1 − α) from + α to, α in [0, 1]: a policy between two policies, or a model between the truth and noise.
Matrix mix(const Matrix& from, const Matrix& to, double alpha);

/// For a stochastic matrix P (rows sum to 1) and γ in [0, 1), to machine precision:
Vector solveValues(const Matrix& p, double discount, const Vector& r);  ///< v = (I − γP)⁻¹ r
Vector solveOccupancy(const Matrix& p, double discount, const Vector& start);  ///< xᵀ = ρ₀ᵀ (I − γP)⁻¹, sums to 1/(1−γ)

}  // namespace mdp
