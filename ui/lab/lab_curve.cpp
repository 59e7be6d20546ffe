#include "ui/lab/lab_curve.h"

namespace lab {

LabCurve calcLabCurve(const LabSetting& setting, std::int64_t k_max) {
  LabCurve curve;
  curve.return_scale = bound::calcReturnScale(boundSetting(setting));
  curve.vacuous_from = 2 * curve.return_scale;
  curve.best = calcBestLength(setting);
  const auto lengths = static_cast<std::size_t>(k_max) + 1;
  for (std::size_t k = 0; k < lengths; ++k) {
    const bound::Penalty penalty = calcPenalty(setting, static_cast<std::int64_t>(k));
    if (k == 0) {
      for (const bound::Term& term : penalty.terms) curve.names.push_back(term.name);
      curve.terms.assign(penalty.terms.size(), std::vector<double>(lengths));
      curve.totals.resize(lengths);
    }
    for (std::size_t i = 0; i < penalty.terms.size(); ++i) curve.terms[i][k] = penalty.terms[i].value;
    curve.totals[k] = penalty.calcTotal();
  }
  return curve;
}

std::int64_t chooseLongest(std::int64_t needed) {
  for (const std::int64_t longest : {20, 50, 100, 200, 500}) {
    if (needed * 8 <= longest * 7) return longest;
  }
  return kLongestShown;
}

}  // namespace lab
