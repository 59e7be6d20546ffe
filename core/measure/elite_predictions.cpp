#include "measure/elite_predictions.h"

#include <ATen/ATen.h>

#include <vector>

namespace measure {

ElitePredictions predictElites(const model::GaussianEnsemble& ensemble, const at::Tensor& x) {
  std::vector<at::Tensor> means, stds;
  for (const std::int64_t member : ensemble.elites) {
    const auto prediction = ensemble.predictMember(member, x);
    means.push_back(prediction.mean);
    stds.push_back(prediction.std);
  }
  return {at::stack(means), at::stack(stds)};
}

}  // namespace measure
