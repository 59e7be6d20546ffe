#pragma once

#include <QString>
#include <array>

namespace lab {

/// What a slider of the laboratory moves.
enum class Quantity { discount, r_max, eps_m, eps_pi, slope, k };
inline constexpr std::array kQuantities{Quantity::discount, Quantity::r_max, Quantity::eps_m,
                                        Quantity::eps_pi,   Quantity::slope, Quantity::k};

/// How a value lies along a slider, whose places run from 0 to 1.
///
///     one_minus  1 − v = 10^{−3p}, so that γ → 1 has room      γ in [0, 0.999]
///     from_zero  v = 0 at p = 0, else logarithmic               errors, [10⁻⁴, 1]
///     log        v = min (max/min)^p
///     square     v = max p²
///     count      1 + v = (1 + max)^p, whole numbers
struct QuantityScale {
  enum class Kind { one_minus, from_zero, log, square, count };
  Kind kind = Kind::log;
  double minimum = 0, maximum = 1;

  double place(double value) const;
  /// Rounded to about three digits, as a slider should.
  double value(double place) const;
};

struct QuantityInfo {
  const char* key;  ///< as in lessons and presets, and in object names: "eps_m"
  QString symbol, name, explanation;
  QString html() const;  ///< the symbol with its index set low
  QuantityScale scale;
  int decimals;
};

const QuantityInfo& quantityInfo(Quantity quantity);

}  // namespace lab
