#include "ui/lab/lab_setting.h"

#include <algorithm>
#include <cmath>

#include "bound/rollout_length.h"
#include "bound/theorem_4_3.h"
#include "mbpo/return_bound.h"

namespace lab {

double valueOf(const LabSetting& setting, Quantity quantity) {
  switch (quantity) {
    case Quantity::discount: return setting.discount;
    case Quantity::r_max: return setting.r_max;
    case Quantity::eps_m: return setting.eps_m;
    case Quantity::eps_pi: return setting.eps_pi;
    case Quantity::slope: return setting.slope;
    case Quantity::k: return static_cast<double>(setting.k);
  }
  return 0;
}

LabSetting withValue(LabSetting setting, Quantity quantity, double value) {
  if (std::isnan(value)) return setting;
  const QuantityScale& scale = quantityInfo(quantity).scale;
  const double v = std::clamp(value, scale.minimum, scale.maximum);
  switch (quantity) {
    case Quantity::discount: setting.discount = v; break;
    case Quantity::r_max: setting.r_max = v; break;
    case Quantity::eps_m: setting.eps_m = v; break;
    case Quantity::eps_pi: setting.eps_pi = v; break;
    case Quantity::slope: setting.slope = v; break;
    case Quantity::k: setting.k = std::llround(v); break;
  }
  return setting;
}

bound::Setting boundSetting(const LabSetting& setting) { return {setting.discount, setting.r_max}; }

double calcEpsMPrime(const LabSetting& setting) {
  return bound::calcLinearEpsMPrime(setting.eps_m, setting.slope, setting.eps_pi);
}

bound::Penalty calcPenalty(const LabSetting& setting, std::int64_t k) {
  const mbpo::BoundErrors errors{setting.eps_m, calcEpsMPrime(setting), setting.eps_pi};
  return mbpo::calcPenalty(std::string(theoremKey(setting.theorem)), boundSetting(setting), errors, k);
}

BestLength calcKStar(const LabSetting& setting) {
  const auto k_star = bound::calcOptimalRolloutLength(setting.discount, calcEpsMPrime(setting), setting.eps_pi);
  if (!k_star) return {BestLength::Kind::unbounded, 0};
  return {BestLength::Kind::finite, *k_star};
}

BestLength calcBestLength(const LabSetting& setting) {
  if (!hasRolloutLength(setting.theorem)) return {};
  if (!usesEpsMPrime(setting.theorem)) return {BestLength::Kind::finite, 0};
  return calcKStar(setting);
}

QJsonObject toJson(const LabSetting& setting) {
  const std::string_view theorem = theoremKey(setting.theorem);
  QJsonObject json{{QStringLiteral("theorem"), QLatin1String(theorem.data(), static_cast<qsizetype>(theorem.size()))}};
  for (const Quantity quantity : kQuantities) {
    json[QLatin1String(quantityInfo(quantity).key)] = valueOf(setting, quantity);
  }
  return json;
}

LabSetting settingFromJson(const QJsonObject& json) {
  LabSetting setting;
  setting.theorem = findTheorem(json[QStringLiteral("theorem")].toString()).value_or(setting.theorem);
  for (const Quantity quantity : kQuantities) {
    const QJsonValue value = json[QLatin1String(quantityInfo(quantity).key)];
    if (value.isDouble()) setting = withValue(setting, quantity, value.toDouble());
  }
  return setting;
}

}  // namespace lab
