#include "mbpo/scenario.h"

#include <QtTest>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"

using mbpo::Scenario;

namespace {

std::string errorOf(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

Scenario sample() {
  Scenario scenario{"Short branches", "Does k = 1 learn as fast?\nSecond line, \"quoted\", ε_π.", {}};
  scenario.configuration = mbpo::presetConfiguration("paper", "hopper");
  scenario.configuration.discount = 0.1 + 0.2;  // has no short decimal
  scenario.configuration.critic_learning_rate = 1.0 / 3.0;
  scenario.configuration.seed = 123'456'789'012;
  scenario.configuration.rollout_schedule = {2, 9, 1, 7};
  return scenario;
}

}  // namespace

class ScenarioTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void textGivesTheSameScenarioBackBitForBit() {
    const Scenario original = sample();
    const Scenario read = mbpo::scenarioFromText(mbpo::toText(original), "test");
    QCOMPARE(read, original);
    QCOMPARE(mbpo::toText(read), mbpo::toText(original));
  }

  void aFileHoldsEveryKey() {
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "s.json";
    mbpo::writeScenario(file, sample());
    QCOMPARE(mbpo::readScenario(file), sample());
    std::ifstream stream(file);
    const auto json = nlohmann::json::parse(stream);
    for (const auto& parameter : mbpo::parameterRegistry()) {
      QVERIFY2(json.at("configuration").contains(parameter.key), parameter.key.c_str());
    }
  }

  void absentKeysComeFromTheNamedPreset() {
    const auto read = mbpo::scenarioFromText(
        R"({"mbpo_scenario": 1, "configuration": {"preset": "paper", "environment": "hopper", "seed": 4}})", "short");
    auto expected = mbpo::presetConfiguration("paper", "hopper");
    expected.seed = 4;
    QCOMPARE(read.configuration, expected);
    QCOMPARE(read.name, std::string());
  }

  void everyFaultIsNamedWithItsPlace() {
    const auto error = errorOf([] {
      mbpo::scenarioFromText(
          R"({"mbpo_scenario": 1, "configuration": {"discount": 7, "gamma": 0.9, "rollout_mode": "often", "seed": [1]}})",
          "my.json");
    });
    QVERIFY2(contains(error, "my.json: configuration.discount = '7'"), error.c_str());
    QVERIFY2(contains(error, "my.json: configuration.gamma: unknown parameter"), error.c_str());
    QVERIFY2(contains(error, "configuration.rollout_mode"), error.c_str());
    QVERIFY2(contains(error, "configuration.seed"), error.c_str());
    QCOMPARE(std::count(error.begin(), error.end(), '\n'), 3);  // four faults, one a line
  }

  void contradictionsAndUnknownTasksAreRefused() {
    const auto read = [](const char* text) { mbpo::scenarioFromText(text, "s.json"); };
    const auto clash =
        errorOf([&] { read(R"({"mbpo_scenario": 1, "configuration": {"elite_size": 9, "ensemble_size": 3}})"); });
    QVERIFY2(contains(clash, "elite_size") && contains(clash, "ensemble_size"), clash.c_str());
    const auto task = errorOf([&] { read(R"({"mbpo_scenario": 1, "configuration": {"environment": "moon"}})"); });
    QVERIFY2(contains(task, "moon") && contains(task, "hopper"), task.c_str());
  }

  void whatIsNoScenarioSaysWhatOneIs_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("mbpo_scenario");
    QTest::newRow("another object") << QByteArray("{\"seed\": 1}") << QByteArray("mbpo_scenario");
    QTest::newRow("from the future") << QByteArray(R"({"mbpo_scenario": 2, "configuration": {}})")
                                     << QByteArray("reads version 1");
    QTest::newRow("no configuration") << QByteArray(R"({"mbpo_scenario": 1})") << QByteArray("configuration");
    QTest::newRow("unknown member") << QByteArray(R"({"mbpo_scenario": 1, "configuration": {}, "extra": 1})")
                                    << QByteArray("extra");
    QTest::newRow("name is no text") << QByteArray(R"({"mbpo_scenario": 1, "configuration": {}, "name": 3})")
                                     << QByteArray("name must be a text");
  }
  void whatIsNoScenarioSaysWhatOneIs() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, named);
    const auto error = errorOf([&] { mbpo::scenarioFromText(text.toStdString(), "s.json"); });
    QVERIFY2(contains(error, "s.json") && contains(error, named.constData()), error.c_str());
  }

  void aTaskFileBesideTheScenarioIsFound() {
    QTemporaryDir folder;
    const std::filesystem::path place(folder.path().toStdString());
    std::ofstream(place / "task.json") << "{}";
    std::ofstream(place / "s.json") << R"({"mbpo_scenario": 1, "configuration": {"environment": "task.json"}})";
    QCOMPARE(mbpo::readScenario(place / "s.json").configuration.environment, (place / "task.json").string());
  }
};

QTEST_GUILESS_MAIN(ScenarioTest)
#include "scenario_test.moc"
