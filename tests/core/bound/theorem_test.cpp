#include <QtTest>
#include <cmath>
#include <limits>

#include "bound/theorem_4_1.h"
#include "bound/theorem_4_2.h"
#include "bound/theorem_4_3.h"

using bound::Penalty;
using bound::Setting;
using bound::Theorem43Form;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool near(double a, double b) { return std::abs(a - b) <= 1e-12 * (1 + std::abs(b)); }

double termOf(const Penalty& penalty, std::string_view name) {
  for (const bound::Term& term : penalty.terms) {
    if (term.name == name) return term.value;
  }
  return kNan;
}

template <class Calculation>
std::string complaint(Calculation calculate) {
  try {
    calculate();
  } catch (const bound::RangeError& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace

// γ = 1/2 and r_max = 3 throughout the hand-worked values, so 1/(1−γ) = 2 and 1/(1−γ)² = 4.
class TheoremTest : public QObject {
  Q_OBJECT
  const Setting half{0.5, 3};

 private Q_SLOTS:
  // ε_m = 0.1, ε_π = 0.2: 2·½·3·0.1·4 = 1.2;  2·½·3·(2·0.2)·4 = 4.8;  4·3·0.2·2 = 4.8.
  void theorem41ByHand() {
    const Penalty penalty = bound::calcTheorem41(half, 0.1, 0.2);
    QVERIFY(near(termOf(penalty, bound::term::kModelError), 1.2));
    QVERIFY(near(termOf(penalty, bound::term::kPolicyShiftStates), 4.8));
    QVERIFY(near(termOf(penalty, bound::term::kPolicyShiftActions), 4.8));
    QVERIFY(near(penalty.calcTotal(), 10.8));
    // Coupled: 1.2 + 2·½·3·0.2·4 = 3.6.
    QVERIFY(near(bound::calcCoupledTheorem41(half, 0.1, 0.2).calcTotal(), 3.6));
    // Mutant: ε_π once instead of twice gives 8.4.
    QVERIFY(!near(penalty.calcTotal(), 8.4));
  }

  // k = 2, γ^k = ¼, γ^{k+1} = ⅛, 2 r_max = 6: 6·⅛·0.2·4 = 0.6;  6·¼·0.2·2 = 0.6;  6·2·0.2·2 = 4.8;
  // 6·2·0.1·2 = 2.4;  6·2·(2·0.2)·2 = 9.6.
  void theorem42ByHand() {
    const Penalty penalty = bound::calcTheorem42(half, 0.1, 0.2, 2);
    QVERIFY(near(termOf(penalty, bound::term::kShiftBeforeBranch), 0.6));
    QVERIFY(near(termOf(penalty, bound::term::kShiftAtBranch), 0.6));
    QVERIFY(near(termOf(penalty, bound::term::kPolicyShiftActions), 4.8));
    QVERIFY(near(termOf(penalty, bound::term::kModelError), 2.4));
    QVERIFY(near(termOf(penalty, bound::term::kShiftInBranch), 9.6));
    QVERIFY(near(penalty.calcTotal(), 18.0));
    // Mutants: γ^k for γ^{k+1} gives 18.6; the leading 2 dropped gives 9.
    QVERIFY(!near(penalty.calcTotal(), 18.6) && !near(penalty.calcTotal(), 9.0));
  }

  // The first three terms of Theorem 4.2 above, and 6·2·0.3·2 = 7.2 for ε_m′ = 0.3.
  void theorem43ByHand() {
    const Penalty penalty = bound::calcTheorem43(half, 0.3, 0.2, 2);
    QVERIFY(near(termOf(penalty, bound::term::kModelError), 7.2));
    QVERIFY(near(penalty.calcTotal(), 13.2));
    const Penalty published = bound::calcTheorem43(half, 0.3, 0.2, 2, Theorem43Form::as_published);
    QVERIFY(near(published.calcTotal(), 8.4));
    QVERIFY(std::isnan(termOf(published, bound::term::kPolicyShiftActions)));
    // Coupled: 6·[⅛·0.2 + ½·¾·0.3]·4 = 0.6 + 2.7.
    QVERIFY(near(bound::calcCoupledTheorem43(half, 0.3, 0.2, 2).calcTotal(), 3.3));
    // …and at k = 0: 6·[½·0.2·4 + 0.2·2] = 4.8, the published value.
    QVERIFY(near(bound::calcCoupledTheorem43(half, 0.3, 0.2, 0).calcTotal(), 4.8));
    QVERIFY(near(bound::calcTheorem43(half, 0.3, 0.2, 0, Theorem43Form::as_published).calcTotal(), 4.8));
  }

  void formsOfTheorem43DifferByTheActionTerm() {
    for (int k = 0; k < 30; ++k) {
      const Setting setting{0.9, 2};
      const double difference = bound::calcTheorem43(setting, 0.1, 0.3, k).calcTotal() -
                                bound::calcTheorem43(setting, 0.1, 0.3, k, Theorem43Form::as_published).calcTotal();
      QVERIFY(near(difference, 4 * 2 * 0.3 / 0.1));  // 4 r_max ε_π/(1−γ)
    }
  }

  // With ε_m + 2ε_π for ε_m′, Theorem 4.3 is Theorem 4.2.
  void theorem42IsTheorem43WithAWorseModelError() {
    for (int k = 0; k < 30; ++k) {
      QVERIFY(near(bound::calcTheorem42({0.9, 2}, 0.1, 0.3, k).calcTotal(),
                   bound::calcTheorem43({0.9, 2}, 0.7, 0.3, k).calcTotal()));
    }
  }

  void coupledFormsAreNeverAboveThePublishedOnes() {
    for (const double gamma : {0.0, 0.3, 0.9, 0.99}) {
      for (const double eps_m : {0.0, 0.01, 1.0}) {
        for (const double eps_pi : {0.0, 0.02, 1.0}) {
          const Setting setting{gamma, 1};
          QVERIFY(bound::calcCoupledTheorem41(setting, eps_m, eps_pi).calcTotal() <=
                  bound::calcTheorem41(setting, eps_m, eps_pi).calcTotal());
          for (int k = 0; k < 20; ++k) {
            QVERIFY(bound::calcCoupledTheorem43(setting, eps_m, eps_pi, k).calcTotal() <=
                    bound::calcTheorem43(setting, eps_m, eps_pi, k, Theorem43Form::as_published).calcTotal() *
                        (1 + 1e-12));
          }
        }
      }
    }
  }

  void penaltyVanishesWhenBothErrorsAreZero() {
    QCOMPARE(bound::calcTheorem41({0.99, 1}, 0, 0).calcTotal(), 0.0);
    QCOMPARE(bound::calcTheorem42({0.99, 1}, 0, 0, 7).calcTotal(), 0.0);
    QCOMPARE(bound::calcTheorem43({0.99, 1}, 0, 0, 7).calcTotal(), 0.0);
  }

  void penaltyGrowsWithEachError() {
    const Setting setting{0.9, 1};
    QVERIFY(bound::calcTheorem41(setting, 0.2, 0.1).calcTotal() > bound::calcTheorem41(setting, 0.1, 0.1).calcTotal());
    QVERIFY(bound::calcTheorem41(setting, 0.1, 0.2).calcTotal() > bound::calcTheorem41(setting, 0.1, 0.1).calcTotal());
    for (int k = 1; k < 10; ++k) {
      const auto calc43 = [&](double eps_m_prime, double eps_pi) {
        return bound::calcTheorem43(setting, eps_m_prime, eps_pi, k).calcTotal();
      };
      QVERIFY(calc43(0.2, 0.1) > calc43(0.1, 0.1));
      QVERIFY(calc43(0.1, 0.2) > calc43(0.1, 0.1));
    }
  }

  void theorem42NeverFallsWithK() {
    for (const double gamma : {0.0, 0.5, 0.99}) {
      for (int k = 0; k < 50; ++k) {
        QVERIFY(bound::calcTheorem42({gamma, 1}, 0.0, 0.3, k + 1).calcTotal() >=
                bound::calcTheorem42({gamma, 1}, 0.0, 0.3, k).calcTotal());
      }
    }
  }

  // γ = 0 looks one step ahead: 2 r_max [0 + (1 + 2) ε_π] at k = 0, 2 r_max [0 + 2 ε_π + ε_m′] at k = 1.
  void discountZeroIsLegal() {
    QVERIFY(near(bound::calcTheorem43({0, 1}, 0.1, 0.2, 0).calcTotal(), 1.2));
    QVERIFY(near(bound::calcTheorem43({0, 1}, 0.1, 0.2, 1).calcTotal(), 1.0));
    QVERIFY(near(bound::calcTheorem41({0, 1}, 0.1, 0.2).calcTotal(), 0.8));
  }

  void limitOfTheorem43IsWhatLongRolloutsReach() {
    const Setting setting{0.9, 2};
    for (const auto form : {Theorem43Form::with_action_terms, Theorem43Form::as_published}) {
      const double far = bound::calcTheorem43(setting, 0, 0.3, 2000, form).calcTotal();
      QVERIFY(std::abs(far - bound::calcTheorem43Limit(setting, 0.3, form)) < 1e-12);
    }
  }

  void linearModelErrorIsCutAtOne() {
    QVERIFY(near(bound::calcLinearEpsMPrime(0.1, 0.5, 0.2), 0.2));
    QCOMPARE(bound::calcLinearEpsMPrime(0.9, 5, 0.2), 1.0);
    QCOMPARE(bound::calcLinearEpsMPrime(0.3, 0, 1), 0.3);
  }

  // The range of returns at γ = ½, r_max = 3 is 2·3·2 = 12.
  void boundIsVacuousFromTheWholeRangeOfReturnsOn() {
    QCOMPARE(bound::calcReturnScale(half), 6.0);
    QVERIFY(bound::isVacuous(half, 12.0));
    QVERIFY(!bound::isVacuous(half, std::nextafter(12.0, 0.0)));
  }

  void complaintsNameQuantityValueAndRange() {
    QCOMPARE(complaint([] { bound::calcTheorem41({1.0, 1}, 0, 0); }), std::string("gamma = 1 must lie in [0, 1)"));
    QCOMPARE(complaint([] { bound::calcTheorem41({0.9, 0}, 0, 0); }), std::string("r_max = 0 must lie in (0, 1e100]"));
    QCOMPARE(complaint([] { bound::calcTheorem41({0.9, 1}, 1.5, 0); }), std::string("eps_m = 1.5 must lie in [0, 1]"));
    QCOMPARE(complaint([] {
               bound::calcTheorem42({0.9, 1}, 0, kNan, 0);
             }),
             std::string("eps_pi = nan must lie in [0, 1]"));
    QCOMPARE(complaint([] {
               bound::calcTheorem43({0.9, 1}, -0.1, 0, 0);
             }),
             std::string("eps_m_prime = -0.1 must lie in [0, 1]"));
    QCOMPARE(complaint([] { bound::calcTheorem43({0.9, 1}, 0, 0, -1); }), std::string("k = -1 must lie in [0, ∞)"));
    QCOMPARE(complaint([] { bound::calcLinearEpsMPrime(0, kInfinity, 0); }),
             std::string("slope = inf must lie in [0, ∞)"));
    QCOMPARE(complaint([] { bound::calcReturnScale({kNan, 1}); }), std::string("gamma = nan must lie in [0, 1)"));
  }
};

QTEST_GUILESS_MAIN(TheoremTest)
#include "theorem_test.moc"
