#include "ui/bridge/pulse_watch.h"

#include <QTest>

using bridge::PulseWatch;
using Level = PulseWatch::Level;

class PulseWatchTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void oneBadSecondIsNoTrouble() {
    PulseWatch watch;
    QVERIFY(!watch.judge(30, 300));
    QVERIFY(!watch.judge(99, 15));
    QVERIFY(!watch.judge(30, 300));
    QCOMPARE(watch.level(), Level::ok);
  }

  void twoBadSecondsWarnFiveAlarm() {
    PulseWatch watch;
    QVERIFY(!watch.judge(9, 100));   // few beats alone are bad
    QVERIFY(watch.judge(99, 251));   // a long gap alone is bad
    QCOMPARE(watch.level(), Level::warning);
    QVERIFY(!watch.judge(10, 400));
    QVERIFY(!watch.judge(10, 400));
    QVERIFY(watch.judge(10, 400));
    QCOMPARE(watch.level(), Level::alarm);
  }

  void aFreezeAlarmsAtOnceAndThreeGoodSecondsEndIt() {
    PulseWatch watch;
    QVERIFY(watch.judge(80, 1001));
    QCOMPARE(watch.level(), Level::alarm);
    QVERIFY(!watch.judge(99, 12));
    QVERIFY(!watch.judge(99, 12));
    QVERIFY(watch.judge(99, 12));
    QCOMPARE(watch.level(), Level::ok);
  }

  void theLimitsThemselvesAreStillGood() {
    PulseWatch watch;
    for (int i = 0; i < 9; ++i) watch.judge(PulseWatch::kFewestBeats, PulseWatch::kLongestGap);
    QCOMPARE(watch.level(), Level::ok);
  }
};

QTEST_GUILESS_MAIN(PulseWatchTest)
#include "pulse_watch_test.moc"
