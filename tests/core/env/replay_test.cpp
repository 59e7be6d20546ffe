#include "env/replay.h"

#include "env/environment.h"
#include "reference.h"

class ReplayTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void theOutputHasTheSchemaAndTheValuesOfTheTrace_data() { addTaskRows(); }
  void theOutputHasTheSchemaAndTheValuesOfTheTrace() {
    QFETCH(QString, task);
    const std::string name = task.toStdString(), input = WORKBENCH_TEST_DATA "/environments/" + name + ".trace.json";
    QCOMPARE(env::traceEnvironment(input), name);
    env::replayTrace(*env::makeEnvironment(name), input, path("out.json"));
    const nlohmann::json wanted = reference(name, "trace"),
                         found = nlohmann::json::parse(base::readFile(path("out.json")));
    QCOMPARE(found.size(), wanted.size());
    for (const char* key : {"environment", "qpos0", "qvel0"}) QVERIFY(found.at(key) == wanted.at(key));
    QCOMPARE(found.at("observation0").size(), wanted.at("observation0").size());
    QCOMPARE(found.at("steps").size(), wanted.at("steps").size());
    for (std::size_t i = 0; i < found.at("steps").size(); ++i) {
      const nlohmann::json &mine = found.at("steps")[i], &theirs = wanted.at("steps")[i];
      QCOMPARE(mine.size(), std::size_t{4});
      QVERIFY(mine.at("action") == theirs.at("action") && mine.at("terminated") == theirs.at("terminated"));
      QCOMPARE(mine.at("observation").size(), theirs.at("observation").size());
      const double r = theirs.at("reward").get<double>();
      QVERIFY(std::abs(mine.at("reward").get<double>() - r) <= 1e-9 + 1e-9 * std::abs(r));
    }
  }

  /// Replaying a replay changes nothing: every double survived the text.
  void numbersKeepEveryBit() {
    const auto environment = env::makeEnvironment("half_cheetah");
    env::replayTrace(*environment, WORKBENCH_TEST_DATA "/environments/half_cheetah.trace.json", path("once.json"));
    env::replayTrace(*environment, path("once.json"), path("twice.json"));
    QVERIFY(base::readFile(path("once.json")) == base::readFile(path("twice.json")));
  }

  void aTraceMayHaveAnyLengthAndOnlyActions() {
    nlohmann::json trace = {{"qpos0", {0.0, 0.0}}, {"qvel0", {0, 0}}, {"steps", nlohmann::json::array()}};
    replay(trace);
    QVERIFY(nlohmann::json::parse(base::readFile(path("out.json"))).at("steps").empty());
    for (int i = 0; i < 1500; ++i) trace["steps"].push_back({{"action", {i % 7 - 3}}});  // past the time limit too
    replay(trace);
    QCOMPARE(nlohmann::json::parse(base::readFile(path("out.json"))).at("steps").size(), std::size_t{1500});
  }

  void unstablePhysicsIsNotedAndTheFileStaysJson() {
    replay({{"qpos0", {0.0, 0.0}}, {"qvel0", {0.0, 0.0}}, {"steps", {{{"action", {0.0}}}, {{"action", {1e300}}}}}});
    const nlohmann::json found = nlohmann::json::parse(base::readFile(path("out.json")));
    QVERIFY(found.at("steps")[1].at("terminated").get<bool>());
    QVERIFY(found.at("note").get<std::string>().find("unstable at step 1") != std::string::npos);
  }

  void malformedTracesAreNamedWithTheirPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("complaint");
    const char* head = R"("qpos0": [0, 0], "qvel0": [0, 0])";
    const auto row = [](const char* name, const QString& text, const char* complaint) {
      QTest::newRow(name) << text << QString::fromUtf8(complaint);
    };
    row("not JSON", "{", "not valid JSON");
    row("not an object", "[]", "a trace is an object");
    row("no start", R"({"steps": []})", "qpos0 is missing");
    row("short start", R"({"qpos0": [0], "qvel0": [0, 0], "steps": []})", "qpos0: wanted 2 numbers, found 1");
    row("huge start", R"({"qpos0": [1e20, 0], "qvel0": [0, 0], "steps": []})", "not finite or above 1e10");
    row("null start", R"({"qpos0": [null, 0], "qvel0": [0, 0], "steps": []})", "qpos0[0]: wanted a number, found null");
    row("no steps", QString("{%1}").arg(head), "steps: wanted a list");
    row("steps object", QString(R"({%1, "steps": {}})").arg(head), "steps: wanted a list");
    row("step number", QString(R"({%1, "steps": [3]})").arg(head), "steps[0].action is missing");
    row("no action", QString(R"({%1, "steps": [{"action": [0]}, {}]})").arg(head), "steps[1].action is missing");
    row("long action", QString(R"({%1, "steps": [{"action": [0, 1]}]})").arg(head),
        "steps[0].action: wanted 1 numbers, found 2");
    row("text action", QString(R"({%1, "steps": [{"action": ["x"]}]})").arg(head),
        "steps[0].action[0]: wanted a number");
    row("other task", QString(R"({"environment": "hopper", %1, "steps": []})").arg(head),
        "this trace is of \"hopper\"");
  }
  void malformedTracesAreNamedWithTheirPlace() {
    QFETCH(QString, text);
    QFETCH(QString, complaint);
    base::writeFileAtomically(path("in.json"), text.toStdString());
    const auto environment = env::makeEnvironment("inverted_pendulum");
    const QString message = errorOf([&] { env::replayTrace(*environment, path("in.json"), path("out.json")); });
    QVERIFY2(message.contains(complaint), qPrintable(message));
    QVERIFY(!QFile::exists(QString::fromStdString(path("out.json"))));
  }

  void filesThatCannotBeReadOrWrittenAreNamed() {
    const auto environment = env::makeEnvironment("inverted_pendulum");
    const std::string input = WORKBENCH_TEST_DATA "/environments/inverted_pendulum.trace.json";
    VERIFY_MESSAGE(errorOf([&] { env::replayTrace(*environment, "/nowhere/in.json", path("o.json")); }),
                   "/nowhere/in.json");
    VERIFY_MESSAGE(errorOf([&] { env::replayTrace(*environment, input, "/nowhere/o.json"); }), "/nowhere/o.json");
  }

 private:
  std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  void replay(const nlohmann::json& trace) {
    base::writeFileAtomically(path("in.json"), trace.dump());
    env::replayTrace(*env::makeEnvironment("inverted_pendulum"), path("in.json"), path("out.json"));
  }
  std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(ReplayTest)
#include "replay_test.moc"
