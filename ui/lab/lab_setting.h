#pragma once

#include <QJsonObject>
#include <cstdint>
#include <optional>

#include "bound/penalty.h"
#include "bound/setting.h"
#include "ui/lab/quantity.h"
#include "ui/lab/theorem.h"

namespace lab {

/// Everything that a bound is made of; a plain value. Always within the ranges of quantityInfo.
struct LabSetting {
  double discount = 0.95;  ///< γ in [0, 0.999]
  double r_max = 1;        ///< reward units, [0.01, 1000]
  double eps_m = 0.02;     ///< [0, 1]
  double eps_pi = 0.1;     ///< [0, 1]
  double slope = 0.2;      ///< d in [0, 4]
  std::int64_t k = 5;      ///< model steps, [0, 500]
  Theorem theorem = Theorem::theorem_4_3;

  bool operator==(const LabSetting&) const = default;
};

double valueOf(const LabSetting& setting, Quantity quantity);
/// With one quantity changed, brought into its range; a value that is no number changes nothing.
LabSetting withValue(LabSetting setting, Quantity quantity, double value);

QJsonObject toJson(const LabSetting& setting);
/// Brought into range; what is missing or no number is as in a default setting.
LabSetting settingFromJson(const QJsonObject& json);

/// The best k of the shown theorem.
struct BestLength {
  enum class Kind { none, finite, unbounded };  ///< none: the theorem has no k; unbounded: C falls for ever
  Kind kind = Kind::none;
  std::int64_t k = 0;

  bool operator==(const BestLength&) const = default;
};

bound::Setting boundSetting(const LabSetting& setting);
double calcEpsMPrime(const LabSetting& setting);  ///< ε_m + d ε_π, at most 1
bound::Penalty calcPenalty(const LabSetting& setting, std::int64_t k);
/// 4.3: k*; 4.2: 0, as its C never falls; 4.1: none.
BestLength calcBestLength(const LabSetting& setting);
/// k* of Theorem 4.3 whatever theorem is shown: the phase diagram's quantity.
BestLength calcKStar(const LabSetting& setting);

}  // namespace lab
