#include "mdp/tight_family.h"

#include <cmath>

namespace mdp {
namespace {

constexpr std::size_t kFirst = 0, kSecond = 1;  // the start and the other state
constexpr std::size_t kStay = 0, kTry = 1;      // π_D always stays
constexpr std::size_t kActions = 2;

/// Everything stays as it is, π = π_D = stay; the start earns `reward`, the other state −reward, whatever the action.
Experiment makeStandstill(double discount, double reward) {
  FiniteMdp mdp{.name = "two states",
                .discount = discount,
                .start = {1, 0},
                .p = Kernel(2 * kActions, 2),
                .reward = Matrix(2, kActions)};
  for (const std::size_t s : {kFirst, kSecond}) {
    for (const std::size_t a : {kStay, kTry}) {
      mdp.p(s * kActions + a, s) = 1;
      mdp.reward(s, a) = s == kFirst ? reward : -reward;
    }
  }
  Policy stay(2, kActions);
  for (const std::size_t s : {kFirst, kSecond}) stay(s, kStay) = 1;
  return {mdp, mdp.p, stay, stay};
}

/// Lets (first, a) lead to the second state with the given probability.
void leave(Kernel& p, std::size_t a, double probability) {
  p(kFirst * kActions + a, kFirst) = 1 - probability;
  p(kFirst * kActions + a, kSecond) = probability;
}

void tryWithProbability(Policy& policy, double probability) {
  policy(kFirst, kStay) = 1 - probability;
  policy(kFirst, kTry) = probability;
}

}  // namespace

Experiment makeTightExperiment(TightFamily family, double discount, double epsilon) {
  const bool starts_poor = family == TightFamily::unseen_action;
  Experiment experiment = makeStandstill(discount, starts_poor ? -1 : 1);
  switch (family) {
    case TightFamily::wrong_model: leave(experiment.p_hat, kStay, epsilon); break;
    case TightFamily::shifted_policy:
      leave(experiment.mdp.p, kTry, 1);
      experiment.p_hat = experiment.mdp.p;
      experiment.mdp.reward(kFirst, kTry) = -1;
      tryWithProbability(experiment.policy, epsilon);
      break;
    case TightFamily::unseen_action:
      leave(experiment.mdp.p, kTry, 1);
      tryWithProbability(experiment.policy, epsilon);
      break;
  }
  check(experiment.mdp);
  return experiment;
}

// At γ = 1/2: 1/(1−γ) = 2, 1/(1−γ)² = 4. Gaps and penalties in units of 2 r_max ε:
//   wrong_model     full: γ·4 = 2;  k = 2: γ(1−γ²)·4 = 3/2
//   shifted_policy  k = 0: 4;       k = 2: γ³·4 = 1/2
//   unseen_action   full and every k: γ·4 = 2
const std::vector<SharpnessClaim>& sharpnessClaims() {
  using enum TightFamily;
  static const std::vector<SharpnessClaim> claims{
      {"4.1", wrong_model, 0, 1},                     // γ·4 = 2
      {"4.1", unseen_action, 0, 2.0 / 8},             // 2·γ·4 + 2·2 = 8
      {"4.1-coupled", wrong_model, 0, 1},             // γ·4 = 2
      {"4.1-coupled", unseen_action, 0, 1},           // γ·4 = 2
      {"4.1-on-policy", unseen_action, 0, 1},         // γ·4 = 2
      {"4.2", wrong_model, 2, 1.5 / 4},               // 2·2 = 4
      {"4.2", shifted_policy, 0, 4.0 / 8},            // γ·4 + 3·2 = 8
      {"4.2", shifted_policy, 2, 0.5 / 13},           // γ³·4 + (1/4 + 2)·2 + 2·2·2 = 13
      {"4.3", wrong_model, 2, 1.5 / 4},               // 2·2 = 4
      {"4.3", shifted_policy, 0, 4.0 / 8},            // γ·4 + 3·2 = 8
      {"4.3", shifted_policy, 2, 0.5 / 5},            // γ³·4 + (1/4 + 2)·2 = 5
      {"4.3", unseen_action, 2, 2.0 / 9},             // 5 + 2·2 = 9
      {"4.3-published", wrong_model, 2, 1.5 / 4},     // 2·2 = 4
      {"4.3-published", shifted_policy, 0, 1},        // γ·4 + 2 = 4
      {"4.3-published", shifted_policy, 2, 0.5 / 1},  // γ³·4 + 2/4 = 1
      {"4.3-published", unseen_action, 2, 2.0 / 5},   // 1 + 2·2 = 5
      {"4.3-coupled", wrong_model, 2, 1},             // γ(1−γ²)·4 = 3/2
      {"4.3-coupled", shifted_policy, 0, 1},          // γ·4 + 2 = 4
      {"4.3-coupled", shifted_policy, 2, 1},          // γ³·4 = 1/2
      {"4.3-coupled", unseen_action, 2, 1},           // γ³·4 + γ(1−γ²)·4 = 2
  };
  return claims;
}

double calcShare(const Theorem& theorem, const SharpnessClaim& claim) {
  constexpr double kDiscount = 0.5, kEpsilon = 1e-6;
  const ExactCase exact =
      calcExactCase(makeTightExperiment(claim.family, kDiscount, kEpsilon), static_cast<std::size_t>(claim.k));
  return theorem.calcGap(exact, claim.k) / theorem.penalty(exact, claim.k);
}

bool isMet(const SharpnessClaim& claim, double share) { return std::abs(share - claim.share) <= 1e-3 * claim.share; }

}  // namespace mdp
