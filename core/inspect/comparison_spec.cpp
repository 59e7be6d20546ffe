#include "inspect/comparison_spec.h"

#include <algorithm>

#include "base/error.h"

namespace inspect {
namespace {

void requireWithin(const char* what, int value, int low, int high) {
  if (value >= low && value <= high) return;
  throw base::Error(std::string(what) + " " + std::to_string(value) + ": must lie in " + std::to_string(low) + " … " +
                    std::to_string(high));
}

}  // namespace

std::string_view driveName(Drive drive) { return drive == Drive::open_loop ? "open" : "closed"; }

void validate(const ComparisonSpec& spec, int ensemble_members) {
  requireWithin("horizon", spec.horizon, 1, kMaxHorizon);
  requireWithin("samples", spec.samples, 0, kMaxSamples);
  for (const int member : spec.members) requireWithin("member", member, 0, ensemble_members - 1);
  for (std::size_t i = 0; i < spec.members.size(); ++i) {
    if (std::count(spec.members.begin(), spec.members.end(), spec.members[i]) > 1) {
      throw base::Error("member " + std::to_string(spec.members[i]) + " is named twice");
    }
  }
}

}  // namespace inspect
