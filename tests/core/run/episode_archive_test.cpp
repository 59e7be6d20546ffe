// What a run keeps of its episodes, how it gives way, and that damaged files say so.
#include "run/episode_archive.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/episode_file.h"
#include "tiny_run.h"

namespace fs = std::filesystem;
using run::EpisodeArchive;
using run::EpisodeKind;

namespace {

/// An episode of T steps whose numbers say where they stand.
mbpo::PlayedEpisode played(EpisodeKind kind, std::int64_t real_steps, double episode_return, int steps = 3,
                           int index = 0) {
  mbpo::PlayedEpisode episode;
  episode.kind = kind;
  episode.end = mbpo::EpisodeEnd::terminated;
  episode.real_steps = real_steps;
  episode.epoch = static_cast<int>(real_steps / 1000);
  episode.index = index;
  episode.episode_return = episode_return;
  auto& trajectory = episode.trajectory;
  trajectory.environment = "hopper";
  trajectory.seconds_per_step = 0.008;
  trajectory.observation_names = {"x", "y"};
  for (int t = 0; t <= steps; ++t) {
    trajectory.qpos.push_back({1.0 * t, 1.0 / 3, -2});
    trajectory.qvel.push_back({0.1 * t, 5});
    trajectory.observation.push_back({t + 0.25, -t - 0.5});
  }
  for (int t = 0; t < steps; ++t) {
    trajectory.action.push_back({0.01 * t});
    trajectory.reward.push_back(1.0 / (1 + t));
  }
  return episode;
}

QString errorOf(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return QString::fromUtf8(error.what());
  }
  return "(nothing was thrown)";
}

std::vector<std::int64_t> stepsOf(const std::vector<run::KeptEpisode>& episodes, EpisodeKind kind) {
  std::vector<std::int64_t> steps;
  for (const auto& episode : episodes) {
    if (episode.kind == kind) steps.push_back(episode.real_steps);
  }
  return steps;
}

int filesIn(const fs::path& run_directory) {
  return static_cast<int>(std::distance(fs::directory_iterator(run_directory / "episodes"), fs::directory_iterator{}));
}

}  // namespace

class EpisodeArchiveTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void whatIsKeptReadsBackExactly() {
    const QTemporaryDir folder;
    const fs::path run = folder.path().toStdString();
    const auto episode = played(EpisodeKind::evaluation, 12'500, 1.0 / 7);
    QVERIFY(EpisodeArchive(run).add(episode));
    const auto list = run::listEpisodes(run);
    QCOMPARE(list.size(), std::size_t{1});
    QCOMPARE(list[0].id, std::string("evaluation-000012500-0"));
    QCOMPARE(list[0].length, 3);
    QCOMPARE(list[0].episode_return, 1.0 / 7);
    const auto recording = run::readEpisode(run, list[0].id);
    QCOMPARE(recording.about.real_steps, std::int64_t{12'500});
    QVERIFY(recording.about.end == run::EpisodeEnd::terminated);
    const auto& trajectory = recording.trajectory;
    QCOMPARE(trajectory.environment, std::string("hopper"));
    QCOMPARE(trajectory.seconds_per_step, 0.008);
    QVERIFY(trajectory.observation_names == episode.trajectory.observation_names);
    QVERIFY(trajectory.qpos == episode.trajectory.qpos);
    QVERIFY(trajectory.qvel == episode.trajectory.qvel);
    QVERIFY(trajectory.observation == episode.trajectory.observation);
    QVERIFY(trajectory.action == episode.trajectory.action);
    QVERIFY(trajectory.reward == episode.trajectory.reward);
  }

  void newestBestAndWorstStayAndTheRestIsSpreadOverTraining() {
    const QTemporaryDir folder;
    const fs::path run = folder.path().toStdString();
    EpisodeArchive archive(run, {.newest = 4, .spread = 8, .training_interval = 0});
    constexpr int kAll = 300;
    for (int i = 1; i <= kAll; ++i) {
      const double value = i == 57 ? 1000 : i == 123 ? -1000 : i % 13;
      QVERIFY(archive.add(played(EpisodeKind::evaluation, 1000 * i, value)));
    }
    const auto steps = stepsOf(run::listEpisodes(run), EpisodeKind::evaluation);
    QCOMPARE(steps, stepsOf(archive.episodes(), EpisodeKind::evaluation));
    QVERIFY(steps.size() <= 4 + 8 + 2);
    QCOMPARE(filesIn(run), static_cast<int>(steps.size()));
    const auto holds = [&](int i) { return std::ranges::find(steps, 1000 * i) != steps.end(); };
    QVERIFY(holds(57));
    QVERIFY(holds(123));
    for (int i = kAll - 3; i <= kAll; ++i) QVERIFY(holds(i));
    QVERIFY(holds(1));
    // Spread: no gap is wider than four even ones would be. Keeping the newest alone would leave one of 288.
    std::int64_t widest = 0;
    for (std::size_t i = 1; i < steps.size(); ++i) widest = std::max(widest, (steps[i] - steps[i - 1]) / 1000);
    QVERIFY2(widest <= 4 * kAll / 9, qPrintable(QString::number(widest)));
  }

  void bothKindsAreCountedApart() {
    const QTemporaryDir folder;
    const fs::path run = folder.path().toStdString();
    EpisodeArchive archive(run, {.newest = 2, .spread = 1, .training_interval = 0});
    for (int i = 1; i <= 40; ++i) archive.add(played(EpisodeKind::training, 100 * i, i));
    archive.add(played(EpisodeKind::evaluation, 50, 5));
    QCOMPARE(stepsOf(archive.episodes(), EpisodeKind::evaluation).size(), std::size_t{1});
    QVERIFY(stepsOf(archive.episodes(), EpisodeKind::training).size() <= 2 + 1 + 2);
  }

  void trainingEpisodesTooCloseAreKeptOnlyAsRecords() {
    const QTemporaryDir folder;
    EpisodeArchive archive(folder.path().toStdString(), {.training_interval = 250});
    QVERIFY(archive.add(played(EpisodeKind::training, 20, 10)));
    QVERIFY(!archive.add(played(EpisodeKind::training, 40, 10)));
    QVERIFY(archive.add(played(EpisodeKind::training, 60, 11)));    // the best so far
    QVERIFY(archive.add(played(EpisodeKind::training, 80, 9)));     // the worst so far
    QVERIFY(!archive.add(played(EpisodeKind::training, 329, 10)));  // 249 steps on
    QVERIFY(archive.add(played(EpisodeKind::training, 330, 10)));
  }

  void theLimitOfBytesHolds() {
    const QTemporaryDir folder;
    const fs::path run = folder.path().toStdString();
    constexpr std::size_t kLimit = 40'000;
    EpisodeArchive archive(run, {.newest = 8, .spread = 24, .training_interval = 0, .bytes = kLimit});
    for (int i = 1; i <= 60; ++i) {
      archive.add(played(EpisodeKind::evaluation, 1000 * i, i == 5 ? 99 : 1, 60));
      QVERIFY2(archive.bytes() <= kLimit, qPrintable(QString::number(archive.bytes())));
    }
    const auto steps = stepsOf(run::listEpisodes(run), EpisodeKind::evaluation);
    QVERIFY(std::ranges::find(steps, 5'000) != steps.end());  // the best outlives the limit
    QCOMPARE(steps.back(), std::int64_t{60'000});
    std::size_t on_disk = 0;
    for (const auto& entry : fs::directory_iterator(run / "episodes")) on_disk += entry.file_size();
    QCOMPARE(on_disk, archive.bytes());
  }

  void anArchiveGoesOnFromWhatTheDirectoryHolds() {
    const QTemporaryDir folder;
    const fs::path run = folder.path().toStdString();
    {
      EpisodeArchive archive(run);
      for (int i = 1; i <= 5; ++i) archive.add(played(EpisodeKind::evaluation, 1000 * i, i));
    }
    EpisodeArchive archive(run);
    QCOMPARE(archive.episodes().size(), std::size_t{5});
    archive.cutBack(3000);
    QCOMPARE(stepsOf(run::listEpisodes(run), EpisodeKind::evaluation), (std::vector<std::int64_t>{1000, 2000, 3000}));
    archive.add(played(EpisodeKind::evaluation, 3000, 42));  // played again: takes the place of its namesake
    QCOMPARE(archive.episodes().size(), std::size_t{3});
    QCOMPARE(run::listEpisodes(run).back().episode_return, 42.0);
  }

  // Every shorter file and every altered byte is noticed: nothing is ever half an episode.
  void damagedFilesAreErrorsThatNameTheFile() {
    const QTemporaryDir folder;
    const fs::path run = folder.path().toStdString();
    EpisodeArchive(run).add(played(EpisodeKind::evaluation, 1000, 1));
    const std::string id = run::listEpisodes(run)[0].id;
    const fs::path file = run / "episodes" / (id + ".cbor");
    const std::string whole = base::readFile(file);
    for (std::size_t length = 0; length < whole.size(); length += 7) {
      std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, length);
      const QString said = errorOf([&] { run::readEpisode(run, id); });
      QVERIFY2(said.contains(QString::fromStdString(file.string())), qPrintable(said));
    }
    std::string altered = whole;
    altered[whole.size() - 12] = static_cast<char>(altered[whole.size() - 12] ^ 1);  // inside a byte string
    std::ofstream(file, std::ios::binary | std::ios::trunc) << altered;
    QVERIFY(errorOf([&] { run::readEpisode(run, id); }) != "(nothing was thrown)");
    std::ofstream(file, std::ios::binary | std::ios::trunc) << "not an episode at all";
    std::vector<std::string> problems;
    QVERIFY(run::listEpisodes(run, &problems).empty());
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY(problems[0].find(file.string()) != std::string::npos);
  }

  void foreignAndRenamedFilesAreRefused() {
    const QTemporaryDir folder;
    const fs::path run = folder.path().toStdString();
    EpisodeArchive(run).add(played(EpisodeKind::evaluation, 1000, 1));
    fs::copy_file(run / "episodes" / "evaluation-000001000-0.cbor", run / "episodes" / "evaluation-000002000-0.cbor");
    QVERIFY(errorOf([&] { run::readEpisode(run, "evaluation-000002000-0"); }).contains("renamed"));
    QVERIFY(errorOf([&] { run::readEpisode(run, "../evaluation-000001000-0"); }).contains("no episode's name"));
    QVERIFY(errorOf([&] { run::readEpisode(run, "evaluation-000009000-0"); }).contains("list the episodes again"));
  }

  void wordsFindTheirEpisodes() {
    const QTemporaryDir folder;
    const fs::path run = folder.path().toStdString();
    EpisodeArchive archive(run);
    QVERIFY(errorOf([&] { run::findEpisode(archive.episodes(), "newest"); }).contains("kept no episodes"));
    for (int i = 1; i <= 3; ++i) archive.add(played(EpisodeKind::evaluation, 1000 * i, i == 2 ? 9 : i));
    archive.add(played(EpisodeKind::training, 9000, 100));
    archive.add(played(EpisodeKind::evaluation, 2500, 9));  // as good as the best, and later
    const auto& episodes = archive.episodes();
    QCOMPARE(run::findEpisode(episodes, "newest"), std::string("evaluation-000003000-0"));
    QCOMPARE(run::findEpisode(episodes, "best"), std::string("evaluation-000002500-0"));
    QCOMPARE(run::findEpisode(episodes, "worst"), std::string("evaluation-000001000-0"));
    QCOMPARE(run::findEpisode(episodes, "training-000009000"), std::string("training-000009000"));
    QVERIFY(errorOf([&] { run::findEpisode(episodes, "bets"); }).contains("newest, best or worst"));
  }
};

QTEST_GUILESS_MAIN(EpisodeArchiveTest)
#include "episode_archive_test.moc"
