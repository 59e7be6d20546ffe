#include "mbpo/measurement_checkpoint.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

#include "mbpo/measurement.h"

namespace mbpo {
namespace {

using Json = nlohmann::json;

template <class State, class Visit>
void visitNumbers(State& state, Visit visit) {
  visit("eps_m", state.eps_m);
  visit("eps_m_pac", state.eps_m_pac);
  visit("eps_m_prime_direct", state.eps_m_prime_direct);
  visit("eps_pi", state.eps_pi);
  visit("model_return", state.model_return);
  visit("branched_return", state.branched_return);
  visit("eps_m_kind", state.eps_m_kind);
  visit("slope_kind", state.slope_kind);
  visit("has_k_star", state.has_k_star);
  visit("diagnostic_steps", state.diagnostic_steps);
  visit("serial", state.serial);
  visit("rows_at_fit", state.rows_at_fit);
  visit("fresh_rows", state.fresh_rows);
}

}  // namespace

Json numberOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

double numberOrNaN(const Json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

Json saveMeasurement(const Measurement& measurement,
                     const std::function<void(const std::string&, const at::Tensor&)>& write) {
  Json json;
  visitNumbers(measurement, [&](const char* name, const auto& value) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>)
      json[name] = numberOrNull(value);
    else
      json[name] = value;
  });
  json["k_star"] = measurement.k_star ? Json(*measurement.k_star) : Json(nullptr);
  json["slope"] = Json::array();
  for (const auto& pair : measurement.slope.pairs()) json["slope"].push_back({pair.eps_pi, pair.excess_error});
  json["due"] = Json::array();
  for (const Estimate estimate : measurement.due) json["due"].push_back(static_cast<int>(estimate));
  json["records"] = Json::array();
  for (const MeasurementRecord& record : measurement.records) json["records"].push_back(toLine(record));
  json["has_fit"] = measurement.holdout.defined();
  if (measurement.holdout.defined()) {
    write("measurement.holdout", measurement.holdout);
    write("measurement.sigma_y", measurement.sigma_y);
  }
  return json;
}

void restoreMeasurement(Measurement& measurement, const Json& json,
                        const std::function<at::Tensor(const std::string&)>& read) {
  visitNumbers(measurement, [&](const char* name, auto& value) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>)
      value = numberOrNaN(json.at(name));
    else
      value = json.at(name).get<std::decay_t<decltype(value)>>();
  });
  if (!json.at("k_star").is_null()) measurement.k_star = json.at("k_star").get<std::int64_t>();
  for (const Json& pair : json.at("slope")) measurement.slope.add({pair.at(0), pair.at(1)});
  for (const Json& estimate : json.at("due")) measurement.due.push_back(static_cast<Estimate>(estimate.get<int>()));
  for (const Json& record : json.at("records")) {
    measurement.records.push_back(measurementFromLine(record.get<std::string>()));
  }
  if (json.at("has_fit")) {
    measurement.holdout = read("measurement.holdout");
    measurement.sigma_y = read("measurement.sigma_y");
  }
}

}  // namespace mbpo
