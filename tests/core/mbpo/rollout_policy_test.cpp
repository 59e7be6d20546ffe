#include "mbpo/rollout_policy.h"

#include <QtTest>

class RolloutPolicyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theTextSaysWhereKComesFrom() {
    mbpo::Configuration c;
    c.rollout_length = 5;
    c.rollout_length_max = 20;
    c.rollout_schedule = {20, 150, 1, 15};
    QCOMPARE(mbpo::rolloutPolicyText(c), std::string("k 1→15"));
    c.rollout_schedule.last_length = 1;  // what never changes needs no arrow
    QCOMPARE(mbpo::rolloutPolicyText(c), std::string("k 1"));
    c.rollout_mode = "manual";
    QCOMPARE(mbpo::rolloutPolicyText(c), std::string("k 5"));
    c.rollout_mode = "auto";
    QCOMPARE(mbpo::rolloutPolicyText(c), std::string("k* ≤ 20"));
  }
};

QTEST_GUILESS_MAIN(RolloutPolicyTest)
#include "rollout_policy_test.moc"
