#include <QtTest>
#include <cmath>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/run_directory.h"
#include "run/run_writer.h"
#include "tiny_run.h"

using mbpo::Metric;

class RunFollowerTest : public QObject {
  Q_OBJECT

  static mbpo::MetricRow sample(std::int64_t step, double value = 0.5) {
    mbpo::MetricRow row;
    row.real_steps = step;
    row.updates = 2 * step;
    row.values = {{Metric::alpha, value}};
    return row;
  }

  static std::vector<double> steps(const run::RunFollower& follower) {
    std::vector<run::Point> points;
    follower.history().read(Metric::alpha, 0, points);
    std::vector<double> result;
    for (const run::Point& point : points) result.push_back(point.real_steps);
    return result;
  }

  static std::vector<run::Event> events(const run::RunFollower& follower) {
    std::vector<run::Event> result;
    follower.history().readEvents(0, result);
    return result;
  }

  struct LiveRun {
    QTemporaryDir folder;
    std::filesystem::path directory = below(folder, "run");
    std::unique_ptr<run::RunWriter> writer = run::RunWriter::create(directory, tinyConfiguration(100));

    LiveRun() { writer->writeStatus("running", "", mbpo::Snapshot{}); }
    void add(std::int64_t step) {
      writer->append(sample(step));
      writer->flush();
    }
    void checkpoint() {
      writer->writeCheckpoint(0, 0, [](const auto& file) { base::writeFileAtomically(file, "x"); });
    }
  };

 private Q_SLOTS:
  void newLinesArriveOnce() {
    LiveRun live;
    run::RunFollower follower(live.directory);
    live.add(10);
    QVERIFY(follower.poll());
    QVERIFY(!follower.poll());
    live.add(20);
    live.add(30);
    QVERIFY(follower.poll());
    QCOMPARE(steps(follower), (std::vector<double>{10, 20, 30}));
  }

  void tornLineWaitsForItsEnd() {
    LiveRun live;
    run::RunFollower follower(live.directory);
    live.add(10);
    appendText(live.directory / "samples.jsonl", R"({"real_steps": 20, "updates": 1, "epoch": 0, )");
    follower.poll();
    QCOMPARE(steps(follower), (std::vector<double>{10}));
    appendText(live.directory / "samples.jsonl", "\"wall_seconds\": 1, \"alpha\": 2}\n");
    QVERIFY(follower.poll());
    QCOMPARE(steps(follower), (std::vector<double>{10, 20}));
    QVERIFY(events(follower).empty());
  }

  void unreadableLineIsOneWarning() {
    LiveRun live;
    run::RunFollower follower(live.directory);
    live.add(10);
    appendText(live.directory / "samples.jsonl", "nonsense\n");
    live.writer->append(sample(20));
    live.writer->flush();
    follower.poll();
    follower.poll();
    QCOMPARE(steps(follower), (std::vector<double>{10, 20}));
    QCOMPARE(events(follower).size(), std::size_t{1});
    QVERIFY(events(follower)[0].kind == run::EventKind::warning);
    QVERIFY(events(follower)[0].text.find("Line 2") != std::string::npos);
  }

  void resumedRunGivesNeitherGapsNorDuplicates_data() {
    QTest::addColumn<int>("last");
    QTest::newRow("shorter than before") << 20;
    QTest::newRow("as long as before") << 40;
    QTest::newRow("longer than before") << 60;
  }

  // The follower saw 10 … 40; the run went back to its checkpoint at 20 and went on before the next poll.
  void resumedRunGivesNeitherGapsNorDuplicates() {
    QFETCH(int, last);
    LiveRun live;
    run::RunFollower follower(live.directory);
    for (const int step : {10, 20}) live.add(step);
    live.checkpoint();
    for (const int step : {30, 40}) live.add(step);
    follower.poll();
    live.writer.reset();
    live.writer = run::RunWriter::reopen(live.directory);
    run::Event note;
    note.text = "Continued.";
    live.writer->append(note);
    for (int step = 30; step <= last; step += 10) {
      mbpo::MetricRow again = sample(step);
      again.wall_seconds = 1;  // the clock differs the second time
      live.writer->append(again);
    }
    live.writer->flush();
    follower.poll();
    for (int step = std::max(last, 20) + 10; step <= 80; step += 10) live.add(step);
    follower.poll();
    QCOMPARE(steps(follower), (std::vector<double>{10, 20, 30, 40, 50, 60, 70, 80}));
    QCOMPARE(events(follower).size(), std::size_t{1});
  }

  void statusIsThatOfTheLastPoll() {
    LiveRun live;
    run::RunFollower follower(live.directory);
    QCOMPARE(follower.summary().status, std::string("running"));
    live.writer->writeStatus("paused", "", mbpo::Snapshot{});
    QCOMPARE(follower.summary().status, std::string("running"));
    QVERIFY(follower.poll());
    QCOMPARE(follower.summary().status, std::string("paused"));
  }

  void folderThatIsNoRunIsRefused() {
    const QTemporaryDir folder;
    QVERIFY_EXCEPTION_THROWN(run::RunFollower(below(folder, ".")), base::Error);
  }
};

QTEST_GUILESS_MAIN(RunFollowerTest)
#include "run_follower_test.moc"
