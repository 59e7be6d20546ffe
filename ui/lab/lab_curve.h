#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ui/lab/lab_setting.h"

namespace lab {

/// C(k) of one setting for k = 0 … k_max with its terms apart, in reward units. A plain value.
struct LabCurve {
  std::vector<std::string_view> names;     ///< of the terms, in the theorem's order
  std::vector<std::vector<double>> terms;  ///< [term][k]
  std::vector<double> totals;              ///< [k], their sum
  double return_scale = 1;                 ///< r_max/(1−γ)
  double vacuous_from = 2;                 ///< 2 r_max/(1−γ): a C this large says nothing
  BestLength best;

  std::int64_t longest() const { return static_cast<std::int64_t>(totals.size()) - 1; }
};

/// k_max ≥ 0. Theorem 4.1 has no k: its terms are the same everywhere.
LabCurve calcLabCurve(const LabSetting& setting, std::int64_t k_max);

/// How far a chart of C(k) reaches so that `needed` lies well inside: 20, 50, 100, 200, 500 or 1000.
std::int64_t chooseLongest(std::int64_t needed);
inline constexpr std::int64_t kLongestShown = 1000;

}  // namespace lab
