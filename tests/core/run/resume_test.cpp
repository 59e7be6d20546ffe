#include <QtTest>
#include <algorithm>
#include <csignal>
#include <map>

#include <sys/resource.h>

#include "base/error.h"
#include "run/checkpoint_store.h"
#include "run/episode_archive.h"
#include "run/run_directory.h"
#include "run/session.h"
#include "tiny_run.h"

using namespace std::chrono_literals;
using run::Status;
namespace fs = std::filesystem;

class ResumeTest : public QObject {
  Q_OBJECT

  static constexpr auto kPatience = 60s;
  static constexpr int kPatienceMs = 60'000;
  static constexpr std::int64_t kSteps = 400;

  static run::SessionOptions fresh(const fs::path& directory) {
    run::SessionOptions options;
    options.configuration = tinyConfiguration(kSteps);
    options.directory = directory;
    return options;
  }

  static run::SessionOptions continued(const fs::path& directory) {
    run::SessionOptions options;
    options.directory = directory;
    options.resume = true;
    return options;
  }

  static void runToTheEnd(const run::SessionOptions& options) {
    run::Session session(options);
    QVERIFY(session.wait(kPatience));
    QVERIFY2(session.status() == Status::finished, session.failure().c_str());
  }

  static void halve(const fs::path& file) { fs::resize_file(file, fs::file_size(file) / 2); }

