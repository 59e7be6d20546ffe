#include "mbpo/return_bound.h"

#include <QtTest>
#include <cmath>

#include "base/error.h"

using mbpo::calcPenalty;
using mbpo::calcShiftPrice;

class ReturnBoundTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // γ = 0.5, r_max = 1, k = 1, ε_m = 0.1, ε_m′ = 0.2, ε_π = 0.3; 1/(1−γ) = 2, 1/(1−γ)² = 4.
  //   4.1            2·0.5·(0.1 + 0.6)·4 + 4·0.3·2                    = 2.8 + 2.4 = 5.2
  //   4.2            2 [0.25·0.3·4 + 2.5·0.3·2 + (0.1 + 0.6)·2]       = 2 (0.3 + 1.5 + 1.4) = 6.4
  //   4.3            2 [0.3 + 1.5 + 0.2·2]                            = 4.4
  //   4.3-published  2 [0.3 + 0.5·0.3·2 + 0.4]                        = 2.0
  void namesChooseTheTheorem() {
    const mbpo::BoundErrors errors{0.1, 0.2, 0.3};
    const auto total = [&](const char* theorem) { return calcPenalty(theorem, {0.5, 1}, errors, 1).calcTotal(); };
    QVERIFY(std::abs(total("4.1") - 5.2) < 1e-12);
    QVERIFY(std::abs(total("4.2") - 6.4) < 1e-12);
    QVERIFY(std::abs(total("4.3") - 4.4) < 1e-12);
    QVERIFY(std::abs(total("4.3-published") - 2.0) < 1e-12);
  }

  // C along ε_m′ = ε_m + d ε_π by central differences; C is linear, so they are exact but for rounding.
  void shiftPriceIsTheDerivative_data() {
    QTest::addColumn<QString>("theorem");
    for (const char* theorem : {"4.1", "4.2", "4.3", "4.3-published"}) QTest::newRow(theorem) << theorem;
  }
  void shiftPriceIsTheDerivative() {
    QFETCH(QString, theorem);
    const std::string name = theorem.toStdString();
    for (const double slope : {0.0, 0.4, 2.5}) {
      for (const int k : {1, 7}) {
        const bound::Setting setting{0.97, 3};
        const auto penalty = [&](double eps_pi) {
          return calcPenalty(name, setting, {0.1, 0.1 + slope * eps_pi, eps_pi}, k).calcTotal();
        };
        const double difference = (penalty(0.2) - penalty(0.1)) / 0.1;
        const double price = calcShiftPrice(name, setting, slope, k);
        QVERIFY2(std::abs(price - difference) < 1e-9 * price, qPrintable(QString("%1 %2").arg(price).arg(difference)));
      }
    }
  }

  void rolloutLengthIsClamped() {
    QCOMPARE(mbpo::clampRolloutLength(0, 5), 1);
    QCOMPARE(mbpo::clampRolloutLength(3, 5), 3);
    QCOMPARE(mbpo::clampRolloutLength(9, 5), 5);
    QCOMPARE(mbpo::clampRolloutLength(std::nullopt, 5), 5);
  }

  void unknownErrorsAreNoNumbers() {
    QVERIFY((mbpo::BoundErrors{0, 0, 0}.isKnown()));
    QVERIFY(!(mbpo::BoundErrors{0, std::nan(""), 0}.isKnown()));
    QVERIFY_EXCEPTION_THROWN(calcPenalty("4.2", {0.9, 1}, {1.5, 0, 0}, 1), base::Error);
  }
};

QTEST_GUILESS_MAIN(ReturnBoundTest)
#include "return_bound_test.moc"
