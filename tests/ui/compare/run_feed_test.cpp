#include "ui/compare/run_feed.h"

#include <QTest>
#include <fstream>

#include "run/annotation.h"
#include "support/written_run.h"

using compare::RunFeed;

class RunFeedTest : public QObject {
  Q_OBJECT

  static std::size_t evaluations(const compare::FedRun& run) {
    std::vector<run::Point> points;
    return run.history().read(mbpo::Metric::evaluation_return, 0, points);
  }
  static std::size_t runs(const RunFeed& feed) { return feed.report() == nullptr ? 0 : feed.report()->runs.size(); }

 private Q_SLOTS:
  void runsAppearWholeAndInTheOrderAskedFor() {
    const QTemporaryDir folder;
    const auto a = support::below(folder, "a"), b = support::below(folder, "b");
    support::writeFinished(a, support::pendulum(1, 1), {1, 2, 3});
    support::writeFinished(b, support::pendulum(2, 1), {4});
    RunFeed feed;
    feed.follow({b, a});
    QTRY_COMPARE(runs(feed), std::size_t{2});
    const auto report = feed.report();
    QCOMPARE(report->runs[0]->configuration().seed, 2);
    QCOMPARE(evaluations(*report->runs[1]), std::size_t{3});
    feed.follow({a});
    QTRY_COMPARE(runs(feed), std::size_t{1});
    QVERIFY(feed.report()->runs[0] == report->runs[1]);  // not read again
  }

  void aTornLastLineWaitsForItsEnd() {
    const QTemporaryDir folder;
    support::WrittenRun living(support::below(folder, "a"), support::pendulum(1, 1));
    living.evaluate(250, 1);
    RunFeed feed;
    feed.follow({living.directory()});
    QTRY_COMPARE(runs(feed), std::size_t{1});
    const auto run = feed.report()->runs[0];
    const std::string line =
        "{\"real_steps\": 500, \"updates\": 0, \"epoch\": 0, \"wall_seconds\": 1, \"evaluation_return\": 7}\n";
    const auto append = [&](const std::string& text) {
      std::ofstream(living.directory() / "epochs.jsonl", std::ios::app | std::ios::binary) << text;
    };
    append(line.substr(0, 40));
    const auto before = feed.revision();
    living.say("paused");  // proof that the feed has looked since
    QTRY_VERIFY(feed.revision() > before);
    QCOMPARE(evaluations(*run), std::size_t{1});
    append(line.substr(40));
    QTRY_COMPARE(evaluations(*run), std::size_t{2});
    std::vector<run::Event> events;
    run->history().readEvents(0, events);
    QVERIFY(events.empty());  // no complaint about half a line
  }

  void whatCannotBeReadIsReportedAndComesOnceItCan() {
    const QTemporaryDir folder;
    const auto late = support::below(folder, "late");
    RunFeed feed;
    feed.follow({late});
    QTRY_VERIFY(feed.report() != nullptr && feed.report()->problems.contains(late.string()));
    support::writeFinished(late, support::pendulum(1, 1), {1});
    QTRY_COMPARE(runs(feed), std::size_t{1});
    QVERIFY(feed.report()->problems.empty());
    std::filesystem::remove_all(late);
    QTRY_COMPARE(runs(feed), std::size_t{0});
  }

  void anUnwatchedFeedRests() {
    const QTemporaryDir folder;
    support::WrittenRun living(support::below(folder, "a"), support::pendulum(1, 1));
    RunFeed feed;
    feed.follow({living.directory()});
    QTRY_COMPARE(runs(feed), std::size_t{1});
    feed.setWatched(false);
    living.evaluate(250, 1);
    feed.setWatched(true);
    QTRY_COMPARE(evaluations(*feed.report()->runs[0]), std::size_t{1});
  }
};

QTEST_GUILESS_MAIN(RunFeedTest)
#include "run_feed_test.moc"
