#include "ui/viewer/frame_governor.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "ui/viewer/cpu_meter.h"

using viewer::FrameGovernor;

class FrameGovernorTest : public QObject {
  Q_OBJECT

  static FrameGovernor besideTraining() {
    FrameGovernor governor;
    governor.setSoftware(true);
    governor.setTraining(true);
    return governor;
  }
  /// Pictures whose cost grows with their pixels, `whole` CPU seconds at full resolution.
  static void draw(FrameGovernor& governor, double whole, int pictures) {
    for (int i = 0; i < pictures; ++i) governor.note(whole * governor.scale() * governor.scale());
  }

 private Q_SLOTS:
  void withAGpuNothingIsGoverned() {
    FrameGovernor governor;
    governor.setTraining(true);
    draw(governor, 1, 20);
    QCOMPARE(governor.scale(), 1.0);
    QCOMPARE(governor.leastPeriod(), 0.0);
  }

  void idlePicturesAreWholeWhateverTheyCost() {
    FrameGovernor governor;
    governor.setSoftware(true);
    draw(governor, 0.3, 20);
    QCOMPARE(governor.scale(), 1.0);
    QCOMPARE(governor.leastPeriod(), 0.4);  // 0.3 s / 0.75
  }

  // 14 ms a picture are 8.6 a second at 0.12 of a core; at ¾ they are 7.9 ms, which is 15.2 a second.
  void resolutionIsGivenUpOnlyAsFarAsTheRateAsks() {
    FrameGovernor governor = besideTraining();
    draw(governor, 0.014, 50);
    QCOMPARE(governor.scale(), 0.75);
    draw(governor, 0.030, 50);
    QCOMPARE(governor.scale(), 0.5);
    draw(governor, 0.060, 50);
    QCOMPARE(governor.scale(), 0.375);
  }

  void theCeilingIsHeldWhateverAPictureCosts() {
    for (const double whole : {0.002, 0.009, 0.02, 0.08, 0.5}) {
      FrameGovernor governor = besideTraining();
      draw(governor, whole, 100);
      const double cost = whole * governor.scale() * governor.scale();
      QVERIFY(cost / governor.leastPeriod() <= FrameGovernor::kTrainingCeiling * (1 + 1e-9));
      QVERIFY(1 / governor.leastPeriod() <= FrameGovernor::kMostRate * (1 + 1e-9));
    }
  }

  // At ¾ of 17.7 ms a picture costs just what is affordable; whole ones do not fit, so levels must not alternate.
  void levelsDoNotAlternate() {
    FrameGovernor governor = besideTraining();
    draw(governor, 0.0177, 50);
    const double scale = governor.scale();
    for (int i = 0; i < 200; ++i) {
      draw(governor, i % 2 ? 0.0172 : 0.0177, 1);
      QCOMPARE(governor.scale(), scale);
    }
  }

  void cheaperPicturesBecomeFinerAgain() {
    FrameGovernor governor = besideTraining();
    draw(governor, 0.06, 50);
    QVERIFY(governor.scale() < 0.5);
    draw(governor, 0.005, 50);
    QCOMPARE(governor.scale(), 1.0);
  }

  void theEndOfTrainingBringsWholePicturesBack() {
    FrameGovernor governor = besideTraining();
    draw(governor, 0.06, 50);
    governor.setTraining(false);
    QCOMPARE(governor.scale(), 1.0);
    QCOMPARE(governor.leastPeriod(), 0.0);  // what a whole one costs is not known yet
  }

  void whatIsNoCostIsNotCounted() {
    FrameGovernor governor = besideTraining();
    governor.note(std::numeric_limits<double>::quiet_NaN());
    governor.note(-1);
    QCOMPARE(governor.leastPeriod(), 1 / FrameGovernor::kMostRate);
    QCOMPARE(governor.scale(), 1.0);
  }

  // Time on the processor, not on the wall: waiting costs nothing.
  void theMeterCountsWorkAndNotWaiting() {
    const viewer::CpuMeter meter;
    const double before = meter.seconds();
    QTest::qWait(60);
    const double waited = meter.seconds() - before;
    volatile double sum = 0;
    timespec first{}, now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &first);
    do {
      for (int i = 0; i < 10'000; ++i) sum = sum + std::sqrt(double(i));
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    } while (double(now.tv_sec - first.tv_sec) + 1e-9 * double(now.tv_nsec - first.tv_nsec) < 0.1);
    QVERIFY(waited < 0.05);
    QVERIFY(meter.seconds() - before - waited >= 0.1);
  }
};

QTEST_GUILESS_MAIN(FrameGovernorTest)
#include "frame_governor_test.moc"
