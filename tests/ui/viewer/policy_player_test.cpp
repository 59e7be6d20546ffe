#include "ui/viewer/policy_player.h"

#include <QtTest>
#include <array>
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

  // Q_1 = 1 + a, Q_2 = 3, at the normalised action a; full force is a = tanh 2.
  void theValueIsTheCriticsAtTheActionInForce() {
    const agent::FrozenCritic::Network q_1{{5, 1, {0, 0, 0, 0, 1}, {1}}}, q_2{{5, 1, {0, 0, 0, 0, 0}, {3}}};
    const auto alone = constantPolicy(4, 2);
    const auto rated = std::make_shared<agent::FrozenPolicy>(
        alone->layers(), alone->actionLow(), alone->actionHigh(), alone->logStdMin(), alone->logStdMax(),
        std::make_shared<agent::FrozenCritic>(std::array{q_1, q_2}));
    PolicyPlayer player("inverted_pendulum");
    player.step();
    QVERIFY(std::isnan(player.value()));  // random actions: nobody rates them
    QVERIFY(player.setPolicy(rated));
    player.step();
    QVERIFY(std::abs(player.value() - (1 + std::tanh(2.0))) < 1e-6);
    player.reset();
    QVERIFY(std::isnan(player.value()));  // no action yet
    QVERIFY(player.setPolicy(alone));
    player.step();
    QVERIFY(std::isnan(player.value()));
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
