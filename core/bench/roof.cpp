#include "bench/roof.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "nn/tensor_view.h"
#include "nn/thread_team.h"

namespace bench {
namespace {

struct Shape {
  const char* name;
  std::int64_t rows, inner, columns;
};

// Batch 256 and the hidden widths of the presets.
constexpr Shape kShapes[]{
    {"256x256x256", 256, 256, 256}, {"256x200x200", 256, 200, 200}, {"256x512x512", 256, 512, 512}};
constexpr int kProductsPerRepetition = 8;          // so that starting the team does not count
constexpr std::size_t kCopiedFloats = 32'000'000;  // 128 MB read and as much written, in all

Result finish(Case of) {
  const auto work = of.prepare();
  Result result{std::move(of), {}, 0, 0, 0, 0};
  result.timing = measureTiming(work, result.of.effort);
  // The roof is what the machine can do, so it is read off the fast repetitions, not off the disturbed ones.
  result.gflops = result.of.flops / result.timing.p10_ms * 1e-6;
  result.gbytes_per_s = result.of.bytes / result.timing.p10_ms * 1e-6;
  return result;
}

Case productCase(const Shape& shape, nn::Precision precision, int threads) {
  Case of;
  of.name = std::string(precision == nn::Precision::fp32 ? "roof/product_fp32/" : "roof/product_bf16/") + shape.name;
  of.threads = threads;
  of.flops = 2.0 * static_cast<double>(shape.rows * shape.inner * shape.columns) * kProductsPerRepetition * threads;
  of.effort = {20, 200, 0.3};
  of.prepare = [shape, precision, threads] {
    struct Operands {
      at::Tensor a, b, c;
    };
    const auto team = std::make_shared<nn::ThreadTeam>(threads);
    std::vector<Operands> operands;
    for (int i = 0; i < threads; ++i) {
      operands.push_back({at::ones({shape.rows, shape.inner}), at::ones({shape.inner, shape.columns}),
                          at::empty({shape.rows, shape.columns})});
    }
    return [=] {
      team->run([&](int member) {
        const Operands& own = operands[static_cast<std::size_t>(member)];
        for (int i = 0; i < kProductsPerRepetition; ++i)
          nn::multiply(nn::viewOf(own.a), nn::viewOf(own.b), nn::viewOf(own.c), precision);
      });
    };
  };
  return of;
}

Case memoryCase(int threads) {
  Case of;
  of.name = "roof/memory";
  of.threads = threads;
  of.bytes = 2.0 * sizeof(float) * static_cast<double>(kCopiedFloats);
  of.effort = {5, 20, 0.5};
  of.prepare = [threads] {
    const auto team = std::make_shared<nn::ThreadTeam>(threads);
    const at::Tensor from = at::ones({static_cast<std::int64_t>(kCopiedFloats)}), to = at::zeros_like(from);
    return [=] {
      team->run([&](int member) {
        const nn::Range part = nn::calcPart(static_cast<std::int64_t>(kCopiedFloats), member, threads);
        std::memcpy(to.data_ptr<float>() + part.first, from.data_ptr<float>() + part.first,
                    static_cast<std::size_t>(part.count) * sizeof(float));
      });
    };
  };
  return of;
}

}  // namespace

std::vector<Result> measureRoofResults(int threads) {
  std::vector<Result> results;
  for (const auto precision : {nn::Precision::fp32, nn::Precision::bf16}) {
    for (const Shape& shape : kShapes) results.push_back(finish(productCase(shape, precision, threads)));
  }
  results.push_back(finish(memoryCase(threads)));
  return results;
}

double measureFp32Roof(int threads) {
  double gflops = 0;
  for (const Shape& shape : kShapes) {
    Case of = productCase(shape, nn::Precision::fp32, threads);
    of.effort = {5, 100, 0.03};
    gflops = std::max(gflops, finish(std::move(of)).gflops);
  }
  return gflops;
}

}  // namespace bench
