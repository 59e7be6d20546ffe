#include "bench/benchmark.h"

#include "bench/cases.h"
#include "bench/roof.h"
#include "nn/numerics.h"

namespace bench {
namespace {

Result measureCase(const Case& of) {
  const auto work = of.prepare();
  const double roof_before = of.flops > 0 ? measureFp32Roof(of.threads) : 0;
  Result result{of, measureTiming(work, of.effort), 0, 0, 0, 0};
  const double seconds = result.timing.median_ms * 1e-3;
  result.rows_per_s = of.rows / seconds;
  result.gbytes_per_s = of.bytes / seconds * 1e-9;
  if (of.flops > 0) {
    result.gflops = of.flops / seconds * 1e-9;
    result.roof_fraction = result.gflops / (0.5 * (roof_before + measureFp32Roof(of.threads)));
  }
  return result;
}

}  // namespace

std::vector<Case> allCases(const Options& options) {
  std::vector<Case> cases;
  for (const auto& part :
       {learningCases(options), rolloutCases(options), dataCases(), environmentCases(), runCases(options)}) {
    cases.insert(cases.end(), part.begin(), part.end());
  }
  return cases;
}

std::vector<Result> measureAll(const Options& options, const Listener& listener) {
  nn::configureNumerics(options.engine, options.threads);
  std::vector<Result> results;
  listener.starts("roof");
  for (const Result& result : measureRoofResults(options.threads)) {
    results.push_back(result);
    listener.ends(result);
  }
  for (const Case& of : allCases(options)) {
    if (of.name.find(options.filter) == std::string::npos) continue;
    listener.starts(of.name);
    results.push_back(measureCase(of));
    listener.ends(results.back());
  }
  return results;
}

}  // namespace bench