  static void alterLastByte(const fs::path& file) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(-1, std::ios::end);
    const char last = static_cast<char>(stream.get());
    stream.seekp(-1, std::ios::end);
    stream.put(static_cast<char>(last ^ 1));
  }

  // One training interval more, up to and including its rollouts; the session rests before and after.
  static void step(run::Session& session) {
    const std::int64_t target = session.snapshot()->real_steps + session.snapshot()->configuration->model_train_interval;
    session.stepInterval();
    QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= target && session.status() == Status::paused,
                             kPatienceMs);
  }

  static fs::path newestRowFile(const fs::path& directory, const std::string& buffer) {
    fs::path newest;
    for (const auto& entry : fs::directory_iterator(directory / "checkpoint")) {
      const bool rows = entry.path().filename().string().starts_with(buffer + "-");
      if (rows && (newest.empty() || entry.last_write_time() > fs::last_write_time(newest))) newest = entry.path();
    }
    return newest;
  }

  // For as long as it lives, no file of this process may grow beyond so many bytes.
  class FileSizeLimit {
   public:
    explicit FileSizeLimit(rlim_t bytes) {
      std::signal(SIGXFSZ, SIG_IGN);
      ::getrlimit(RLIMIT_FSIZE, &before_);
      const rlimit limit{bytes, before_.rlim_max};
      ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

   private:
    rlimit before_{};
  };

  static int eventsWith(const run::Session& session, const std::string& text) {
    std::vector<run::Event> events;
    session.history().readEvents(0, events);
    return static_cast<int>(std::ranges::count_if(
        events, [&](const run::Event& event) { return event.text.find(text) != std::string::npos; }));
  }

  static int checkpointsIn(const run::Session& session) {
    std::vector<run::Event> events;
    session.history().readEvents(0, events);
    return static_cast<int>(std::count_if(events.begin(), events.end(), [](const run::Event& event) {
      return event.kind == run::EventKind::checkpoint;
    }));
  }

  static void requireSameRows(const fs::path& one, const fs::path& other) {
    for (const char* file : kRowFiles) {
      const auto expected = repeatableLines(one / file), got = repeatableLines(other / file);
      QCOMPARE(got.size(), expected.size());
      for (std::size_t i = 0; i < got.size(); ++i) QCOMPARE(got[i], expected[i]);
    }
  }

  // Kept evaluation episodes are those of the uninterrupted run, but for the one in which it was saved, if it was in one.
  static void requireSameEvaluations(const fs::path& one, const fs::path& other) {
    const auto evaluations = [](const fs::path& directory) {
      std::map<std::string, double> returns;
      for (const auto& episode : run::listEpisodes(directory)) {
        if (episode.kind == run::EpisodeKind::evaluation) returns[episode.id] = episode.episode_return;
      }
      return returns;
    };
    const auto expected = evaluations(one), got = evaluations(other);
    QVERIFY(expected.size() > 1);
    QVERIFY(got.size() + 1 >= expected.size());
    for (const auto& [id, value] : got) {
      QVERIFY2(expected.contains(id), id.c_str());
      QCOMPARE(value, expected.at(id));
    }
  }

 private Q_SLOTS:
  void stoppedRunGoesOnAsIfNothingHadHappened() {
    const QTemporaryDir folder;
    runToTheEnd(fresh(below(folder, "whole")));
    {
      run::Session session(fresh(below(folder, "parts")));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 230, kPatienceMs);
    }
    runToTheEnd(continued(below(folder, "parts")));
    requireSameRows(below(folder, "whole"), below(folder, "parts"));
    requireSameEvaluations(below(folder, "whole"), below(folder, "parts"));
  }

  // The copy is what a power cut would leave: rows behind the checkpoint, one of them torn.
  void crashedRunGoesOnFromItsCheckpointWithoutGapsOrDuplicates() {
    const QTemporaryDir folder;
    runToTheEnd(fresh(below(folder, "whole")));
    {
      run::Session session(fresh(below(folder, "victim")));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 150, kPatienceMs);
      session.requestCheckpoint();
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 250, kPatienceMs);
      session.pause();
      QTRY_VERIFY_WITH_TIMEOUT(session.status() == Status::paused, kPatienceMs);
      fs::copy(below(folder, "victim"), below(folder, "crashed"), fs::copy_options::recursive);
    }
    appendText(below(folder, "crashed") / "samples.jsonl", "{\"real_steps\": 260, ");
    QCOMPARE(run::readSummary(below(folder, "crashed")).status, std::string("interrupted"));
    runToTheEnd(continued(below(folder, "crashed")));
    requireSameRows(below(folder, "whole"), below(folder, "crashed"));
    requireSameEvaluations(below(folder, "whole"), below(folder, "crashed"));
  }

  void continuedRunKeepsItsHistory() {
    const QTemporaryDir folder;
    {
      run::Session session(fresh(below(folder, "run")));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 230, kPatienceMs);
    }
    run::Session session(continued(below(folder, "run")));
    QVERIFY(session.wait(kPatience));
    std::vector<run::Point> evaluations;
    session.history().read(mbpo::Metric::evaluation_return, 0, evaluations);
    QCOMPARE(evaluations.size(), linesOf(below(folder, "run") / "epochs.jsonl").size());
    QVERIFY(std::is_sorted(evaluations.begin(), evaluations.end(),
                           [](const auto& a, const auto& b) { return a.wall_seconds < b.wall_seconds; }));
  }

  void changedParameterStaysChangedAfterResume() {
    const QTemporaryDir folder;
    {
      run::Session session(fresh(below(folder, "run")));
      session.setParameter("updates_per_step", "1");
      QTRY_COMPARE_WITH_TIMEOUT(session.snapshot()->updates_per_step, 1, kPatienceMs);
    }
    run::Session session(continued(below(folder, "run")));
    QVERIFY(session.wait(kPatience));
    QCOMPARE(session.snapshot()->configuration->updates_per_step, std::int64_t{1});
  }

  void runInUseOrWithoutCheckpointCannotBeContinued() {
    const QTemporaryDir folder;
    run::SessionOptions paused = fresh(below(folder, "run"));
    paused.start_paused = true;
    run::Session session(paused);
    QVERIFY_EXCEPTION_THROWN(run::Session(continued(below(folder, "run"))), base::Error);
    QVERIFY_EXCEPTION_THROWN(run::Session(continued(below(folder, "missing"))), base::Error);
  }

  // Damage of the trainer's file and of a buffer's rows alike.
  void damagedNewestCheckpointIsReplacedByTheOneBefore_data() {
    QTest::addColumn<bool>("rows");
    QTest::newRow("trainer's file") << false;
    QTest::newRow("rows of D_model") << true;
  }
  void damagedNewestCheckpointIsReplacedByTheOneBefore() {
    QFETCH(bool, rows);
    const QTemporaryDir folder;
    runToTheEnd(fresh(below(folder, "whole")));
    const fs::path directory = below(folder, "damaged");
    {
      run::SessionOptions options = fresh(directory);
      options.start_paused = true;
      run::Session session(options);
      for (int interval = 0; interval < 4; ++interval) step(session);
      const int before = checkpointsIn(session);
      session.requestCheckpoint();
      QTRY_VERIFY_WITH_TIMEOUT(checkpointsIn(session) > before, kPatienceMs);
      step(session);  // rows that only the last checkpoint counts on
      session.stop();
      QVERIFY(session.wait(kPatience));
    }
    const auto checkpoints = run::findCheckpoints(directory);
    QCOMPARE(checkpoints.size(), std::size_t{2});
    if (rows) {
      alterLastByte(newestRowFile(directory, "D_model"));
    } else {
      halve(checkpoints[0].file);
    }
    runToTheEnd(continued(directory));
    requireSameRows(below(folder, "whole"), directory);
    const auto events = linesOf(directory / "events.jsonl");
    QVERIFY(std::any_of(events.begin(), events.end(), [](const std::string& line) {
      return line.find("alarm") != std::string::npos && line.find("the one before it was") != std::string::npos;
    }));
  }

  // A limit on file sizes refuses like a full disk. The run waits, a person makes room, and nothing is missing.
  void aFullDiskPausesTheRunAndNothingIsLost() {
    const QTemporaryDir folder;
    runToTheEnd(fresh(below(folder, "whole")));
    run::SessionOptions options = fresh(below(folder, "crowded"));
    options.pauses_on_trouble = true;
    run::Session session(options);
    QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 150, kPatienceMs);
    {
      const FileSizeLimit full(100);
      QTRY_VERIFY_WITH_TIMEOUT(session.status() == Status::paused, kPatienceMs);
      QVERIFY2(session.failure().find("File too large") != std::string::npos, session.failure().c_str());
      session.resume();  // still full: it pauses again
      QTRY_VERIFY_WITH_TIMEOUT(eventsWith(session, "The run paused") == 2, kPatienceMs);
      QTRY_VERIFY_WITH_TIMEOUT(session.status() == Status::paused, kPatienceMs);
    }
    session.resume();
    QVERIFY(session.wait(kPatience));
    QVERIFY2(session.status() == Status::finished, session.failure().c_str());
    QVERIFY(session.failure().empty());
    QCOMPARE(eventsWith(session, "The run goes on"), 1);
    requireSameRows(below(folder, "whole"), below(folder, "crowded"));
    QVERIFY(!linesOf(below(folder, "crowded") / "events.jsonl").empty());
    for (const std::string& line : linesOf(below(folder, "crowded") / "events.jsonl")) {
      QVERIFY2(nlohmann::json::accept(line), line.c_str());  // no torn line
    }
  }

  // The command line's way: it ends with the reason, and the last checkpoint is as good as before.
  void aFullDiskEndsARunThatCannotBeHelpedAndItGoesOnLater() {
    const QTemporaryDir folder;
    runToTheEnd(fresh(below(folder, "whole")));
    {
      run::Session session(fresh(below(folder, "crowded")));
      QTRY_VERIFY_WITH_TIMEOUT(checkpointsIn(session) >= 1 && session.snapshot()->real_steps >= 150, kPatienceMs);
      const FileSizeLimit full(100);
      QVERIFY(session.wait(kPatience));
      QVERIFY(session.status() == Status::failed);
      QVERIFY(session.failure().find("File too large") != std::string::npos);
    }
    runToTheEnd(continued(below(folder, "crowded")));
    requireSameRows(below(folder, "whole"), below(folder, "crowded"));
  }

  void damagedCheckpointFailsTheRunWithTheReason() {
    const QTemporaryDir folder;
    {
      run::Session session(fresh(below(folder, "run")));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps > 0, kPatienceMs);
    }
    for (const auto& checkpoint : run::findCheckpoints(below(folder, "run"))) halve(checkpoint.file);
    run::Session session(continued(below(folder, "run")));
    QVERIFY(session.wait(kPatience));
    QVERIFY(session.status() == Status::failed);
    QVERIFY(!session.failure().empty());
    QCOMPARE(run::readSummary(below(folder, "run")).status, std::string("failed"));
  }
};

QTEST_GUILESS_MAIN(ResumeTest)
#include "resume_test.moc"
