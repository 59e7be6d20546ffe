#include "ui/viewer/live_play.h"

#include <QtTest>
#include <cmath>

using viewer::LivePlay;
using viewer::Wrench;

class LivePlayTest : public QObject {
  Q_OBJECT

  static bool neverLate() { return false; }
  static void play(LivePlay& play, int steps) {
    for (int i = 0; i < steps; ++i) play.advance(play.player().environment().secondsPerStep(), 0, neverLate);
  }

 private Q_SLOTS:
  void aPushMovesTheBodyAndEnds() {
    LivePlay pushed("hopper"), free("hopper");
    const int torso = 1;
    bool pushes = true;
    pushed.setPush([&](const env::BodyState&) -> std::optional<std::pair<int, Wrench>> {
      if (!pushes) return std::nullopt;
      return std::pair(torso, Wrench{60, 0, 0, 0, 0, 0});
    });
    play(pushed, 5);
    play(free, 5);
    const double v_pushed = pushed.after().qvel[0], v_free = free.after().qvel[0];
    QVERIFY(v_pushed > v_free + 0.1);  // N for 0.04 s on some kilograms
    pushes = false;
    play(pushed, 1);
    const double v = pushed.after().qvel[0];
    play(pushed, 1);
    QVERIFY(std::abs(pushed.after().qvel[0] - v) < 0.1 * (v_pushed - v_free) + 0.1);
  }

  void aPushThatIsNotFiniteIsNone() {
    LivePlay pushed("hopper"), free("hopper");
    pushed.setPush([](const env::BodyState&) -> std::optional<std::pair<int, Wrench>> {
      return std::pair(1, Wrench{std::nan(""), 0, 0, 0, 0, 0});
    });
    play(pushed, 3);
    play(free, 3);
    QCOMPARE(pushed.after().qpos, free.after().qpos);
  }

  void anUnstablePushEndsTheEpisodeAndTheNextOnePlays() {
    LivePlay pushed("hopper");
    pushed.setPush([&](const env::BodyState&) -> std::optional<std::pair<int, Wrench>> {
      if (pushed.player().episodes() > 1) return std::nullopt;
      return std::pair(1, Wrench{0, 0, 1e14, 0, 0, 0});
    });
    for (int i = 0; i < 50 && !pushed.player().isUnstable(); ++i) play(pushed, 1);
    QVERIFY(pushed.player().isUnstable());
    play(pushed, 3);
    QCOMPARE(pushed.player().episodes(), 2);
    QVERIFY(std::isfinite(pushed.after().qpos[0]));
  }

  void oneMayLookBackAndComesForwardToTheNewestState() {
    LivePlay live("hopper");
    play(live, 4);
    const auto newest = live.after().qpos, before = live.before().qpos;
    QCOMPARE(live.step(), 4);
    live.stepBack();
    QCOMPARE(live.after().qpos, before);
    QCOMPARE(live.step(), 3);
    live.stepForward();
    QCOMPARE(live.after().qpos, newest);
    live.stepForward();  // beyond the newest: one real step
    QCOMPARE(live.step(), 5);
    QVERIFY(live.after().qpos != newest);
    for (int i = 0; i < 20; ++i) live.stepBack();
    QCOMPARE(live.step(), 0);
  }

  void aLatePictureDropsTimeInsteadOfHurrying() {
    LivePlay live("hopper");
    const double step = live.player().environment().secondsPerStep();
    const double reached = live.advance(10 * step, 0, [] { return true; });
    QCOMPARE(live.player().environment().stepsInEpisode(), 0);
    QVERIFY(std::abs(reached - step) < 1e-12);
  }
};

QTEST_GUILESS_MAIN(LivePlayTest)
#include "live_play_test.moc"
