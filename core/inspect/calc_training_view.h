#pragma once

#include <string>
#include <vector>

#include "inspect/training_view.h"
#include "mbpo/frozen_model.h"

namespace inspect {

/// The view of a model's samples. A branch of length L has one row at each step 0 … L − 1, so with n_t rows at step t
/// there are n_{L−1} − n_L branches of length L.
TrainingView calcTrainingView(const mbpo::FrozenModel& model, const std::vector<std::string>& observation_names);

}  // namespace inspect
