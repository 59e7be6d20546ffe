#include "measure/reward_bound.h"

#include <QtTest>
#include <limits>

class RewardBoundTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void runningMaximumOfTheMagnitude() {
    measure::RewardBound r_max;
    QCOMPARE(r_max.value(), 0.0);
    for (const double r : {0.5, -3.0, 2.0}) r_max.observe(r);
    QCOMPARE(r_max.value(), 3.0);
    QVERIFY(!r_max.isByUser() && !r_max.isExceeded());
  }

  void usersValueWinsAndSaysWhenItIsWrong() {
    measure::RewardBound r_max;
    r_max.observe(3.0);
    r_max.setByUser(5.0);
    QCOMPARE(r_max.value(), 5.0);
    QVERIFY(r_max.isByUser() && !r_max.isExceeded());
    r_max.observe(-6.0);
    QVERIFY(r_max.isExceeded());
    QCOMPARE(r_max.value(), 5.0);
    r_max.setByUser(std::nullopt);
    QCOMPARE(r_max.value(), 6.0);
  }

  void whatIsNotFiniteIsNoReward() {
    measure::RewardBound r_max;
    r_max.observe(1.0);
    r_max.observe(std::numeric_limits<double>::quiet_NaN());
    r_max.observe(std::numeric_limits<double>::infinity());
    QCOMPARE(r_max.value(), 1.0);
  }
};

QTEST_GUILESS_MAIN(RewardBoundTest)
#include "reward_bound_test.moc"
