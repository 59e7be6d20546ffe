#include "bench/benchmark.h"

#include <algorithm>
#include <map>

#include "bench/cases.h"
#include "bench/roof.h"
#include "nn/numerics.h"

namespace bench {
namespace {

Result measureCase(const Case& of, const Roof& roof) {
  const auto work = of.prepare();
  Result result{of, measureTiming(work, of.effort), 0, 0, 0, 0};
  const double seconds = result.timing.median_ms * 1e-3;
  result.gflops = of.flops / seconds * 1e-9;
  result.roof_fraction = roof.fp32_gflops > 0 ? result.gflops / roof.fp32_gflops : 0;
  result.rows_per_s = of.rows / seconds;
  result.gbytes_per_s = of.bytes / seconds * 1e-9;
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
  nn::configureNumerics(options.engine == nn::Engine::fast ? 1 : options.threads);
  std::vector<Result> results;
  std::map<int, Roof> roofs;  // by thread count
  const auto roofFor = [&](int threads) -> const Roof& {
    const auto known = roofs.find(threads);
    if (known != roofs.end()) return known->second;
    listener.starts("roof, " + std::to_string(threads) + (threads == 1 ? " thread" : " threads"));
    const auto measured = measureRoofResults(threads);
    if (threads == options.threads) {
      for (const Result& result : measured) {
        results.push_back(result);
        listener.ends(result);
      }
    }
    return roofs.emplace(threads, summariseRoof(measured)).first->second;
  };
  roofFor(options.threads);
  for (const Case& of : allCases(options)) {
    if (of.name.find(options.filter) == std::string::npos) continue;
    const Roof& roof = of.flops > 0 ? roofFor(of.threads) : roofs.at(options.threads);
    listener.starts(of.name);
    results.push_back(measureCase(of, roof));
    listener.ends(results.back());
  }
  return results;
}

}  // namespace bench
