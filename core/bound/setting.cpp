#include "bound/setting.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace bound {
namespace {

constexpr double kLargestRMax = 1e100;  // times 1/(1 − γ)² ≤ 1e32 this is far from overflow

std::string text(double value) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);  // shortest exact text
  return {buffer.data(), end};
}

}  // namespace

RangeError::RangeError(std::string quantity, std::string value, std::string range)
    : Error(quantity + " = " + value + " must lie in " + range),
      quantity_(std::move(quantity)),
      value_(std::move(value)),
      range_(std::move(range)) {}

RangeError::RangeError(std::string quantity, double value, std::string range)
    : RangeError(std::move(quantity), text(value), std::move(range)) {}

RangeError::RangeError(std::string quantity, std::int64_t value, std::string range)
    : RangeError(std::move(quantity), std::to_string(value), std::move(range)) {}

// Each condition is written so that NaN fails it.
void requireSetting(const Setting& setting) {
  if (!(setting.discount >= 0 && setting.discount < 1)) throw RangeError("gamma", setting.discount, "[0, 1)");
  if (!(setting.r_max > 0 && setting.r_max <= kLargestRMax)) throw RangeError("r_max", setting.r_max, "(0, 1e100]");
}

void requireProbability(const char* quantity, double value) {
  if (!(value >= 0 && value <= 1)) throw RangeError(quantity, value, "[0, 1]");
}

void requireRolloutLength(std::int64_t k) {
  if (k < 0) throw RangeError("k", k, "[0, ∞)");
}

double calcReturnScale(const Setting& setting) {
  requireSetting(setting);
  return setting.r_max / (1 - setting.discount);
}

bool isVacuous(const Setting& setting, double penalty) {
  if (!(penalty >= 0 && std::isfinite(penalty))) throw RangeError("penalty", penalty, "[0, ∞)");
  return penalty >= 2 * calcReturnScale(setting);
}

}  // namespace bound
