#include "measure/episode.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "agent/policy.h"

namespace {

// Rows of one state and one action; the state numbers the row.
data::TransitionBatch batchOf(const std::vector<std::pair<double, bool>>& time_and_terminal) {
  const data::TransitionLayout layout{1, 1};
  at::Tensor rows = at::zeros({static_cast<std::int64_t>(time_and_terminal.size()), layout.width()});
  for (std::int64_t i = 0; i < rows.size(0); ++i) {
    const auto& [t, terminal] = time_and_terminal[static_cast<std::size_t>(i)];
    rows[i][0] = static_cast<double>(i);
    rows[i][layout.reward()] = 10.0 + static_cast<double>(i);
    rows[i][layout.terminal()] = terminal ? 1.0 : 0.0;
    rows[i][layout.time()] = t;
  }
  return {layout, rows};
}

}  // namespace

class EpisodeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // The rest of an overwritten episode; one that ended itself; one cut by its time limit; one still running.
  void onlyWholeEpisodesAreKept() {
    const auto batch = batchOf(
        {{5, false}, {6, true}, {0, false}, {1, true}, {0, false}, {1, false}, {2, false}, {0, false}, {1, false}});
    const auto episodes = measure::splitEpisodes(batch, 3);
    QCOMPARE(episodes.size(), 2U);
    QVERIFY(episodes[0].terminated && !episodes[1].terminated);
    QCOMPARE(episodes[0].r, (std::vector<double>{12, 13}));
    QCOMPARE(episodes[1].length(), 3);
    QCOMPARE(episodes[1].s[0][0].item<float>(), 4.0F);
    // The running one is kept where it already reaches the horizon.
    QCOMPARE(measure::splitEpisodes(batch, 2).size(), 3U);
  }

  void oneStepEpisodesAreTakenApart() {
    QCOMPARE(measure::splitEpisodes(batchOf({{0, true}, {0, true}, {0, true}}), 5).size(), 3U);
  }

  void noRowsHoldNoEpisode() { QVERIFY(measure::splitEpisodes(batchOf({}), 5).empty()); }

  void collectorPlaysOneEpisodeOfTheStochasticPolicy() {
    const auto environment = env::makeEnvironment("inverted_pendulum");
    nn::Noise noise(1, "policy");
    const agent::Policy policy({environment->observationSize(), environment->actionSize(), 8, 1}, noise);
    const auto frozen = policy.freeze({environment->actionLow().begin(), environment->actionLow().end()},
                                      {environment->actionHigh().begin(), environment->actionHigh().end()});
    const auto play = [&](std::int64_t horizon) {
      base::RandomStream resets(1, "resets"), actions(1, "actions");
      measure::EpisodeCollector collector(*environment, frozen, horizon);
      while (collector.step(resets, actions)) {
      }
      return collector.episode();
    };
    const auto episode = play(1000);
    QVERIFY(episode.terminated && episode.length() > 1 &&
            episode.length() < 1000);  // an untrained policy drops the pole
    QCOMPARE(episode.s.size(0), episode.length());
    QVERIFY(at::equal(episode.s, play(1000).s));
    // Cut short, it is the same episode's beginning, and not over by itself.
    const auto cut = play(2);
    QCOMPARE(cut.length(), 2);
    QVERIFY(!cut.terminated);
    QVERIFY(at::equal(cut.s, episode.s.narrow(0, 0, 2)));
  }
};

QTEST_GUILESS_MAIN(EpisodeTest)
#include "episode_test.moc"
