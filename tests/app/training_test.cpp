#include <signal.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QtTest>
#include <memory>

#include "program.h"

class TrainingTest : public QObject {
  Q_OBJECT

  static constexpr int kPatienceMs = 60'000;
  std::unique_ptr<QTemporaryDir> folder_;

  static nlohmann::json statusOf(const QString& run) {
    QFile file(run + "/status.json");
    if (!file.open(QIODevice::ReadOnly)) return nlohmann::json::object();
    return parseJson(QString::fromUtf8(file.readAll()));
  }

  static void requireSuccess(const ProgramResult& result) {
    QVERIFY2(result.code == 0, qPrintable(result.output + result.errors));
  }

 private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void trainEvaluateAndListWorkEndToEnd() {
    const QString run = folder_->filePath("runs/tiny");
    const ProgramResult training = runProgram(tinyTraining(run, 300));
    requireSuccess(training);
    QVERIFY2(training.output.contains("Final evaluation return"), qPrintable(training.output));
    QVERIFY(training.output.contains(run));
    QCOMPARE(training.output.count("evaluation  step"), 3);  // after the warm-up and two epochs
    QVERIFY(training.output.contains("model fit"));
    QVERIFY2(!training.output.contains('\r'), "a progress line went into a pipe");

    const QStringList evaluation{"evaluate", "--run", run, "--episodes", "2", "--json"};
    const ProgramResult first = runProgram(evaluation), second = runProgram(evaluation);
    requireSuccess(first);
    const auto json = parseJson(first.output);
    for (const char* key : {"mean_return", "std_return", "mean_length"}) QVERIFY(json.at(key).is_number());
    QCOMPARE(json.at("episodes").get<int>(), 2);
    QCOMPARE(second.output, first.output);
    requireSuccess(runProgram({"evaluate", "--run", run, "--episodes", "1", "--stochastic"}));

    const ProgramResult list = runProgram({"list", "runs", "--runs", folder_->filePath("runs"), "--json"});
    requireSuccess(list);
    const auto runs = parseJson(list.output).at("runs");
    QCOMPARE(runs.size(), std::size_t{1});
    QVERIFY(runs[0].at("status") == "finished");
    QCOMPARE(runs[0].at("real_steps").get<int>(), 300);
  }

