#include <ATen/ATen.h>

#include <memory>
#include <vector>

#include "bench/cases.h"
#include "data/mixed_batch.h"
#include "nn/noise.h"

namespace bench {
namespace {

const data::TransitionLayout kHopper{11, 3};
constexpr std::int64_t kBatch = 256;
constexpr int kRepeats = 50;  // a single one is too short for the clock

double rowBytes() { return static_cast<double>(kHopper.width()) * sizeof(float); }

std::shared_ptr<data::ReplayBuffer> filledBuffer(std::int64_t rows) {
  nn::Noise noise(1, "bench");
  const auto buffer = std::make_shared<data::ReplayBuffer>(kHopper, rows);
  const at::Tensor block = noise.normal({1000, kHopper.width()});
  while (buffer->size() < rows) buffer->push(block);
  return buffer;
}

Case sampleCase(const std::string& name, std::int64_t rows) {
  Case of{name, 0, 2 * rowBytes() * kBatch * kRepeats, double{kBatch} * kRepeats, 1, {}, {20, 400, 0.5}};
  of.prepare = [=] {
    const auto buffer = filledBuffer(rows);
    const auto random = std::make_shared<base::RandomStream>(1, "bench");
    const at::Tensor out = at::empty({kBatch, kHopper.width()});
    return [=] {
      for (int i = 0; i < kRepeats; ++i) buffer->sampleInto(out, *random);
    };
  };
  return of;
}

Case mixedCase() {
  Case of{"replay_mixed_batch/hopper",
          0,
          2 * rowBytes() * kBatch * kRepeats,
          double{kBatch} * kRepeats,
          1,
          {},
          {20, 400, 0.5}};
  of.prepare = [] {
    const auto env_buffer = filledBuffer(100'000), model_buffer = filledBuffer(400'000);
    const auto random = std::make_shared<base::RandomStream>(1, "bench");
    return [=] {
      for (int i = 0; i < kRepeats; ++i) data::sampleMixedBatch(*env_buffer, *model_buffer, kBatch, 0.05, *random);
    };
  };
  return of;
}

Case insertCase() {
  constexpr std::int64_t kRows = 100'000;
  Case of{"replay_insert_100k/hopper", 0, 2 * rowBytes() * kRows, double{kRows}, 1, {}, {5, 50, 0.5}};
  of.prepare = [] {
    const auto buffer = filledBuffer(400'000);
    nn::Noise noise(1, "bench");
    const at::Tensor rows = noise.normal({kRows, kHopper.width()});
    return [=] { buffer->push(rows); };
  };
  return of;
}

}  // namespace

std::vector<Case> dataCases() {
  return {sampleCase("replay_sample/rows_1k", 1000), sampleCase("replay_sample/rows_100k", 100'000),
          sampleCase("replay_sample/rows_1m", 1'000'000), mixedCase(), insertCase()};
}

}  // namespace bench
