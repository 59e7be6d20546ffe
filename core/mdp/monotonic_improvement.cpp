#include "mdp/monotonic_improvement.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "bound/rollout_length.h"
#include "bound/theorem_4_1.h"
#include "bound/theorem_4_3.h"
#include "mdp/exact_error.h"
#include "mdp/exact_return.h"
#include "mdp/learned_model.h"
#include "mdp/optimal_policy.h"
#include "mdp/policy.h"

namespace mdp {
namespace {

constexpr auto kPublished = bound::Theorem43Form::as_published;
constexpr std::int64_t kLongestRollout = 1000;  // where k* is larger or unbounded

void requireOptions(const ImprovementOptions& options) {
  if (options.iterations < 1)
    throw bound::RangeError("iterations", static_cast<std::int64_t>(options.iterations), "[1, ∞)");
  if (options.samples < 1) throw bound::RangeError("samples", options.samples, "[1, ∞)");
  if (!(options.confidence > 0 && options.confidence < 1)) {
    throw bound::RangeError("confidence", options.confidence, "(0, 1)");
  }
}

std::vector<double> candidateAlphas() {
  constexpr int kPerDecade = 25, kDecades = 4;
  std::vector<double> alphas{0};
  for (int i = -kPerDecade * kDecades; i <= 0; ++i)
    alphas.push_back(std::pow(10.0, static_cast<double>(i) / kPerDecade));
  return alphas;
}

/// What the learner has in hand within one iteration.
struct Evidence {
  const FiniteMdp& mdp;
  const Policy& policy;     ///< π, which is π_D
  const Policy& candidate;  ///< optimal in p̂
  const Kernel& p_hat;
  Vector tv;     ///< TV(p ‖ p̂) or its upper bound, [S·A]
  double eps_m;  ///< of tv, under π_D
};

double calcPenalty(const bound::Setting& setting, Certificate certificate, const ImprovementStep& step) {
  using enum Certificate;
  switch (certificate) {
    case theorem_4_1: return bound::calcTheorem41(setting, step.eps_m, step.eps_pi).calcTotal();
    case coupled_theorem_4_1: return bound::calcCoupledTheorem41(setting, step.eps_m, step.eps_pi).calcTotal();
    case on_policy_theorem_4_1: return bound::calcTheorem41(setting, step.eps_m_prime, 0).calcTotal();
    case theorem_4_3:
      return bound::calcTheorem43(setting, step.eps_m_prime, step.eps_pi, step.rollout_length, kPublished).calcTotal();
  }
  return std::numeric_limits<double>::infinity();  // no certificate at all
}

/// The bound at one α; the true returns are filled in by the caller.
ImprovementStep calcStep(const Evidence& evidence, Certificate certificate, double alpha) {
  const FiniteMdp& mdp = evidence.mdp;
  const bound::Setting setting{mdp.discount, mdp.calcRMax()};
  const Policy mixture = mix(evidence.policy, evidence.candidate, alpha);
  ImprovementStep step{.alpha = alpha, .eps_m = evidence.eps_m};
  step.eps_m_prime = calcExpectedTv(mdp, mixture, evidence.tv);
  step.eps_pi = std::min(1.0, calcEpsPi(mixture, evidence.policy));
  if (certificate == Certificate::theorem_4_3) {
    const auto k_star = bound::calcOptimalRolloutLength(setting.discount, step.eps_m_prime, step.eps_pi);
    const std::int64_t k = std::min(k_star.value_or(kLongestRollout), kLongestRollout);
    step.rollout_length = k;
    step.model_return =
        calcBranchedReturns(mdp, evidence.p_hat, mixture, evidence.policy, static_cast<std::size_t>(k)).back();
  } else {
    step.model_return = calcReturn(mdp, evidence.p_hat, mixture);
  }
  step.penalty = calcPenalty(setting, certificate, step);
  step.lower_bound = step.model_return - step.penalty;
  return step;
}

}  // namespace

std::vector<ImprovementStep> improveMonotonically(const FiniteMdp& mdp, const ImprovementOptions& options) {
  requireOptions(options);
  // Union bound: every iteration's error bound holds at once.
  const double confidence = 1 - (1 - options.confidence) / options.iterations;
  const double rounding = 1e-12 * mdp.calcRMax() / (1 - mdp.discount);
  base::RandomStream random(options.seed, "laboratory samples");
  Policy policy = makeUniformPolicy(mdp);
  std::vector<ImprovementStep> steps;
  for (int i = 0; i < options.iterations; ++i) {
    const TransitionCounts counts = sampleTransitions(mdp, policy, options.samples, random);
    const Kernel p_hat = fitMaximumLikelihood(counts);
    const Policy candidate = calcOptimalPolicy(mdp, p_hat);
    const Vector tv =
        options.model_error == ModelErrorSource::pac ? calcPacTv(counts, confidence) : calcRowTv(mdp.p, p_hat);
    const Evidence evidence{mdp, policy, candidate, p_hat, tv, calcExpectedTv(mdp, policy, tv)};
    ImprovementStep best;
    for (const double alpha : candidateAlphas()) {
      const ImprovementStep step = calcStep(evidence, options.certificate, alpha);
      if (alpha == 0 || step.lower_bound > best.lower_bound) best = step;
    }
    best.true_return = calcReturn(mdp, mdp.p, policy);
    best.certified = best.lower_bound > best.true_return + rounding;
    if (best.certified) policy = mix(policy, candidate, best.alpha);
    best.true_return_after = calcReturn(mdp, mdp.p, policy);
    steps.push_back(best);
  }
  return steps;
}

}  // namespace mdp
