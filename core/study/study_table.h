#pragma once

#include <string>

#include "study/study_result.h"

namespace study {

/// The study as tables for other programs: a header line, numbers that read back exactly, empty where unknown. Partial
/// results give valid tables too.

/// One line per policy: environment, seed, estimator, resolution, transitions (n), policy, updates, kl_*, eps_pi_*,
/// shift_states, eps_m_prime*, rmse*, rows, episodes, return_mean.
std::string pointsCsv(const StudyResult& result);
/// One line per n and error measure: environment, seed, transitions, error, slope, standard_error, intercept, policies,
/// eps_pi_last, fit_epochs, holdout_rmse.
std::string slopesCsv(const StudyResult& result);

}  // namespace study
