#include "bound/divergence.h"

#include <algorithm>
#include <cmath>

#include "bound/setting.h"

namespace bound {
namespace {

void requireKl(double kl) {
  if (!(kl >= 0)) throw RangeError("kl", kl, "[0, ∞]");
}

}  // namespace

double calcPinskerTv(double kl) {
  requireKl(kl);
  return std::min(1.0, std::sqrt(kl / 2));
}

double calcBretagnolleHuberTv(double kl) {
  requireKl(kl);
  return std::sqrt(-std::expm1(-kl));  // 1 − e^{−KL} without cancellation at small KL
}

double calcTvBound(double kl) { return std::min(calcPinskerTv(kl), calcBretagnolleHuberTv(kl)); }

}  // namespace bound
