#include "study/generalisation_study.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "mbpo/trainer.h"
#include "study/study_file.h"
#include "study/study_table.h"
#include "tiny_study.h"

using study::ErrorMeasure;

namespace {

std::shared_ptr<const study::StudyResult> run(study::GeneralisationStudy& machine) {
  while (!machine.finished()) machine.advance();
  return machine.result();
}

std::shared_ptr<const study::StudyResult> run(const study::StudySettings& settings) {
  study::GeneralisationStudy machine(settings);
  return run(machine);
}

QStringList lines(const std::string& csv) { return QString::fromStdString(csv).split(u'\n', Qt::SkipEmptyParts); }

}  // namespace

class GeneralisationStudyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyModelIsMeasuredOnPiDAndOnEveryPolicyAfterIt() {
    const auto result = run(tinyStudy());
    QVERIFY(result->complete);
    QCOMPARE(result->behaviour, std::string("untrained policy"));
    QCOMPARE(result->curves.size(), std::size_t{2});
    for (const study::StudyCurve& curve : result->curves) {
      QVERIFY(curve.complete && curve.fit_epochs > 0);
      QCOMPARE(curve.points.size(), std::size_t{5});
      QVERIFY(curve.points.front().kl_max < 1e-9);
      QVERIFY(curve.points.back().kl_mean > curve.points[1].kl_mean);
      QCOMPARE(curve.points.back().updates, 20);
      for (const auto measure : {ErrorMeasure::eps_m_prime, ErrorMeasure::eps_m_prime_mean, ErrorMeasure::rmse}) {
        QVERIFY(curve.slope(measure).has_value());
        for (const study::StudyPoint& point : curve.points) {
          QVERIFY(point.error(measure).value > 0);
          QVERIFY(measure == ErrorMeasure::rmse || point.error(measure).value <= 1);
        }
      }
    }
    // Both models meet the same π_D on the same fresh transitions.
    QCOMPARE(result->curves[0].points[0].return_mean, result->curves[1].points[0].return_mean);
  }

  void diagnosticStepsAreCountedApartFromTheData() {
    const auto result = run(tinyStudy());
    QVERIFY(result->data_steps >= 200 && result->data_steps < 300);  // max n, to the end of a unit of work
    QVERIFY(result->diagnostic_steps >= 2 * 5 * 100);                // each point has its own 100 rows
    for (const study::StudyCurve& curve : result->curves) {
      for (const study::StudyPoint& point : curve.points) QVERIFY(point.rows == 100 && point.episodes >= 3);
    }
  }

  void moreDiagnosticStepsChangeNoModelAndNoPolicy() {
    study::StudySettings settings = tinyStudy();
    const auto few = run(settings);
    settings.fresh_rows = 300;
    const auto many = run(settings);
    QVERIFY(many->diagnostic_steps > few->diagnostic_steps);
    for (std::size_t i = 0; i < few->curves.size(); ++i) {
      QCOMPARE(many->curves[i].holdout_rmse, few->curves[i].holdout_rmse);
      for (std::size_t j = 0; j < few->curves[i].points.size(); ++j) {
        QCOMPARE(many->curves[i].points[j].kl_mean, few->curves[i].points[j].kl_mean);
      }
    }
  }

  void theSameSeedGivesTheSameTables() {
    const auto one = run(tinyStudy()), two = run(tinyStudy());
    QCOMPARE(study::pointsCsv(*one), study::pointsCsv(*two));
    QCOMPARE(study::slopesCsv(*one), study::slopesCsv(*two));
    study::StudySettings other = tinyStudy();
    other.configuration.seed = 2;
    QVERIFY(study::pointsCsv(*run(other)) != study::pointsCsv(*one));
  }

  void aSmallerStudyOfTheSameDataMeasuresTheSameModel() {
    study::StudySettings settings = tinyStudy();
    const auto both = run(settings);
    settings.transitions = {200};
    const auto alone = run(settings);
    QCOMPARE(alone->curves[0].holdout_rmse, both->curves[1].holdout_rmse);
    QCOMPARE(alone->curves[0].points.back().eps_m_prime.value, both->curves[1].points.back().eps_m_prime.value);
  }

  void tablesAreRectangularAndPartialOnesToo() {
    study::GeneralisationStudy machine(tinyStudy());
    int seen = 0;
    std::shared_ptr<const study::StudyResult> last;
    while (!machine.finished()) {
      machine.advance();
      if (machine.result() == last) continue;
      last = machine.result();
      const QStringList points = lines(study::pointsCsv(*last));
      for (const QString& line : points) QCOMPARE(line.count(u','), points.front().count(u','));
      const QStringList slopes = lines(study::slopesCsv(*last));
      for (const QString& line : slopes) QCOMPARE(line.count(u','), slopes.front().count(u','));
      QVERIFY(points.size() - 1 >= seen);
      seen = static_cast<int>(points.size()) - 1;
      QVERIFY(!nlohmann::json::parse(study::toJson(*last), nullptr, false).is_discarded());
    }
    QCOMPARE(seen, 10);
    QCOMPARE(lines(study::slopesCsv(*last)).size(), 1 + 2 * 3);
  }

  void progressNeverFallsAndNamesItsStage() {
    study::StudySettings settings = tinyStudy();
    settings.pretraining_steps = 150;
    study::GeneralisationStudy machine(settings);
    double before = 0;
    QStringList stages;
    while (!machine.finished()) {
      machine.advance();
      const study::StudyProgress now = machine.progress();
      QVERIFY2(now.fraction >= before - 1e-9, study::describe(now).c_str());
      before = now.fraction;
      const QString stage = QString::fromStdString(study::describe(now));
      if (stages.isEmpty() || stages.last() != stage) stages << stage;
    }
    QCOMPARE(before, 1.0);
    QVERIFY(stages.contains(QStringLiteral("train π_D")));
    QVERIFY(stages.contains(QStringLiteral("fit the model of 60 transitions")));
    QVERIFY(stages.contains(QStringLiteral("policy 4 of 4 on the model of 200 transitions: real episodes")));
    QCOMPARE(machine.result()->behaviour, std::string("policy trained for 150 real steps"));
  }

  void aCheckpointsPolicyIsTakenAndItsRunIsOnlyRead() {
    const QTemporaryDir folder;
    study::StudySettings settings = tinyStudy();
    mbpo::Configuration training = settings.configuration;
    training.steps = 150;
    training.eval_episodes = 1;
    mbpo::Trainer trainer(training);
    while (!trainer.finished()) trainer.advance();
    settings.checkpoint = folder.filePath("a.pt").toStdString();
    trainer.saveCheckpoint(settings.checkpoint);
    const std::string before = base::readFile(settings.checkpoint);

    const auto result = run(settings);
    QVERIFY(result->complete);
    QVERIFY(QString::fromStdString(result->behaviour).endsWith(QStringLiteral("at real step 150")));
    QVERIFY(base::readFile(settings.checkpoint) == before);
    QVERIFY(result->curves[0].points[0].kl_max < 1e-9);
    // Another policy than the untrained one collects other data.
    QVERIFY(result->curves[0].points[0].return_mean != run(tinyStudy())->curves[0].points[0].return_mean);

    settings.configuration.agent_hidden = 8;
    study::GeneralisationStudy misfit(settings);
    QVERIFY_THROWS_EXCEPTION(base::Error, run(misfit));
  }

  void impossibleSettingsNameThemselves_data() {
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("fault");
    QTest::newRow("no n") << "transitions" << 0;
    QTest::newRow("falling n") << "ascending" << 1;
    QTest::newRow("too few n") << "transitions = 3" << 2;
    QTest::newRow("one policy") << "policies = 1" << 3;
    QTest::newRow("fewer updates than policies") << "updates = 2" << 4;
    QTest::newRow("no rows") << "fresh_rows = 0" << 5;
  }
  void impossibleSettingsNameThemselves() {
    QFETCH(QString, said);
    QFETCH(int, fault);
    study::StudySettings settings = tinyStudy();
    if (fault == 0) settings.transitions.clear();
    if (fault == 1) settings.transitions = {200, 100};
    if (fault == 2) settings.transitions = {3};
    if (fault == 3) settings.policies = 1;
    if (fault == 4) settings.updates = 2;
    if (fault == 5) settings.fresh_rows = 0;
    try {
      study::validate(settings);
      QFAIL("accepted");
    } catch (const base::Error& error) {
      QVERIFY2(QString::fromUtf8(error.what()).contains(said), error.what());
    }
  }

  void aStudyIsReadBackAsItWasWritten() {
    const QTemporaryDir folder;
    const auto result = run(tinyStudy());
    const std::filesystem::path file = folder.filePath("study.json").toStdString();
    study::writeStudy(*result, file);
    const study::StudyResult again = study::readStudy(file);
    QCOMPARE(study::toJson(again), study::toJson(*result));
    QCOMPARE(study::pointsCsv(again), study::pointsCsv(*result));
    QCOMPARE(study::slopesCsv(again), study::slopesCsv(*result));
    for (const char* damaged : {"", "{}", "{\"study\": \"another\"}"}) {
      QVERIFY_THROWS_EXCEPTION(base::Error, study::fromJson(damaged, "here.json"));
    }
    QVERIFY_THROWS_EXCEPTION(base::Error, study::writeStudy(*result, folder.filePath("study.txt").toStdString()));
  }

  void theSlopesFileStandsBesideThePoints() {
    QCOMPARE(study::slopesFile("somewhere/figure.csv"), std::filesystem::path("somewhere/figure_slopes.csv"));
  }
};

QTEST_GUILESS_MAIN(GeneralisationStudyTest)
#include "generalisation_study_test.moc"
