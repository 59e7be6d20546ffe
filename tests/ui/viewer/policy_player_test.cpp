#include "ui/viewer/policy_player.h"

#include <QtTest>
#include <cmath>

#include "base/error.h"

using viewer::PolicyPlayer;

class PolicyPlayerTest : public QObject {
  Q_OBJECT

  /// μ = bias, whatever is observed.
  static std::shared_ptr<const agent::FrozenPolicy> constantPolicy(int observations, float bias) {
    const std::size_t weights = 2 * std::size_t(observations);
    agent::FrozenPolicy::Layer layer{observations, 2, std::vector<float>(weights, 0.0F), {bias, -3}};
    return std::make_shared<agent::FrozenPolicy>(std::vector{layer}, std::vector{-3.0}, std::vector{3.0}, -10.0, 0.5);
  }

 private Q_SLOTS:
  void randomPlayMovesTheBodyGently() {
    PolicyPlayer player("inverted_pendulum");
    const double before = player.environment().bodyState().qpos[0];
    for (int i = 0; i < 5; ++i) player.step();
    QVERIFY(player.environment().bodyState().qpos[0] != before);
    QVERIFY(!player.hasPolicy());
  }

  void anEndedEpisodeIsFollowedByANewOne() {
    PolicyPlayer player("inverted_pendulum");
    QVERIFY(player.setPolicy(constantPolicy(4, 2)));  // full force to one side: the pole falls
    for (int i = 0; i < 200 && !player.episodeHasEnded(); ++i) player.step();
    QVERIFY(player.episodeHasEnded());
    QCOMPARE(player.lastReturn(), player.returnSoFar());
    player.step();
    QVERIFY(!player.episodeHasEnded());
    QCOMPARE(player.environment().stepsInEpisode(), 0);
    QCOMPARE(player.episodes(), 2);
  }

  void aPolicyOfAnotherSizeIsNotPlayed() {
    PolicyPlayer player("inverted_pendulum");
    QVERIFY(!player.setPolicy(constantPolicy(11, 0)));
    QVERIFY(!player.hasPolicy());
    player.step();
  }

  void anUnknownTaskIsAnError() { QVERIFY_EXCEPTION_THROWN(PolicyPlayer("nonsense"), base::Error); }
};

QTEST_GUILESS_MAIN(PolicyPlayerTest)
#include "policy_player_test.moc"
