#include "study/study_result.h"

namespace study {

std::string_view name(ErrorMeasure measure) {
  switch (measure) {
    case ErrorMeasure::eps_m_prime: return "eps_m_prime";
    case ErrorMeasure::eps_m_prime_mean: return "eps_m_prime_mean";
    case ErrorMeasure::rmse: return "rmse";
  }
  return "?";
}

const Measured& StudyPoint::error(ErrorMeasure measure) const {
  switch (measure) {
    case ErrorMeasure::eps_m_prime: return eps_m_prime;
    case ErrorMeasure::eps_m_prime_mean: return eps_m_prime_mean;
    case ErrorMeasure::rmse: return rmse;
  }
  return eps_m_prime;
}

std::optional<InitialSlope> StudyCurve::slope(ErrorMeasure measure) const {
  std::vector<ShiftedError> policies;
  for (const StudyPoint& point : points) {
    policies.push_back({point.eps_pi_mean, point.error(measure).value, point.error(measure).standard_error});
  }
  return calcInitialSlope(policies);
}

}  // namespace study
