#include "data/mixed_batch.h"

#include <ATen/ATen.h>

namespace data {

std::int64_t calcRealRows(std::int64_t batch, double real_ratio, std::int64_t model_buffer_size) {
  if (model_buffer_size == 0) return batch;
  return static_cast<std::int64_t>(real_ratio * static_cast<double>(batch));
}

TransitionBatch sampleMixedBatch(const ReplayBuffer& env_buffer, const ReplayBuffer& model_buffer, std::int64_t batch,
                                 double real_ratio, base::RandomStream& random) {
  const std::int64_t real = calcRealRows(batch, real_ratio, model_buffer.size());
  at::Tensor rows = at::empty({batch, env_buffer.layout().width()}, at::kFloat);
  if (real > 0) env_buffer.sampleInto(rows.narrow(0, 0, real), random);
  if (real < batch) model_buffer.sampleInto(rows.narrow(0, real, batch - real), random);
  return TransitionBatch(env_buffer.layout(), rows);
}

}  // namespace data
