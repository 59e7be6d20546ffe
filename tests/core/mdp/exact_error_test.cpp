#include "mdp/exact_error.h"

#include <QtTest>
#include <cmath>

#include "mdp/exact_return.h"
#include "mdp/policy.h"
#include "mdp/tight_family.h"
#include "mdp/verification.h"

using mdp::Vector;

namespace {

/// States in a row, each leading to the next with certainty and the last to `back_to`; one action.
mdp::FiniteMdp makeRow(std::size_t states, std::size_t back_to, double discount) {
  mdp::FiniteMdp world{.name = "row",
                       .discount = discount,
                       .start = Vector(states),
                       .p = mdp::Kernel(states, states),
                       .reward = mdp::Matrix(states, 1, 1.0)};
  world.start[0] = 1;
  for (std::size_t s = 0; s < states; ++s) world.p(s, s + 1 < states ? s + 1 : back_to) = 1;
  return world;
}

}  // namespace

class ExactErrorTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void totalVariationByHand() {
    mdp::Matrix p(2, 3), q(2, 3);
    p(0, 0) = 0.5, p(0, 1) = 0.5, q(0, 1) = 0.25, q(0, 2) = 0.75;  // ½(½ + ¼ + ¾)
    p(1, 0) = q(1, 0) = 1;
    const Vector tv = mdp::calcRowTv(p, q);
    QCOMPARE(tv[0], 0.75);
    QCOMPARE(tv[1], 0.0);
  }

  // The error is met only at one state, reached late or now and again: the worst time counts, not the average.
  void worstTimeIsFoundAlsoLateAndInCycles() {
    Vector tv(50);
    tv[49] = 0.7;
    QCOMPARE(mdp::calcExpectedTv(makeRow(50, 49, 0.9), mdp::Policy(50, 1, 1.0), tv), 0.7);  // absorbing
    QCOMPARE(mdp::calcExpectedTv(makeRow(50, 0, 0.0), mdp::Policy(50, 1, 1.0), tv), 0.7);   // period 50
    tv[49] = 0;
    tv[20] = 0.4;
    QCOMPARE(mdp::calcExpectedTv(makeRow(50, 49, 0.9), mdp::Policy(50, 1, 1.0), tv), 0.4);  // passed once
  }

  void worstTimeIsTheMaximumOverManySteps() {
    for (int i = 0; i < 200; ++i) {
      const mdp::Experiment e = mdp::makeRandomExperiment(21, i);
      const Vector tv = mdp::calcRowTv(e.mdp.p, e.p_hat);
      const mdp::Matrix p = mdp::calcStateTransitions(e.mdp.p, e.policy);
      Vector states = e.mdp.start;
      double worst = 0;
      for (int t = 0; t < 3000; ++t, states = mdp::multiplyLeft(states, p)) {
        double now = 0;
        for (std::size_t s = 0; s < states.size(); ++s) {
          for (std::size_t a = 0; a < e.mdp.actions(); ++a)
            now += states[s] * e.policy(s, a) * tv[s * e.mdp.actions() + a];
        }
        worst = std::max(worst, now);
      }
      QVERIFY(std::abs(worst - mdp::calcExpectedTv(e.mdp, e.policy, tv)) < 1e-11);
    }
  }

  void policyShiftIsTheWorstStatesAndLinearAlongTheMixture() {
    mdp::Policy a(2, 2), b(2, 2);
    a(0, 0) = 1, a(1, 0) = 0.5, a(1, 1) = 0.5;
    b(0, 0) = 0.9, b(0, 1) = 0.1, b(1, 0) = 0.2, b(1, 1) = 0.8;
    QVERIFY(std::abs(mdp::calcEpsPi(b, a) - 0.3) < 1e-15);
    QVERIFY(std::abs(mdp::calcEpsPi(mdp::mix(a, b, 0.1), a) - 0.03) < 1e-15);
  }

  // unseen_action: ε_m′ = ε_π along the mixture, so d = 1. wrong_model with π = π_D has no shift.
  void slopeByHand() {
    const auto e = mdp::makeTightExperiment(mdp::TightFamily::unseen_action, 0.9, 0.3);
    QVERIFY(std::abs(mdp::calcEpsMSlope(e.mdp, e.policy, e.behaviour_policy, mdp::calcRowTv(e.mdp.p, e.p_hat)) - 1) <
            1e-9);
    const auto same = mdp::makeTightExperiment(mdp::TightFamily::wrong_model, 0.9, 0.3);
    QCOMPARE(mdp::calcEpsMSlope(same.mdp, same.policy, same.behaviour_policy, mdp::calcRowTv(same.mdp.p, same.p_hat)),
             0.0);
  }

  void slopePredictsTheErrorOfASmallShift() {
    for (int i = 0; i < 50; ++i) {
      const mdp::Experiment e = mdp::makeRandomExperiment(22, i);
      const Vector tv = mdp::calcRowTv(e.mdp.p, e.p_hat);
      const double d = mdp::calcEpsMSlope(e.mdp, e.policy, e.behaviour_policy, tv);
      const mdp::Policy shifted = mdp::mix(e.behaviour_policy, e.policy, 1e-3);
      const double eps_pi = mdp::calcEpsPi(shifted, e.behaviour_policy);
      const double predicted = mdp::calcExpectedTv(e.mdp, e.behaviour_policy, tv) + d * eps_pi;
      // The rest is of second order: α² = 1e-6 times curvatures, which 1/(1 − mixing) can make some tens.
      QVERIFY(std::abs(predicted - mdp::calcExpectedTv(e.mdp, shifted, tv)) < 1e-4);
    }
  }
};

QTEST_GUILESS_MAIN(ExactErrorTest)
#include "exact_error_test.moc"
