#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench/timing.h"
#include "nn/compute.h"

namespace bench {

/// One piece of work to be timed.
struct Case {
  std::string name;  ///< "sac_update/hopper": stable, what --filter is matched against
  double flops = 0;  ///< of the products that the mathematics asks for; 0: not counted
  double bytes = 0;  ///< memory traffic that no cache can save: inputs, outputs, parameters; 0: not counted
  double rows = 0;   ///< transitions, steps or samples in one repetition; 0: none
  int threads = 1;
  /// Builds what the work needs and returns it; called just before timing, freed just after.
  std::function<std::function<void()>()> prepare;
  Effort effort;
};

/// A case's figures, with the roof that it is held against.
struct Result {
  Case of;
  Timing timing;
  double gflops = 0;         ///< 0: not counted
  double roof_fraction = 0;  ///< of the fp32 roof around it, at its thread count; 0: not counted
  double rows_per_s = 0;     ///< 0: none
  double gbytes_per_s = 0;   ///< of `bytes`; 0: not counted
};

struct Options {
  std::string filter;  ///< part of a name; empty: all
  int threads = 1;     ///< of the team
  nn::Engine engine = nn::Engine::fast;
  nn::Precision precision = nn::Precision::fp32;
};

/// All cases in display order, for these options. Cases that show growth with threads have their own counts.
std::vector<Case> allCases(const Options& options);

/// Measures every case whose name contains the filter; `tell` hears each name before it starts and each result.
/// The roofs come first, as results of their own ("roof/…").
struct Listener {
  std::function<void(const std::string& name)> starts;
  std::function<void(const Result& result)> ends;
};
std::vector<Result> measureAll(const Options& options, const Listener& listener);

}  // namespace bench
