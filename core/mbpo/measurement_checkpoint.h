#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace mbpo {

struct Measurement;

/// Stage 6's part of a checkpoint (version 2 on). An estimate at work is not saved but its random numbers at its start
/// are, by checkpoint.cpp: it is begun again and ends the same.
nlohmann::json saveMeasurement(const Measurement& measurement,
                               const std::function<void(const std::string&, const at::Tensor&)>& write);
void restoreMeasurement(Measurement& measurement, const nlohmann::json& json,
                        const std::function<at::Tensor(const std::string&)>& read);

/// Numbers that JSON cannot write become null.
nlohmann::json numberOrNull(double value);
double numberOrNaN(const nlohmann::json& value);

}  // namespace mbpo