  void aScenarioFileStartsTheRunThatItDescribes() {
    const QString file = folder_->filePath("s.json"), run = folder_->filePath("runs/s");
    QFile scenario(file);
    QVERIFY(scenario.open(QIODevice::WriteOnly));
    scenario.write(R"({"mbpo_scenario": 1, "name": "small", "note": "", "configuration": {"preset": "interactive",
      "environment": "inverted_pendulum", "seed": 7, "steps": 120, "threads": 1, "warm_up_steps": 60, "epoch_length": 60,
      "model_train_interval": 30, "eval_episodes": 1, "ensemble_size": 2, "elite_size": 1, "model_hidden": 16,
      "agent_hidden": 16, "updates_per_step": 1, "rollouts_per_step": 8, "fit_epoch_limit": 2}})");
    scenario.close();
    requireSuccess(runProgram({"train", "--scenario", file, "--out", run, "--set", "updates_per_step=2"}));
    QFile written(run + "/config.json");
    QVERIFY(written.open(QIODevice::ReadOnly));
    const auto config = parseJson(QString::fromUtf8(written.readAll()));
    QCOMPARE(config.at("seed").get<int>(), 7);
    QCOMPARE(config.at("updates_per_step").get<int>(), 2);  // --set wins

    const ProgramResult both = runProgram({"train", "--scenario", file, "--preset", "paper"});
    QCOMPARE(both.code, 2);
    QVERIFY2(both.errors.contains("--preset"), qPrintable(both.errors));
    const ProgramResult missing = runProgram({"train", "--scenario", folder_->filePath("gone.json")});
    QCOMPARE(missing.code, 2);
    QVERIFY2(missing.errors.contains("gone.json"), qPrintable(missing.errors));
  }

  void measureRecomputesTheTheoryFromACheckpoint() {
    const QString run = folder_->filePath("tiny");
    requireSuccess(runProgram(tinyTraining(run, 300)));
    const ProgramResult first = runProgram({"measure", "--run", run, "--json"});
    requireSuccess(first);
    QCOMPARE(runProgram({"measure", "--run", run, "--json"}).output, first.output);
    const auto json = parseJson(first.output);
    QCOMPARE(json.at("real_steps").get<int>(), 300);
    const auto& metrics = json.at("metrics");
    for (const char* name :
         {"eps_pi", "eps_m", "eps_m_prime_direct", "true_return", "model_return", "branched_return"}) {
      const auto& metric = metrics.at(name);
      QVERIFY2(metric.at("value").is_number() && metric.at("estimator").is_string(), name);
      QVERIFY2(metric.at("samples").get<int>() > 0, name);
      QVERIFY2(metric.contains("standard_error"), name);
    }
    for (const char* name : {"k_star", "penalty", "lower_bound", "bound_vacuous", "r_max", "eps_m_at_0_1"}) {
      QVERIFY2(metrics.at(name).at("value").is_number(), name);
    }
    QVERIFY(metrics.at("eps_m").at("bin_mean").size() == metrics.at("eps_m").at("bin_rows").size());
    const ProgramResult table = runProgram({"measure", "--run", run});
    requireSuccess(table);
    for (const char* said : {"resolution_tv", "ν̂_branch(k)", "checkpoint at real step 300", "k*"}) {
      QVERIFY2(table.output.contains(QString::fromUtf8(said)), qPrintable(table.output));
    }
    const ProgramResult none = runProgram({"measure", "--run", folder_->filePath("none")});
    QCOMPARE(none.code, 2);
    QVERIFY2(none.errors.contains("none"), qPrintable(none.errors));
  }

  void existingRunIsNotTouchedWithoutResume() {
    const QString run = folder_->filePath("tiny");
    requireSuccess(runProgram(tinyTraining(run, 110)));
    const auto before = statusOf(run);
    const ProgramResult again = runProgram(tinyTraining(run, 110));
    QCOMPARE(again.code, 2);
    QVERIFY2(again.errors.contains("--resume"), qPrintable(again.errors));
    QVERIFY(statusOf(run) == before);
  }

  void directoryOfOtherFilesIsRefused() {
    QFile file(folder_->filePath("thesis.tex"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const ProgramResult result = runProgram(tinyTraining(folder_->path(), 110));
    QCOMPARE(result.code, 2);
    QVERIFY2(result.errors.contains(folder_->path()), qPrintable(result.errors));
    QCOMPARE(QDir(folder_->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
  }

  void interruptCheckpointsAndResumeFinishes() {
    const QString run = folder_->filePath("tiny");
    QProcess process;
    process.start(MBPO_PROGRAM, tinyTraining(run, 100'000));
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(statusOf(run).value("real_steps", 0) > 120, kPatienceMs);
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(kPatienceMs));
    qInfo("from SIGINT to the end of the process: %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const QString output = QString::fromUtf8(process.readAllStandardOutput());
    QVERIFY2(output.contains("checkpoint") && output.contains("--resume --out " + run), qPrintable(output));
    const auto stopped = statusOf(run);
    QVERIFY(stopped.at("status") == "stopped");
    QVERIFY(QFile::exists(run + "/checkpoint/current.json"));

    const int end = stopped.at("real_steps").get<int>() + 100;
    const ProgramResult resumed = runProgram({"train", "--resume", "--out", run, "--steps", QString::number(end)});
    requireSuccess(resumed);
    QVERIFY2(resumed.output.contains("Continued from the checkpoint"), qPrintable(resumed.output));
    QVERIFY(statusOf(run).at("status") == "finished");
    QCOMPARE(statusOf(run).at("real_steps").get<int>(), end);
  }

  void finishedRunGoesOnWithMoreSteps() {
    const QString run = folder_->filePath("tiny");
    requireSuccess(runProgram(tinyTraining(run, 200)));
    requireSuccess(runProgram({"train", "--resume", "--out", run, "--steps", "300"}));
    QCOMPARE(statusOf(run).at("real_steps").get<int>(), 300);
  }

  void resumeRefusesWhatARunCannotChange() {
    const QString run = folder_->filePath("tiny");
    requireSuccess(runProgram(tinyTraining(run, 110)));
    for (const QStringList& change :
         {QStringList{"--seed", "2"}, {"--environment", "hopper"}, {"--set", "ensemble_size=3"}}) {
      const ProgramResult result = runProgram(QStringList{"train", "--resume", "--out", run} + change);
      QCOMPARE(result.code, 2);
      QVERIFY2(result.errors.contains("start a new run"), qPrintable(result.errors));
    }
  }

  void twoProcessesCannotWriteTheSameRun() {
    const QString run = folder_->filePath("tiny");
    QProcess process;
    process.start(MBPO_PROGRAM, tinyTraining(run, 100'000));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(run + "/checkpoint/current.json"), kPatienceMs);
    const ProgramResult second = runProgram({"train", "--resume", "--out", run});
    QCOMPARE(second.code, 2);
    QVERIFY2(second.errors.contains("another program"), qPrintable(second.errors));
    process.terminate();
    QVERIFY(process.waitForFinished(kPatienceMs));
    QCOMPARE(process.exitCode(), 143);
  }

  void failureWhileTrainingIsExitCodeOne() {
    const QString run = folder_->filePath("tiny");
    QProcess process;
    process.start(MBPO_PROGRAM, tinyTraining(run, 100'000));
    QTRY_VERIFY_WITH_TIMEOUT(statusOf(run).value("real_steps", 0) > 0, kPatienceMs);
    QVERIFY(QDir().rename(run, run + "-elsewhere"));  // at one stroke: removing it would race with the writer
    QVERIFY(process.waitForFinished(kPatienceMs));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(QString::fromUtf8(process.readAllStandardError()).contains(run));
  }
};

QTEST_GUILESS_MAIN(TrainingTest)
#include "training_test.moc"
