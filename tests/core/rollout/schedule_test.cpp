#include "rollout/schedule.h"

#include <QtTest>

#include "base/error.h"

using rollout::calcRolloutLength;
using rollout::Schedule;

class ScheduleTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Hopper's [20, 150, 1, 15]: one more step of k every 130/14 = 9.29 epochs after epoch 20.
  void hopperByHand() {
    const Schedule hopper{20, 150, 1, 15};
    const std::pair<int, int> expected[] = {{0, 1}, {20, 1}, {29, 1}, {30, 2}, {38, 2}, {39, 3}, {149, 14}, {150, 15}, {1000, 15}};
    for (const auto& [epoch, k] : expected) QCOMPARE(calcRolloutLength(hopper, epoch), k);
    // Mutant: one epoch off gives 2 already at epoch 29.
    QVERIFY(calcRolloutLength(hopper, 30) != calcRolloutLength(hopper, 29));
  }

  void flatScheduleIsFlat() {
    for (int epoch = 0; epoch < 100; ++epoch) QCOMPARE(calcRolloutLength({1, 15, 1, 1}, epoch), 1);
  }

  void scheduleMayFall() {
    QCOMPARE(calcRolloutLength({0, 10, 5, 1}, 0), 5);
    QCOMPARE(calcRolloutLength({0, 10, 5, 1}, 5), 3);
    QCOMPARE(calcRolloutLength({0, 10, 5, 1}, 99), 1);
  }

  void textGoesThereAndBack() {
    const Schedule schedule{20, 150, 1, 15};
    QCOMPARE(rollout::parseSchedule(rollout::toText(schedule)), schedule);
    QCOMPARE(rollout::parseSchedule("20, 150, 1, 15"), schedule);
  }

  void nonsenseIsRefused_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "1,2,3", "1,2,3,4,5", "5,5,1,1", "-1,5,1,1", "1,5,0,1", "1,5,1,201", "a,b,c,d", "1,2,3,4x",
                             "99999999999,2,3,4"}) {
      QTest::newRow(text) << text;
    }
  }
  void nonsenseIsRefused() {
    QFETCH(QString, text);
    QVERIFY_EXCEPTION_THROWN(rollout::parseSchedule(text.toStdString()), base::Error);
  }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
