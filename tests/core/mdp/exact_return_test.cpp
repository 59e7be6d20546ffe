#include "mdp/exact_return.h"

#include <QtTest>
#include <cmath>

#include "mdp/theorem.h"
#include "mdp/verification.h"

using mdp::Experiment;
using mdp::Vector;

namespace {

bool near(double a, double b, double scale = 1) { return std::abs(a - b) <= 1e-11 * (scale + std::abs(b)); }

/// ν̂_branch(k) straight from its definition: each time's state distribution, until γ^t is gone.
double simulateBranched(const Experiment& e, int k) {
  const mdp::Matrix real = mdp::calcStateTransitions(e.mdp.p, e.behaviour_policy);
  const mdp::Matrix model = mdp::calcStateTransitions(e.p_hat, e.policy);
  const Vector reward = mdp::calcExpectedRewards(e.mdp.reward, k == 0 ? e.behaviour_policy : e.policy);
  double total = 0, weight = 1;
  Vector before = e.mdp.start;  // π_D's distribution at t − min(t, k)
  for (int t = 0; weight > 1e-18; ++t, weight *= e.mdp.discount) {
    if (t > k) before = mdp::multiplyLeft(before, real);
    Vector states = before;
    for (int j = 0; j < std::min(t, k); ++j) states = mdp::multiplyLeft(states, model);
    total += weight * mdp::dot(states, reward);
    if (e.mdp.discount == 0) break;
  }
  return total;
}

/// Stays in the first state with probability 1/2, else falls into the second for good; +1 and −1; γ = 1/2.
Experiment makeFalling() {
  mdp::FiniteMdp world{
      .name = "falling", .discount = 0.5, .start = {1, 0}, .p = mdp::Kernel(2, 2), .reward = mdp::Matrix(2, 1)};
  world.p(0, 0) = world.p(0, 1) = 0.5;
  world.p(1, 1) = 1;
  world.reward(0, 0) = 1;
  world.reward(1, 0) = -1;
  const mdp::Policy only(2, 1, 1.0);
  return {world, world.p, only, only};
}

}  // namespace

class ExactReturnTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // v₂ = −1/(1−½) = −2; v₁ = 1 + ½(½ v₁ + ½ v₂) = ½ + ¼ v₁, so v₁ = 2/3.
  void fallingByHand() {
    const Experiment e = makeFalling();
    QVERIFY(near(mdp::calcReturn(e.mdp, e.mdp.p, e.policy), 2.0 / 3));
    // Occupancy of the first state: Σ (γ/2)^t = 1/(1 − ¼) = 4/3; of both: 1/(1−γ) = 2.
    const Vector x = mdp::solveOccupancy(mdp::calcStateTransitions(e.mdp.p, e.policy), 0.5, e.mdp.start);
    QVERIFY(near(x[0], 4.0 / 3) && near(x[1], 2.0 / 3));
  }

  // The model never falls: after k of its steps from x = (4/3, 2/3) the reward is x₁ − x₂ = 2/3 as at k = 0, times γ^k,
  // and before that every step earns 1: ν̂_branch(1) = 1 + ½·2/3 = 4/3, ν̂_branch(2) = 1 + ½ + ¼·2/3 = 5/3.
  void branchedByHand() {
    Experiment e = makeFalling();
    e.p_hat(0, 0) = 1;
    e.p_hat(0, 1) = 0;
    const Vector returns = mdp::calcBranchedReturns(e.mdp, e.p_hat, e.policy, e.behaviour_policy, 2);
    QVERIFY(near(returns[0], 2.0 / 3) && near(returns[1], 4.0 / 3) && near(returns[2], 5.0 / 3));
  }

  void branchedReturnIsItsDefinition() {
    for (int i = 0; i < 60; ++i) {
      const Experiment e = mdp::makeRandomExperiment(11, i);
      if (e.mdp.discount > 0.95) continue;  // the definition's sum would take long
      const Vector returns = mdp::calcBranchedReturns(e.mdp, e.p_hat, e.policy, e.behaviour_policy, 6);
      for (int k = 0; k <= 6; ++k) {
        QVERIFY(near(returns[static_cast<std::size_t>(k)], simulateBranched(e, k), e.mdp.calcRMax()));
      }
    }
  }

  void endsOfTheBranchAreTheTwoReturns() {
    for (int i = 0; i < 60; ++i) {
      const Experiment e = mdp::makeRandomExperiment(12, i);
      const Vector returns = mdp::calcBranchedReturns(e.mdp, e.p_hat, e.policy, e.behaviour_policy, 4000);
      const double scale = 10 * e.mdp.calcRMax() / (1 - e.mdp.discount);
      QVERIFY(near(returns.front(), mdp::calcReturn(e.mdp, e.mdp.p, e.behaviour_policy), scale));
      QVERIFY(near(returns.back(), mdp::calcReturn(e.mdp, e.p_hat, e.policy), scale));
    }
  }

  void perfectModelAndUnchangedPolicyLeaveNoGap() {
    for (int i = 0; i < 60; ++i) {
      Experiment e = mdp::makeRandomExperiment(13, i);
      e.p_hat = e.mdp.p;
      e.policy = e.behaviour_policy;
      const mdp::ExactCase exact = mdp::calcExactCase(e, 10);
      QCOMPARE(exact.eps_m, 0.0);
      QCOMPARE(exact.eps_m_prime, 0.0);
      QCOMPARE(exact.eps_pi, 0.0);
      for (const double branched : exact.branched_returns) {
        QVERIFY(near(branched, exact.true_return, e.mdp.calcRMax() / (1 - e.mdp.discount)));
      }
    }
  }
};

QTEST_GUILESS_MAIN(ExactReturnTest)
#include "exact_return_test.moc"
