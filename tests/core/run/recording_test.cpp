// Real trainings record their episodes and their model, and are the same bit for bit with and without.
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/atomic_file.h"
#include "base/error.h"
#include "env/environment.h"
#include "mbpo/episode_recorder.h"
#include "mbpo/trainer.h"
#include "run/episode_archive.h"
#include "run/model_file.h"
#include "run/session.h"
#include "tiny_run.h"

using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct Recorded {
  std::vector<mbpo::MetricRow> rows;
  std::vector<mbpo::PlayedEpisode> episodes;
};

void advance(mbpo::Trainer& trainer, std::int64_t until, Recorded& recorded) {
  while (!trainer.finished() && trainer.snapshot()->real_steps < until) {
    trainer.advance();
    for (auto& row : trainer.takeRows()) recorded.rows.push_back(std::move(row));
    for (auto& episode : trainer.takeEpisodes()) recorded.episodes.push_back(std::move(episode));
  }
}

Recorded train(std::int64_t steps, bool record) {
  mbpo::Trainer trainer(tinyConfiguration(steps));
  if (record) trainer.recordEpisodes();
  Recorded recorded;
  advance(trainer, steps + 1, recorded);
  return recorded;
}

std::vector<double> valuesOf(const std::vector<mbpo::MetricRow>& rows, mbpo::Metric metric) {
  std::vector<double> values;
  for (const auto& row : rows) {
    for (const auto& [name, value] : row.values) {
      if (name == metric) values.push_back(value);
    }
  }
  return values;
}

std::vector<double> returnsOf(const std::vector<mbpo::PlayedEpisode>& episodes, mbpo::EpisodeKind kind) {
  std::vector<double> returns;
  for (const auto& episode : episodes) {
    if (episode.kind == kind) returns.push_back(episode.episode_return);
  }
  return returns;
}

}  // namespace

class RecordingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void recordingChangesNoMetric() {
    const Recorded with = train(300, true), without = train(300, false);
    QVERIFY(without.episodes.empty());
    QVERIFY(!with.episodes.empty());
    for (const mbpo::Metric metric : {mbpo::Metric::evaluation_return, mbpo::Metric::training_return,
                                      mbpo::Metric::critic_loss, mbpo::Metric::validation_nll}) {
      QVERIFY(!valuesOf(with.rows, metric).empty());
      QCOMPARE(valuesOf(with.rows, metric), valuesOf(without.rows, metric));
    }
  }

  // The recorded returns are those of the rows, episode by episode, and the numbers are the simulator's own: set back
  // to a recorded state, the body goes where it went.
  void everyEpisodeIsRecordedAsItWasPlayed() {
    const Recorded recorded = train(300, true);
    QCOMPARE(returnsOf(recorded.episodes, mbpo::EpisodeKind::training),
             valuesOf(recorded.rows, mbpo::Metric::training_return));
    QCOMPARE(returnsOf(recorded.episodes, mbpo::EpisodeKind::evaluation),  // one episode per evaluation here
             valuesOf(recorded.rows, mbpo::Metric::evaluation_return));
    const auto environment = env::makeEnvironment("inverted_pendulum");
    for (const auto& episode : recorded.episodes) {
      const auto& trajectory = episode.trajectory;
      const auto steps = static_cast<std::size_t>(trajectory.steps());
      QVERIFY(steps > 0);
      QCOMPARE(trajectory.qpos.size(), steps + 1);
      QCOMPARE(trajectory.qvel.size(), steps + 1);
      QCOMPARE(trajectory.observation.size(), steps + 1);
      QCOMPARE(trajectory.action.size(), steps);
      QCOMPARE(trajectory.seconds_per_step, environment->secondsPerStep());
      QVERIFY(episode.end != mbpo::EpisodeEnd::cut);
      environment->resetTo(trajectory.qpos[0], trajectory.qvel[0]);
      for (std::size_t t = 0; t < steps; ++t) {
        const auto result = environment->step(trajectory.action[t]);
        for (std::size_t i = 0; i < result.observation.size(); ++i) {
          QVERIFY(std::abs(result.observation[i] - trajectory.observation[t + 1][i]) < 1e-9);
        }
        QCOMPARE(result.terminated, t + 1 == steps && episode.end == mbpo::EpisodeEnd::terminated);
      }
    }
  }

  // The episode in which a run was saved is not recorded by the continued run; every other one is, the same.
  void aContinuedRunRecordsWhatComesAfter() {
    const QTemporaryDir folder;
    const fs::path file = below(folder, "checkpoint.pt");
    const Recorded whole = train(400, true);
    Recorded parts;
    {
      mbpo::Trainer trainer(tinyConfiguration(400));
      trainer.recordEpisodes();
      advance(trainer, 230, parts);
      trainer.saveCheckpoint(file);
    }
    const auto before = returnsOf(parts.episodes, mbpo::EpisodeKind::training).size();
    const auto trainer = mbpo::Trainer::fromCheckpoint(file);
    trainer->recordEpisodes();
    advance(*trainer, 401, parts);
    const auto all = returnsOf(whole.episodes, mbpo::EpisodeKind::training);
    auto found = returnsOf(parts.episodes, mbpo::EpisodeKind::training);
    QVERIFY(found.size() + 1 >= all.size());
    if (found.size() < all.size()) found.insert(found.begin() + static_cast<std::ptrdiff_t>(before), all[before]);
    QCOMPARE(found, all);
    QCOMPARE(valuesOf(parts.rows, mbpo::Metric::evaluation_return),
             valuesOf(whole.rows, mbpo::Metric::evaluation_return));
  }

  void aRunDirectoryHoldsEpisodesAndAModel() {
    const QTemporaryDir folder;
    run::SessionOptions options;
    options.configuration = tinyConfiguration(300);
    options.directory = below(folder, "run");
    run::Session session(options);
    QVERIFY(session.wait(60s));
    QVERIFY2(session.status() == run::Status::finished, session.failure().c_str());
    std::vector<std::string> problems;
    const auto episodes = run::listEpisodes(options.directory, &problems);
    QVERIFY(problems.empty());
    const auto evaluations = std::ranges::count_if(
        episodes, [](const auto& episode) { return episode.kind == run::EpisodeKind::evaluation; });
    QCOMPARE(static_cast<std::size_t>(evaluations), linesOf(options.directory / "epochs.jsonl").size());
    QVERIFY(std::ssize(episodes) > evaluations);

    const auto model = run::readModel(options.directory);
    QCOMPARE(model->environment, std::string("inverted_pendulum"));
    QCOMPARE(model->real_steps, std::int64_t{300});
    QVERIFY(model->fits > 0);
    QCOMPARE(model->env_rows, std::int64_t{300});
    QCOMPARE(model->sigma_s.size(), std::size_t{4});
    QCOMPARE(model->sigma_y.back(), 0.0);  // a constant reward
    QVERIFY(!model->windows.empty());
    std::int64_t rows = 0;
    for (const std::int64_t count : model->branch_rows) rows += count;
    QCOMPARE(rows, model->model_rows);
    QVERIFY(model->policy->observationSize() == 4);
  }

  // The least of many blocks of steps, so that a busy machine does not matter.
  void recordingAStepCostsAFractionOfTheStep() {
    const auto environment = env::makeEnvironment("hopper");
    mbpo::EpisodeRecorder recorder;
    base::RandomStream random(1, "reset");
    const auto s_0 = environment->reset(random);
    recorder.begin(*environment, "hopper", s_0);
    const std::vector<double> action{0.1, -0.1, 0.05};
    double step_seconds = 1, record_seconds = 1;
    for (int block = 0; block < 40; ++block) {
      constexpr int kSteps = 25;
      std::vector<env::StepResult> results;
      const auto begin = std::chrono::steady_clock::now();
      for (int t = 0; t < kSteps; ++t) results.push_back(environment->step(action));
      const auto middle = std::chrono::steady_clock::now();
      for (const auto& result : results) recorder.add(*environment, action, result);
      const auto end = std::chrono::steady_clock::now();
      step_seconds = std::min(step_seconds, std::chrono::duration<double>(middle - begin).count() / kSteps);
      record_seconds = std::min(record_seconds, std::chrono::duration<double>(end - middle).count() / kSteps);
    }
    qInfo("a step of hopper %.2f us, recording it %.2f us", 1e6 * step_seconds, 1e6 * record_seconds);
    QVERIFY(record_seconds < 0.5 * step_seconds);
  }

  void aDamagedModelSaysWhich() {
    const QTemporaryDir folder;
    mbpo::Trainer trainer(tinyConfiguration(150));
    Recorded ignored;
    advance(trainer, 151, ignored);
    const fs::path run = folder.path().toStdString();
    run::writeModel(run, trainer.freezeModel());
    const std::string whole = base::readFile(run / "model.cbor");
    for (std::size_t length = 0; length < whole.size(); length += whole.size() / 23) {
      std::ofstream(run / "model.cbor", std::ios::binary | std::ios::trunc) << whole.substr(0, length);
      try {
        run::readModel(run);
        QFAIL("nothing was thrown");
      } catch (const base::Error& error) {
        QVERIFY2(QString(error.what()).contains("model.cbor"), error.what());
      }
    }
  }
};

QTEST_GUILESS_MAIN(RecordingTest)
#include "recording_test.moc"
