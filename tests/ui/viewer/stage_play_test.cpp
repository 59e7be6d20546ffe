#include "ui/viewer/stage_play.h"

#include <QtTest>
#include <cmath>

using viewer::Stage;
using viewer::StagePlay;

class StagePlayTest : public QObject {
  Q_OBJECT

  /// Steps 0 to 4 of 0.1 s.
  static StagePlay play() {
    auto stage = std::make_shared<Stage>();
    stage->seconds_per_step = 0.1;
    stage->tracks.push_back({QStringLiteral("true"), {}, true, std::vector<env::BodyState>(5)});
    stage->tracks.push_back({QStringLiteral("short"), {}, false, std::vector<env::BodyState>(2)});
    stage->reward = {1, 2, 4, 8};
    stage->value = {10, 20, 30, 40, 50};
    return StagePlay(stage);
  }

 private Q_SLOTS:
  void timeMovesTheStepAndTheLongestTrackIsItsEnd() {
    StagePlay at = play();
    at.advance(0.25, 0.5);
    QCOMPARE(at.step(), 2.5);
    at.advance(1, 0.5);
    QCOMPARE(at.step(), 4.0);
    QVERIFY(at.hasEnded());
    at.advance(10, 0.5);
    QCOMPARE(at.step(), 4.0);
  }

  void aLoopHoldsTheEndAndBeginsAnew() {
    StagePlay at = play();
    at.setLoop(true);
    at.setStep(4);
    QVERIFY(!at.hasEnded());
    at.advance(0.4, 0.5);
    QCOMPARE(at.step(), 4.0);
    at.advance(0.2, 0.5);
    QCOMPARE(at.step(), 0.0);
  }

  // The reward of the step that led here: at state 3 it is r_2 = 4, and the return r_0 + r_1 + r_2 = 7.
  void rewardReturnAndValueAreThoseOfTheStateReached() {
    StagePlay at = play();
    QVERIFY(std::isnan(at.reward()));
    QCOMPARE(at.returnSoFar(), 0.0);
    at.setStep(3.9);
    QCOMPARE(at.reward(), 4.0);
    QCOMPARE(at.returnSoFar(), 7.0);
    QCOMPARE(at.value(), 40.0);
  }

  void stepsAreKeptOnTheStage() {
    StagePlay at = play();
    at.setStep(-3);
    QCOMPARE(at.step(), 0.0);
    at.setStep(99);
    QCOMPARE(at.step(), 4.0);
    at.setStep(std::nan(""));
    QCOMPARE(at.step(), 0.0);
  }
};

QTEST_GUILESS_MAIN(StagePlayTest)
#include "stage_play_test.moc"
