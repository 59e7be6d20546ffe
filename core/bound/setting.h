#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"

namespace bound {

/// A quantity handed to a bound lies outside its range. The message is "eps_m = 1.5 must lie in [0, 1]"; the parts
/// are kept so that a caller can speak of its own name for the quantity.
class RangeError : public base::Error {
 public:
  RangeError(std::string quantity, std::string value, std::string range);
  RangeError(std::string quantity, double value, std::string range);
  RangeError(std::string quantity, std::int64_t value, std::string range);
  const std::string& quantity() const { return quantity_; }
  const std::string& value() const { return value_; }
  const std::string& range() const { return range_; }

 private:
  std::string quantity_, value_, range_;
};

/// What every return bound stands on. Returns are discounted, in reward units, and lie within ± r_max/(1 − γ).
struct Setting {
  double discount = 0.99;  ///< γ in [0, 1)
  double r_max = 1;        ///< bound on |r|, in (0, 1e100]: beyond, a penalty could overflow
};

/// Each throws RangeError unless the value is finite and in range.
void requireSetting(const Setting& setting);
void requireProbability(const char* quantity, double value);  ///< [0, 1]; total variations are probabilities
void requireRolloutLength(std::int64_t k);                    ///< k ≥ 0

/// r_max/(1 − γ), the largest |return|: the unit of a normalised axis, on which all returns lie in [−1, 1].
double calcReturnScale(const Setting& setting);

/// A penalty tells nothing once it spans the whole range of returns: C ≥ 2 r_max/(1 − γ). Throws RangeError for a
/// penalty that is negative or not finite.
bool isVacuous(const Setting& setting, double penalty);

}  // namespace bound
