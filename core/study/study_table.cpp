#include "study/study_table.h"

#include <array>
#include <charconv>
#include <cmath>

namespace study {
namespace {

std::string text(double value) {
  if (!std::isfinite(value)) return "";
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}
std::string text(std::int64_t value) { return std::to_string(value); }
std::string text(const std::string& value) {
  if (value.find_first_of(",\"\n") == std::string::npos) return value;
  std::string quoted = "\"";
  for (const char c : value) quoted.append(c == '"' ? 2 : 1, c);
  quoted.push_back('"');
  return quoted;
}

template <class... Values>
std::string line(const Values&... values) {
  std::string made;
  const auto add = [&made](const std::string& cell) {
    if (!made.empty()) made.push_back(',');
    made.append(cell);
  };
  (add(text(values)), ...);
  made.push_back('\n');
  return made;
}

}  // namespace

std::string pointsCsv(const StudyResult& result) {
  std::string csv =
      "environment,seed,estimator,resolution,transitions,policy,updates,kl_mean,kl_p95,kl_max,eps_pi_mean,eps_pi_p95,"
      "eps_pi_max,shift_states,eps_m_prime,eps_m_prime_standard_error,eps_m_prime_pac,eps_m_prime_mean,"
      "eps_m_prime_mean_standard_error,rmse,rmse_standard_error,rows,episodes,return_mean\n";
  for (const StudyCurve& curve : result.curves) {
    for (const StudyPoint& p : curve.points) {
      csv += line(result.environment, result.seed, result.estimator, result.resolution, curve.transitions,
                  std::int64_t{p.policy}, p.updates, p.kl_mean, p.kl_p95, p.kl_max, p.eps_pi_mean, p.eps_pi_p95,
                  p.eps_pi_max, result.shift_states, p.eps_m_prime.value, p.eps_m_prime.standard_error,
                  p.eps_m_prime_pac, p.eps_m_prime_mean.value, p.eps_m_prime_mean.standard_error, p.rmse.value,
                  p.rmse.standard_error, p.rows, p.episodes, p.return_mean);
    }
  }
  return csv;
}

std::string slopesCsv(const StudyResult& result) {
  std::string csv =
      "environment,seed,transitions,error,slope,standard_error,intercept,policies,eps_pi_last,fit_epochs,holdout_"
      "rmse\n";
  for (const StudyCurve& curve : result.curves) {
    for (const ErrorMeasure measure : kErrorMeasures) {
      const auto slope = curve.slope(measure);
      if (!slope) continue;
      csv += line(result.environment, result.seed, curve.transitions, std::string(name(measure)), slope->slope,
                  slope->standard_error, slope->intercept, static_cast<std::int64_t>(slope->policies),
                  slope->eps_pi_last, curve.fit_epochs, curve.holdout_rmse);
    }
  }
  return csv;
}

}  // namespace study
