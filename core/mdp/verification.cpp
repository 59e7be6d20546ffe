#include "mdp/verification.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

#include "mdp/learned_model.h"
#include "mdp/tight_family.h"

namespace mdp {
namespace {

constexpr double kRounding = 1e-9;  // of returns and penalties, in units of r_max/(1−γ)

double drawLogUniform(double low, double high, base::RandomStream& random) {
  return low * std::pow(high / low, random.uniform());
}

/// Growing knowledge about one theorem. Merging is order-independent, so threads may share the work in any way.
struct Tally {
  std::int64_t violations = 0;
  double minimum_slack = std::numeric_limits<double>::infinity();
  std::vector<float> tightness;  // float: only ever sorted and shown

  void add(double gap, double penalty) {
    if (!(gap <= penalty + kRounding)) ++violations;  // NaN counts as a violation
    minimum_slack = std::min(minimum_slack, penalty - gap);
    if (penalty > kRounding) tightness.push_back(static_cast<float>(gap / penalty));
  }

  void merge(const Tally& other) {
    violations += other.violations;
    minimum_slack = std::min(minimum_slack, other.minimum_slack);
    tightness.insert(tightness.end(), other.tightness.begin(), other.tightness.end());
  }
};

double takeMedian(std::vector<float>& values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void addCase(const Experiment& experiment, int k_max, const std::vector<Theorem>& theorems,
             std::vector<Tally>& tallies) {
  const ExactCase exact = calcExactCase(experiment, static_cast<std::size_t>(k_max));
  const double unit = bound::calcReturnScale(exact.setting);
  for (std::size_t i = 0; i < theorems.size(); ++i) {
    for (int k = 0; k <= (theorems[i].branched ? k_max : 0); ++k) {
      tallies[i].add(theorems[i].calcGap(exact, k) / unit, theorems[i].penalty(exact, k) / unit);
    }
  }
}

std::vector<Tally> tallyRandom(const VerificationOptions& options, const std::vector<Theorem>& theorems,
                               const std::function<void(std::int64_t)>& progress) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned threads = options.threads > 0 ? static_cast<unsigned>(options.threads) : cores;
  std::atomic<std::int64_t> next = 0;
  std::vector<std::vector<Tally>> parts(threads, std::vector<Tally>(theorems.size()));
  const auto work = [&](std::vector<Tally>& part, bool tells) {
    for (std::int64_t i = next++; i < options.mdps; i = next++) {
      addCase(makeRandomExperiment(options.seed, i), options.k_max, theorems, part);
      if (tells && progress) progress(i + 1);
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned t = 1; t < threads; ++t) workers.emplace_back(work, std::ref(parts[t]), false);
    work(parts[0], true);
  }
  for (unsigned t = 1; t < threads; ++t) {
    for (std::size_t i = 0; i < theorems.size(); ++i) parts[0][i].merge(parts[t][i]);
  }
  return std::move(parts[0]);
}

std::vector<Tally> tallyTight(int k_max, const std::vector<Theorem>& theorems) {
  std::vector<Tally> tallies(theorems.size());
  for (const TightFamily family : kTightFamilies) {
    for (const double discount : {0.5, 0.9, 0.99}) {
      addCase(makeTightExperiment(family, discount, 1e-3 * (1 - discount)), k_max, theorems, tallies);
    }
  }
  return tallies;
}

void checkSharpness(const Theorem& theorem, TheoremReport& report) {
  for (const SharpnessClaim& claim : sharpnessClaims()) {
    if (claim.theorem != theorem.name) continue;
    ++report.sharpness_claims;
    if (!isMet(claim, calcShare(theorem, claim))) ++report.sharpness_failures;
  }
}

void requireOptions(const VerificationOptions& options, std::size_t theorems) {
  if (options.k_max < 0) throw bound::RangeError("k_max", static_cast<std::int64_t>(options.k_max), "[0, ∞)");
  const std::int64_t most =
      kMostCases / (options.k_max + 1) / static_cast<std::int64_t>(std::max<std::size_t>(1, theorems));
  if (most < 1)
    throw bound::RangeError("k_max", static_cast<std::int64_t>(options.k_max),
                            "[0, " + std::to_string(kMostCases) + ")");
  if (options.mdps < 1 || options.mdps > most) {
    throw bound::RangeError("mdps", options.mdps, "[1, " + std::to_string(most) + "] at this k_max");
  }
}

}  // namespace

Experiment makeRandomExperiment(std::uint64_t seed, std::int64_t index) {
  base::RandomStream random(seed, "laboratory experiment " + std::to_string(index));
  constexpr double kDiscounts[] = {0, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99};
  const RandomMdpSpec spec{.states = 2 + random.below(5),
                           .actions = 2 + random.below(3),
                           .discount = kDiscounts[random.below(std::size(kDiscounts))],
                           .concentration = drawLogUniform(0.05, 5, random),
                           .reward_scale = drawLogUniform(0.1, 10, random)};
  Experiment experiment{.mdp = makeRandomMdp(spec, random), .p_hat = {}, .policy = {}, .behaviour_policy = {}};
  const double policy_concentration = drawLogUniform(0.05, 5, random);
  experiment.behaviour_policy = drawDirichletRows(spec.states, spec.actions, policy_concentration, random);
  const Policy other = drawDirichletRows(spec.states, spec.actions, policy_concentration, random);
  const double shift = random.below(8) == 0 ? 0 : drawLogUniform(1e-3, 1, random);
  experiment.policy = mix(experiment.behaviour_policy, other, shift);
  if (random.below(2) == 0) {
    const Kernel noise = drawDirichletRows(spec.states * spec.actions, spec.states, spec.concentration, random);
    experiment.p_hat = mix(experiment.mdp.p, noise, drawLogUniform(1e-3, 1, random));
  } else {
    const auto samples = static_cast<std::int64_t>(drawLogUniform(1, 1e4, random));
    experiment.p_hat =
        fitMaximumLikelihood(sampleTransitions(experiment.mdp, experiment.behaviour_policy, samples, random));
  }
  return experiment;
}

std::vector<TheoremReport> verify(const VerificationOptions& options, const std::vector<Theorem>& theorems,
                                  const std::function<void(std::int64_t)>& progress) {
  requireOptions(options, theorems.size());
  std::vector<Tally> random = tallyRandom(options, theorems, progress);
  std::vector<Tally> tight = tallyTight(options.k_max, theorems);
  std::vector<TheoremReport> reports;
  for (std::size_t i = 0; i < theorems.size(); ++i) {
    const std::int64_t lengths = theorems[i].branched ? options.k_max + 1 : 1;
    TheoremReport report{.theorem = theorems[i].name,
                         .cases = options.mdps * lengths,
                         .tight_cases = static_cast<std::int64_t>(3 * std::size(kTightFamilies)) * lengths};
    report.median_tightness = takeMedian(random[i].tightness);
    random[i].merge(tight[i]);
    report.violations = random[i].violations;
    report.minimum_slack = random[i].minimum_slack;
    for (const float tightness : random[i].tightness) {
      report.largest_tightness = std::max(report.largest_tightness, static_cast<double>(tightness));
    }
    checkSharpness(theorems[i], report);
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace mdp
