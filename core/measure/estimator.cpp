#include "measure/estimator.h"

namespace measure {

std::string_view name(ShiftEstimator estimator) {
  switch (estimator) {
    case ShiftEstimator::pinsker: return "pinsker";
    case ShiftEstimator::combined: return "combined";
    case ShiftEstimator::monte_carlo: return "monte_carlo";
  }
  return "";
}

std::string_view name(ModelErrorEstimator estimator) {
  switch (estimator) {
    case ModelErrorEstimator::resolution_tv: return "resolution_tv";
    case ModelErrorEstimator::pinsker_nll: return "pinsker_nll";
    case ModelErrorEstimator::ensemble_tv: return "ensemble_tv";
  }
  return "";
}

std::string_view name(ReturnEstimator estimator) {
  switch (estimator) {
    case ReturnEstimator::true_return: return "true_return";
    case ReturnEstimator::model_return: return "model_return";
    case ReturnEstimator::branched_return: return "branched_return";
  }
  return "";
}

std::string_view name(Aggregation aggregation) {
  switch (aggregation) {
    case Aggregation::max: return "max";
    case Aggregation::p95: return "p95";
    case Aggregation::mean: return "mean";
  }
  return "";
}

}  // namespace measure
