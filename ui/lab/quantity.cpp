#include "ui/lab/quantity.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr double kDecades = 3;           // of 1 − γ
constexpr double kSmallestError = 1e-4;  // the first place above zero
constexpr double kZeroPlaces = 0.02;     // left of this an error is exactly 0

double rounded(double value, int digits) {
  if (value == 0) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - (digits - 1));
  // By division where the unit is a fraction: 3·0.1 is not 0.3, 3/10 is.
  return unit < 1 ? std::round(value / unit) / std::round(1 / unit) : std::round(value / unit) * unit;
}

QString tr(const char* text) { return QCoreApplication::translate("LabQuantity", text); }

}  // namespace

double QuantityScale::place(double value) const {
  const double v = std::clamp(value, minimum, maximum);
  switch (kind) {
    case Kind::one_minus: return std::clamp(-std::log10(1 - v) / kDecades, 0.0, 1.0);
    case Kind::from_zero:
      if (v <= 0) return 0;
      return kZeroPlaces + (1 - kZeroPlaces) *
                               std::clamp(std::log(v / kSmallestError) / std::log(maximum / kSmallestError), 0.0, 1.0);
    case Kind::log: return std::log(v / minimum) / std::log(maximum / minimum);
    case Kind::square: return std::sqrt(v / maximum);
    case Kind::count: return std::log1p(v) / std::log1p(maximum);
  }
  return 0;
}

double QuantityScale::value(double place) const {
  const double p = std::clamp(place, 0.0, 1.0);
  double v = 0;
  switch (kind) {
    case Kind::one_minus: v = 1 - rounded(std::pow(10.0, -kDecades * p), 2); break;
    case Kind::from_zero:
      if (p >= kZeroPlaces) {
        const double along = (p - kZeroPlaces) / (1 - kZeroPlaces);
        v = rounded(kSmallestError * std::pow(maximum / kSmallestError, along), 3);
      }
      break;
    case Kind::log: v = rounded(minimum * std::pow(maximum / minimum, p), 3); break;
    case Kind::square: v = rounded(maximum * p * p, 3); break;
    case Kind::count: v = std::round(std::expm1(p * std::log1p(maximum))); break;
  }
  return std::clamp(v, minimum, maximum);
}

QString QuantityInfo::html() const {
  const qsizetype index = symbol.indexOf(u'_');
  return index < 0 ? symbol : QStringLiteral("%1<sub>%2</sub>").arg(symbol.left(index), symbol.mid(index + 1));
}

const QuantityInfo& quantityInfo(Quantity quantity) {
  using Kind = QuantityScale::Kind;
  static const std::array<QuantityInfo, kQuantities.size()> table{{
      {"gamma",
       QStringLiteral("γ"),
       tr("Discount"),
       tr("Discount factor in [0, 1). 1/(1−γ) is the effective horizon: every term of a bound grows with it."),
       {Kind::one_minus, 0, 0.999},
       5},
      {"r_max",
       QStringLiteral("r_max"),
       tr("Max reward"),
       tr("Bound on |r|, in reward units. It scales returns and penalties alike, so it changes neither k* nor whether "
          "the bound is vacuous."),
       {Kind::log, 0.01, 1000},
       4},
      {"eps_m",
       QStringLiteral("ε_m"),
       tr("Model error"),
       tr("max_t E TV(p ‖ p̂) on the states of π_D, in [0, 1]: how wrong the model is where it was trained."),
       {Kind::from_zero, 0, 1},
       6},
      {"eps_pi",
       QStringLiteral("ε_π"),
       tr("Policy shift"),
       tr("max_s TV(π ‖ π_D), in [0, 1]: how far the policy has moved since the data were collected."),
       {Kind::from_zero, 0, 1},
       6},
      {"slope",
       QStringLiteral("d"),
       tr("Error slope"),
       tr("dε_m′/dε_π ≥ 0: how fast the model's error grows as the policy leaves the data. ε_m′ = ε_m + d ε_π, at "
          "most 1."),
       {Kind::square, 0, 4},
       4},
      {"k",
       QStringLiteral("k"),
       tr("Model steps"),
       tr("Model steps of each branched rollout, 0 or more. Drag it here or in the chart."),
       {Kind::count, 0, 500},
       0},
  }};
  return table[static_cast<std::size_t>(quantity)];
}

}  // namespace lab
