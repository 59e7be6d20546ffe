#include "bound/rollout_length.h"

#include <QtTest>
#include <cmath>

using bound::calcOptimalRolloutLength;
using bound::searchOptimalRolloutLength;
using bound::Theorem43Form;

class RolloutLengthTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // ln(0.2/0.05)/ln(1/0.9) = 1.3863/0.10536 = 13.16 → 14.
  void byHand() {
    QCOMPARE(calcOptimalRolloutLength(0.9, 0.05, 0.2).value(), 14);
    // Mutants: the floor gives 13; γ^{k+1} in the criterion gives 13.
    QVERIFY(std::pow(0.9, 13) * 0.2 > 0.05 && std::pow(0.9, 14) * 0.2 <= 0.05);
  }

  // Exact in binary: ½³·½ = 1/16, so the fourth step pays nothing, and the shorter rollout is taken.
  void tieGoesToTheShorterRollout() {
    QCOMPARE(calcOptimalRolloutLength(0.5, 0.0625, 0.5).value(), 3);
    QCOMPARE(calcOptimalRolloutLength(0.5, std::nextafter(0.0625, 0), 0.5).value(), 4);
    QCOMPARE(calcOptimalRolloutLength(0.5, std::nextafter(0.0625, 1), 0.5).value(), 3);
  }

  void edges() {
    QCOMPARE(calcOptimalRolloutLength(0.9, 0.3, 0.3).value(), 0);
    QCOMPARE(calcOptimalRolloutLength(0.9, 0.0, 0.0).value(), 0);
    QCOMPARE(calcOptimalRolloutLength(0.9, 0.1, 0.0).value(), 0);
    QVERIFY(!calcOptimalRolloutLength(0.9, 0.0, 0.1).has_value());
    QCOMPARE(calcOptimalRolloutLength(0.0, 0.1, 0.2).value(), 1);
    QCOMPARE(calcOptimalRolloutLength(0.0, 0.0, 0.2).value(), 1);  // γ¹ ε_π = 0 already: nothing left to save
    QCOMPARE(calcOptimalRolloutLength(0.0, 0.2, 0.2).value(), 0);
    QVERIFY_EXCEPTION_THROWN(calcOptimalRolloutLength(1.0, 0.1, 0.2), bound::RangeError);
    QVERIFY_EXCEPTION_THROWN(calcOptimalRolloutLength(0.9, std::nan(""), 0.2), bound::RangeError);
  }

  // Every combination on a grid that holds ties, zeros and equal errors. Where two lengths cost the same to rounding
  // the search may stop at either, so the penalties are compared; elsewhere the lengths.
  void closedFormIsTheBruteForceArgmin() {
    const double errors[] = {0, 1e-6, 1e-3, 0.0123, 0.0625, 0.081, 0.1, 0.125, 0.2, 0.25, 0.3, 0.5, 0.9, 1};
    int compared = 0;
    for (const double gamma : {0.0, 1e-9, 0.1, 0.25, 0.5, 0.7, 0.9, 0.95, 0.97}) {
      for (const double eps_m_prime : errors) {
        for (const double eps_pi : errors) {
          const auto k = calcOptimalRolloutLength(gamma, eps_m_prime, eps_pi);
          if (!k) continue;
          for (const auto form : {Theorem43Form::with_action_terms, Theorem43Form::as_published}) {
            const std::int64_t found = searchOptimalRolloutLength({gamma, 1}, eps_m_prime, eps_pi, *k + 200, form);
            const double at_k = bound::calcTheorem43({gamma, 1}, eps_m_prime, eps_pi, *k, form).calcTotal();
            const double at_found = bound::calcTheorem43({gamma, 1}, eps_m_prime, eps_pi, found, form).calcTotal();
            const bool same = found == *k || std::abs(at_k - at_found) <= 1e-14 * at_k;
            QVERIFY2(
                same,
                qPrintable(
                    QString("%1 %2 %3: %4, searched %5").arg(gamma).arg(eps_m_prime).arg(eps_pi).arg(*k).arg(found)));
            ++compared;
          }
        }
      }
    }
    QVERIFY(compared > 3000);
  }

  void searchFindsNoEndWithoutModelError() {
    QCOMPARE(searchOptimalRolloutLength({0.9, 1}, 0, 0.3, 50), std::int64_t{50});
  }

  // The criterion itself, in the same extended precision: k* is the first k at which it fails.
  void giganticLengthsAreExact() {
    for (const double gamma : {0.999999, 1 - 0x1p-30, 1 - 0x1p-53}) {
      for (const double eps_m_prime : {0.3, 1e-10, 1e-300, 5e-324}) {
        const auto k = static_cast<long double>(calcOptimalRolloutLength(gamma, eps_m_prime, 1).value());
        const auto left = [&](long double steps) { return std::pow(static_cast<long double>(gamma), steps); };
        QVERIFY(left(k) <= eps_m_prime);
        QVERIFY(left(k - 1) > eps_m_prime);
      }
    }
    // 744.44/2⁻⁵³ = 6.7e18 still fits.
    QVERIFY(calcOptimalRolloutLength(1 - 0x1p-53, 5e-324, 1).value() > 6'000'000'000'000'000'000);
  }

  void lengthFallsWithModelErrorAndGrowsWithShift() {
    std::int64_t previous = 1'000'000;
    for (double eps_m_prime = 0.001; eps_m_prime < 0.6; eps_m_prime *= 1.1) {
      const auto k = calcOptimalRolloutLength(0.99, eps_m_prime, 0.5).value();
      QVERIFY(k <= previous);
      previous = k;
    }
    QVERIFY(calcOptimalRolloutLength(0.99, 0.1, 0.4).value() > calcOptimalRolloutLength(0.99, 0.1, 0.2).value());
  }
};

QTEST_GUILESS_MAIN(RolloutLengthTest)
#include "rollout_length_test.moc"
