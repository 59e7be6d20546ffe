#include "mdp/named_mdps.h"

#include <QtTest>
#include <cmath>

#include "base/error.h"
#include "mdp/exact_return.h"
#include "mdp/optimal_policy.h"
#include "mdp/policy.h"

class NamedMdpsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void eachNameMakesAnMdp() {
    QCOMPARE(mdp::mdpNames().size(), std::size_t{4});
    for (const std::string& name : mdp::mdpNames()) {
      const mdp::FiniteMdp world = mdp::makeNamedMdp(name, 1);
      mdp::check(world);
      QCOMPARE(world.name, name);
      QVERIFY(world.calcRMax() > 0 && world.calcRMax() <= 1);
    }
    QCOMPARE(mdp::makeCliff().states(), std::size_t{18});
    QCOMPARE(mdp::makeTwoRooms().states(), std::size_t{19});
    QVERIFY_EXCEPTION_THROWN(mdp::makeNamedMdp("maze", 1), base::Error);
  }

  void onlyTheRandomOneDependsOnTheSeed() {
    QCOMPARE(mdp::makeNamedMdp("random", 1).p, mdp::makeNamedMdp("random", 1).p);
    QVERIFY(!(mdp::makeNamedMdp("random", 1).p == mdp::makeNamedMdp("random", 2).p));
    QCOMPARE(mdp::makeNamedMdp("cliff", 1).p, mdp::makeNamedMdp("cliff", 2).p);
  }

  // Always forward earns 1 at every step: 1/(1 − 0.4).
  void chainIsBestWalkedForward() {
    const mdp::FiniteMdp chain = mdp::makeChain();
    const mdp::Policy best = mdp::calcOptimalPolicy(chain, chain.p);
    for (std::size_t s = 0; s < chain.states(); ++s) QCOMPARE(best(s, 0), 1.0);
    QVERIFY(std::abs(mdp::calcReturn(chain, chain.p, best) - 1 / 0.6) < 1e-14);
  }

  // Beside the cliff it is dangerous to slip: the best first move is up, not along.
  void cliffIsWalkedAround() {
    const mdp::FiniteMdp cliff = mdp::makeCliff();
    const mdp::Policy best = mdp::calcOptimalPolicy(cliff, cliff.p);
    constexpr std::size_t kStart = 12, kUp = 0;
    QCOMPARE(cliff.start[kStart], 1.0);
    QCOMPARE(best(kStart, kUp), 1.0);
    QVERIFY(mdp::calcReturn(cliff, cliff.p, best) > 0);
    QVERIFY(mdp::calcReturn(cliff, cliff.p, mdp::makeUniformPolicy(cliff)) < 0);
  }

  void roomsAreJoinedByTheDoorAlone() {
    mdp::FiniteMdp rooms = mdp::makeTwoRooms();
    const double open = mdp::calcReturn(rooms, rooms.p, mdp::calcOptimalPolicy(rooms, rooms.p));
    constexpr std::size_t kDoor = 9;  // row 1, column 3: six squares above it, three to its left
    for (std::size_t a = 0; a < rooms.actions(); ++a) {
      for (std::size_t j = 0; j < rooms.states(); ++j) rooms.p(kDoor * rooms.actions() + a, j) = j == kDoor ? 1 : 0;
    }
    QVERIFY(open > 1);
    QVERIFY(std::abs(mdp::calcReturn(rooms, rooms.p, mdp::calcOptimalPolicy(rooms, rooms.p))) < 1e-14);
  }

  // All A^S = 27 deterministic policies of small random MDPs.
  void policyIterationBeatsEveryDeterministicPolicy() {
    base::RandomStream random(9, "optimal");
    for (int i = 0; i < 50; ++i) {
      const mdp::FiniteMdp world = mdp::makeRandomMdp({.states = 3, .actions = 3, .discount = 0.8}, random);
      const double best = mdp::calcReturn(world, world.p, mdp::calcOptimalPolicy(world, world.p));
      double found = -1e9;
      for (std::size_t code = 0; code < 27; ++code) {
        mdp::Policy policy(3, 3);
        policy(0, code % 3) = policy(1, code / 3 % 3) = policy(2, code / 9) = 1;
        found = std::max(found, mdp::calcReturn(world, world.p, policy));
      }
      QVERIFY(std::abs(best - found) < 1e-10);
    }
  }

  // Mean of a Dirichlet coordinate is 1/n, variance (n−1)/(n²(nc+1)); 40 000 draws, 5 σ of the mean.
  void dirichletHasItsMoments() {
    for (const double c : {0.05, 0.5, 1.0, 5.0}) {
      base::RandomStream random(10, "dirichlet");
      constexpr int kDraws = 40'000, n = 4;
      double sum = 0, squares = 0;
      for (int i = 0; i < kDraws; ++i) {
        const double x = mdp::drawDirichlet(n, c, random)[1];
        QVERIFY(x >= 0 && x <= 1);
        sum += x;
        squares += x * x;
      }
      const double mean = sum / kDraws, variance = squares / kDraws - mean * mean;
      const double expected = 3.0 / (16 * (4 * c + 1));
      QVERIFY(std::abs(mean - 0.25) < 5 * std::sqrt(expected / kDraws));
      QVERIFY(std::abs(variance - expected) < 0.05 * expected);
    }
  }
};

QTEST_GUILESS_MAIN(NamedMdpsTest)
#include "named_mdps_test.moc"
