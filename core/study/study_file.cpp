#include "study/study_file.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "study/study_table.h"

namespace study {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }
double number(const Json& json) { return json.is_null() ? std::nan("") : json.get<double>(); }

Json toJson(const Measured& m) { return {{"value", number(m.value)}, {"standard_error", number(m.standard_error)}}; }
Measured measured(const Json& json) { return {number(json.at("value")), number(json.at("standard_error"))}; }

Json toJson(const StudyPoint& p) {
  return {{"policy", p.policy},
          {"updates", p.updates},
          {"kl", {{"mean", number(p.kl_mean)}, {"p95", number(p.kl_p95)}, {"max", number(p.kl_max)}}},
          {"eps_pi", {{"mean", number(p.eps_pi_mean)}, {"p95", number(p.eps_pi_p95)}, {"max", number(p.eps_pi_max)}}},
          {"eps_m_prime", toJson(p.eps_m_prime)},
          {"eps_m_prime_mean", toJson(p.eps_m_prime_mean)},
          {"eps_m_prime_pac", number(p.eps_m_prime_pac)},
          {"rmse", toJson(p.rmse)},
          {"rows", p.rows},
          {"episodes", p.episodes},
          {"return_mean", number(p.return_mean)}};
}

StudyPoint pointFrom(const Json& json) {
  StudyPoint p;
  p.policy = json.at("policy");
  p.updates = json.at("updates");
  p.kl_mean = number(json.at("kl").at("mean"));
  p.kl_p95 = number(json.at("kl").at("p95"));
  p.kl_max = number(json.at("kl").at("max"));
  p.eps_pi_mean = number(json.at("eps_pi").at("mean"));
  p.eps_pi_p95 = number(json.at("eps_pi").at("p95"));
  p.eps_pi_max = number(json.at("eps_pi").at("max"));
  p.eps_m_prime = measured(json.at("eps_m_prime"));
  p.eps_m_prime_mean = measured(json.at("eps_m_prime_mean"));
  p.eps_m_prime_pac = number(json.at("eps_m_prime_pac"));
  p.rmse = measured(json.at("rmse"));
  p.rows = json.at("rows");
  p.episodes = json.at("episodes");
  p.return_mean = number(json.at("return_mean"));
  return p;
}

// For readers of the file; our own recompute them from the points.
Json slopesJson(const StudyCurve& curve) {
  Json slopes = Json::object();
  for (const ErrorMeasure measure : kErrorMeasures) {
    const auto slope = curve.slope(measure);
    slopes[std::string(name(measure))] = slope ? Json{{"slope", slope->slope},
                                                      {"standard_error", slope->standard_error},
                                                      {"intercept", slope->intercept},
                                                      {"policies", slope->policies},
                                                      {"eps_pi_last", slope->eps_pi_last}}
                                               : Json(nullptr);
  }
  return slopes;
}

Json toJson(const StudyCurve& curve) {
  Json points = Json::array();
  for (const StudyPoint& point : curve.points) points.push_back(toJson(point));
  return {{"transitions", curve.transitions},
          {"fit_epochs", curve.fit_epochs},
          {"holdout_rmse", number(curve.holdout_rmse)},
          {"diverged", curve.diverged},
          {"complete", curve.complete},
          {"slopes", slopesJson(curve)},
          {"points", std::move(points)}};
}

StudyCurve curveFrom(const Json& json) {
  StudyCurve curve;
  curve.transitions = json.at("transitions");
  curve.fit_epochs = json.at("fit_epochs");
  curve.holdout_rmse = number(json.at("holdout_rmse"));
  curve.diverged = json.at("diverged");
  curve.complete = json.at("complete");
  for (const Json& point : json.at("points")) curve.points.push_back(pointFrom(point));
  return curve;
}

}  // namespace

std::string toJson(const StudyResult& result) {
  Json curves = Json::array();
  for (const StudyCurve& curve : result.curves) curves.push_back(toJson(curve));
  return Json{{"study", "generalisation"},
              {"format", kFormat},
              {"environment", result.environment},
              {"behaviour", result.behaviour},
              {"seed", result.seed},
              {"estimator", result.estimator},
              {"resolution", result.resolution},
              {"rollout_length", result.rollout_length},
              {"shift_states", result.shift_states},
              {"data_steps", result.data_steps},
              {"diagnostic_steps", result.diagnostic_steps},
              {"complete", result.complete},
              {"curves", std::move(curves)}}
             .dump(2) +
         "\n";
}

StudyResult fromJson(std::string_view json_text, const std::string& source) {
  try {
    const Json json = Json::parse(json_text);
    if (json.at("study") != "generalisation") throw base::Error(source + " is another kind of study");
    if (json.at("format").get<int>() > kFormat) {
      throw base::Error(source + " was written by a newer version of this program: use that one");
    }
    StudyResult result;
    result.environment = json.at("environment");
    result.behaviour = json.at("behaviour");
    result.seed = json.at("seed");
    result.estimator = json.at("estimator");
    result.resolution = json.at("resolution");
    result.rollout_length = json.at("rollout_length");
    result.shift_states = json.at("shift_states");
    result.data_steps = json.at("data_steps");
    result.diagnostic_steps = json.at("diagnostic_steps");
    result.complete = json.at("complete");
    for (const Json& curve : json.at("curves")) result.curves.push_back(curveFrom(curve));
    return result;
  } catch (const Json::exception& error) {
    throw base::Error(source +
                      " is no generalisation study as `mbpo study generalisation --out FILE.json` writes it (" +
                      error.what() + ")");
  }
}

void writeStudy(const StudyResult& result, const std::filesystem::path& file) {
  if (file.extension() == ".json") {
    base::writeFileAtomically(file, toJson(result));
  } else if (file.extension() == ".csv") {
    base::writeFileAtomically(file, pointsCsv(result));
    base::writeFileAtomically(slopesFile(file), slopesCsv(result));
  } else {
    throw base::Error(file.string() + ": a study is written as .csv or .json");
  }
}

StudyResult readStudy(const std::filesystem::path& json_file) {
  return fromJson(base::readFile(json_file), json_file.string());
}

std::filesystem::path slopesFile(const std::filesystem::path& points_file) {
  std::filesystem::path file = points_file;
  return file.replace_filename(points_file.stem().string() + "_slopes" + points_file.extension().string());
}

}  // namespace study
