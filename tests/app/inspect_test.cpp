// `mbpo inspect`, as a user meets it.
#include <QtTest>
#include <set>

#include "program.h"

class InspectTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  QString run_;

  ProgramResult inspect(const QStringList& rest) const {
    return runProgram(QStringList{"inspect", "--run", run_} + rest);
  }

 private Q_SLOTS:
  void initTestCase() {
    run_ = folder_.filePath("run");
    const ProgramResult trained = runProgram(tinyTraining(run_, 300));
    QVERIFY2(trained.code == 0, qPrintable(trained.errors));
  }

  void theTableSaysWhatItRestsOn() {
    const ProgramResult result = inspect({"--horizon", "4"});
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    for (const char* text : {"inverted_pendulum", "open loop", "Mean paths", "Error growth, estimated from",
                             "Calibration", "Scores", "never trained", "start states"}) {
      QVERIFY2(result.output.contains(text), text);
    }
    QVERIFY(result.errors.isEmpty());
  }

  void jsonHasTheDocumentedKeys() {
    const auto json = parseJson(
        inspect({"--episode", "best", "--horizon", "3", "--drive", "closed", "--samples", "1", "--json"}).output);
    std::set<std::string> keys;
    for (const auto& item : json.items()) keys.insert(item.key());
    QCOMPARE(keys, (std::set<std::string>{"environment",
                                          "seconds_per_step",
                                          "observation_names",
                                          "model",
                                          "episode",
                                          "start",
                                          "horizon",
                                          "drive",
                                          "seed",
                                          "members",
                                          "is_elite",
                                          "truth",
                                          "body_note",
                                          "paths",
                                          "fans",
                                          "statistics_note",
                                          "error_growth",
                                          "calibration",
                                          "scores",
                                          "seconds"}));
    QCOMPARE(json["drive"].get<std::string>(), std::string("closed"));
    QCOMPARE(json["paths"].size(), std::size_t{2});  // one elite: its mean and one sample
    QCOMPARE(json["fans"].size(), std::size_t{5});
    QCOMPARE(json["error_growth"]["rmse"].size(), std::size_t{3});
    QCOMPARE(json["error_growth"]["basis"]["provenance"].get<std::string>(), std::string("estimated"));
    QVERIFY(json["calibration"]["basis"]["n"].get<int>() > 0);
  }

  void keptEpisodesAreListed() {
    const auto list = parseJson(inspect({"--list", "--json"}).output);
    QVERIFY(list.is_array() && !list.empty());
    bool evaluation = false;
    for (const auto& episode : list) evaluation = evaluation || episode["kind"] == "evaluation";
    QVERIFY(evaluation);
    const std::string id = list.back()["id"];
    QVERIFY(inspect({"--list"}).output.contains(QString::fromStdString(id)));
    const auto one = parseJson(inspect({"--episode", QString::fromStdString(id), "--no-statistics", "--json"}).output);
    QCOMPARE(one["episode"]["id"].get<std::string>(), id);
    QVERIFY(one["scores"].empty());
  }

  void whatTrainingRestsOnIsShown() {
    const auto view = parseJson(inspect({"--training", "--json"}).output);
    QCOMPARE(view["env_rows"].get<int>(), 300);
    QVERIFY(!view["branches"].empty());
    QVERIFY(inspect({"--training"}).output.contains("D_model"));
  }

  void badQuestionsAreBadUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("episode") << QStringList{"--episode", "wurst"} << "newest, best or worst";
    QTest::newRow("start") << QStringList{"--start", "99999"} << "99999";
    QTest::newRow("horizon") << QStringList{"--horizon", "0"} << "horizon 0: must lie in 1";
    QTest::newRow("members") << QStringList{"--members", "0,9"} << "member 9";
    QTest::newRow("samples") << QStringList{"--samples", "65"} << "samples 65";
    QTest::newRow("drive") << QStringList{"--drive", "sideways"} << "sideways";
  }
  void badQuestionsAreBadUsage() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const ProgramResult result = inspect(arguments);
    QCOMPARE(result.code, 2);
    QVERIFY2(result.errors.contains(said), qPrintable(result.errors));
  }

  void aDirectoryThatIsNoRunIsBadUsage() {
    const ProgramResult result = runProgram({"inspect", "--run", folder_.filePath("nowhere")});
    QCOMPARE(result.code, 2);
    QVERIFY2(result.errors.contains("nowhere"), qPrintable(result.errors));
  }
};

QTEST_GUILESS_MAIN(InspectTest)
#include "inspect_test.moc"
