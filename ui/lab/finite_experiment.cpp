#include "ui/lab/finite_experiment.h"

#include <algorithm>

#include "mdp/learned_model.h"
#include "mdp/named_mdps.h"
#include "mdp/optimal_policy.h"

namespace lab {
namespace {

constexpr double kRounding = 1e-9;  // of r_max/(1−γ)

mdp::Kernel makeModel(const FiniteSpec& spec, const mdp::FiniteMdp& world, const mdp::Policy& behaviour_policy) {
  if (spec.model == FiniteSpec::Model::samples) {
    base::RandomStream random(spec.seed, "laboratory transitions");
    return mdp::fitMaximumLikelihood(mdp::sampleTransitions(world, behaviour_policy, spec.samples, random));
  }
  base::RandomStream random(spec.seed, "laboratory noise");
  return mdp::mix(world.p, mdp::drawDirichletRows(world.p.rows(), world.states(), 1, random), spec.noise);
}

}  // namespace

bool FiniteResult::holds() const {
  return std::ranges::all_of(lines, [](const FiniteLine& line) { return line.holds; });
}

FiniteResult calcFiniteResult(const FiniteSpec& spec) {
  mdp::Experiment experiment{
      .mdp = mdp::makeNamedMdp(spec.world, spec.seed), .p_hat = {}, .policy = {}, .behaviour_policy = {}};
  mdp::FiniteMdp& world = experiment.mdp;
  world.discount = spec.discount;
  base::RandomStream random(spec.seed, "laboratory policy");
  experiment.behaviour_policy = mdp::drawDirichletRows(world.states(), world.actions(), 1, random);
  experiment.p_hat = makeModel(spec, world, experiment.behaviour_policy);
  experiment.policy =
      mdp::mix(experiment.behaviour_policy, mdp::calcOptimalPolicy(world, experiment.p_hat), spec.shift);

  FiniteResult result{.spec = spec,
                      .exact = mdp::calcExactCase(experiment, static_cast<std::size_t>(spec.k_max)),
                      .states = world.states(),
                      .actions = world.actions(),
                      .lines = {}};
  const double rounding = kRounding * bound::calcReturnScale(result.exact.setting);
  for (const mdp::Theorem& theorem : mdp::allTheorems()) {
    FiniteLine line{.theorem = theorem.name, .branched = theorem.branched, .gap = {}, .penalty = {}};
    for (int k = 0; k <= (theorem.branched ? spec.k_max : 0); ++k) {
      line.gap.push_back(theorem.calcGap(result.exact, k));
      line.penalty.push_back(theorem.penalty(result.exact, k));
      line.holds = line.holds && line.gap.back() <= line.penalty.back() + rounding;
    }
    result.lines.push_back(std::move(line));
  }
  return result;
}

}  // namespace lab
