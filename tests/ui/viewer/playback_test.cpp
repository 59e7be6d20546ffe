#include "ui/viewer/playback.h"

#include <QtTest>
#include <cmath>

using viewer::Playback;

class PlaybackTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theLadderDoublesAndEnds() {
    QCOMPARE(Playback::faster(1), 2.0);
    QCOMPARE(Playback::slower(1), 0.5);
    QCOMPARE(Playback::faster(8), 8.0);
    QCOMPARE(Playback::slower(1.0 / 32), 1.0 / 32);
    QCOMPARE(Playback::nearestSpeed(3.1), 4.0);
    QCOMPARE(Playback::nearestSpeed(0), 1.0 / 32);
    QCOMPARE(Playback::nearestSpeed(std::nan("")), 1.0 / 32);
  }

  void labelsAreFractionsBelowOne() {
    QCOMPARE(Playback::label(0.125), QStringLiteral("1/8×"));
    QCOMPARE(Playback::label(4), QStringLiteral("4×"));
  }

  void whatIsDueGrowsWithTheSpeedAndIsNotMadeUpForLater() {
    Playback playback;
    playback.setSpeed(4);
    QCOMPARE(playback.due(0.01, 1), 0.04);
    QCOMPARE(playback.due(10, 0.4), 0.4);
    QCOMPARE(playback.due(0.01, 1), 0.04);
  }

  void theMeasuredSpeedIsSimulatedOverWallTime() {
    Playback playback;
    for (int i = 0; i < 60; ++i) playback.note(0.01, 0.005);
    QVERIFY(std::abs(playback.measuredSpeed() - 0.5) < 1e-9);
    playback.forgetMeasured();
    QCOMPARE(playback.measuredSpeed(), 0.0);
  }
};

QTEST_GUILESS_MAIN(PlaybackTest)
#include "playback_test.moc"
