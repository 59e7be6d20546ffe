#include "mbpo/parameter_registry.h"

#include <QtTest>
#include <set>

#include "base/error.h"
#include "env/task_info.h"
#include "mbpo/preset.h"

using mbpo::Configuration;

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

}  // namespace

class ParameterRegistryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void keysAreUniqueAndExplained() {
    std::set<std::string> keys;
    for (const auto& parameter : mbpo::parameterRegistry()) {
      QVERIFY(keys.insert(parameter.key).second);
      QVERIFY2(!parameter.help.empty() && !parameter.group.empty(), parameter.key.c_str());
    }
  }

  // The registry's members must tile the structure: what lies between two of them is padding.
  void everyMemberOfTheConfigurationIsInTheRegistry() {
    struct Place {
      std::size_t begin, size, alignment;
    };
    std::vector<Place> places;
    const Configuration c;
    for (const auto& parameter : mbpo::parameterRegistry()) {
      std::visit(
          [&](const auto member) {
            using Value = std::decay_t<decltype(c.*member)>;
            const auto begin = reinterpret_cast<const char*>(&(c.*member)) - reinterpret_cast<const char*>(&c);
            places.push_back({static_cast<std::size_t>(begin), sizeof(Value), alignof(Value)});
          },
          parameter.member);
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.begin < b.begin; });
    std::size_t end = 0;
    for (const Place& place : places) {
      QVERIFY2(place.begin >= end, "two keys share a member");
      QVERIFY2(place.begin - end < place.alignment, qPrintable(QString("a member at byte %1 has no key").arg(end)));
      end = place.begin + place.size;
    }
    QVERIFY2(sizeof(Configuration) - end < alignof(Configuration), "the last member has no key");
  }

  void everyKeyHasGroupRangeDefaultHelpAndALockOrALiveDot() {
    const std::set<std::string> groups{"run", "rollouts", "model", "agent", "theory"};
    const Configuration defaults;
    for (const auto& parameter : mbpo::parameterRegistry()) {
      const char* key = parameter.key.c_str();
      QVERIFY2(groups.contains(parameter.group), key);
      QVERIFY2(!mbpo::allowedText(parameter).empty(), key);
      QVERIFY2(!mbpo::parameterText(defaults, parameter).empty(), key);
      QVERIFY2(parameter.help.size() > 10 && parameter.help.back() == '.', key);
      QVERIFY2(parameter.live() == parameter.restart_reason.empty(), key);
      const bool number = std::holds_alternative<double Configuration::*>(parameter.member) ||
                          std::holds_alternative<std::int64_t Configuration::*>(parameter.member);
      if (number) QVERIFY2(parameter.maximum > parameter.minimum, key);
    }
  }

  void whatIsAllowedIsSaidInWords() {
    QCOMPARE(mbpo::allowedText(mbpo::findParameter("rollout_length")), std::string("1 … 200 model steps"));
    QCOMPARE(mbpo::allowedText(mbpo::findParameter("rollout_mode")), std::string("one of schedule, manual, auto"));
    QCOMPARE(mbpo::allowedText(mbpo::findParameter("automatic_alpha")), std::string("true or false"));
    QCOMPARE(mbpo::allowedText(mbpo::findParameter("rollout_schedule")), std::string("e0,e1,k0,k1"));
    QCOMPARE(mbpo::allowedText(mbpo::findParameter("discount")), std::string("0 … 0.9999"));
  }

  void defaultsAreValid() { mbpo::validate(Configuration{}); }

  void everyValueGoesToTextAndBack() {
    const Configuration original = mbpo::presetConfiguration("paper", "hopper");
    Configuration copy;
    for (const auto& parameter : mbpo::parameterRegistry()) {
      mbpo::setParameter(copy, parameter.key, mbpo::parameterText(original, parameter));
    }
    QCOMPARE(copy, original);
    QCOMPARE(mbpo::configurationFromJson(mbpo::toJson(original), "test"), original);
  }

  void unknownKeyNamesItselfAndItsNeighbours() {
    Configuration c;
    const auto error = errorOf([&] { mbpo::setParameter(c, "real_rato", "0.1"); });
    QVERIFY(contains(error, "real_rato") && contains(error, "real_ratio"));
  }

  void badValueIsRefusedAndNothingChanges_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("text for a number") << "discount" << "high";
    QTest::newRow("above range") << "discount" << "1.0";
    QTest::newRow("not a number") << "discount" << "nan";
    QTest::newRow("fraction for a whole number") << "updates_per_step" << "2.5";
    QTest::newRow("trailing text") << "updates_per_step" << "20 per step";
    QTest::newRow("below range") << "rollout_length" << "0";
    QTest::newRow("choice") << "rollout_mode" << "sometimes";
    QTest::newRow("flag") << "automatic_alpha" << "maybe";
    QTest::newRow("schedule") << "rollout_schedule" << "1,1,1,1";
    QTest::newRow("weight decay") << "model_weight_decay" << "1e-5,,2";
    QTest::newRow("empty") << "environment" << "";
  }
  void badValueIsRefusedAndNothingChanges() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    Configuration c;
    const auto error = errorOf([&] { mbpo::setParameter(c, key.toStdString(), value.toStdString()); });
    QVERIFY2(contains(error, qPrintable(key)), error.c_str());
    QCOMPARE(c, Configuration{});
  }

  void valuesThatContradictEachOtherAreRefused() {
    Configuration c;
    c.elite_size = 8;
    QVERIFY(contains(errorOf([&] { mbpo::validate(c); }), "ensemble_size"));
    c = {};
    c.model_weight_decay = "1e-5,1e-5";
    QVERIFY(contains(errorOf([&] { mbpo::validate(c); }), "5 layers"));
  }

  void fileErrorsNameTheFile() {
    const auto unknown = errorOf([] { mbpo::configurationFromJson(R"({"gamma": 0.9})", "my.json"); });
    QVERIFY(contains(unknown, "my.json") && contains(unknown, "gamma"));
    QVERIFY(contains(errorOf([] { mbpo::configurationFromJson("[1", "my.json"); }), "my.json"));
    QVERIFY(contains(errorOf([] { mbpo::configurationFromJson(R"({"seed": [1]})", "my.json"); }), "seed"));
  }

  void everyPresetIsValidForEveryTask() {
    const auto presets = mbpo::presets();
    QCOMPARE(presets.front().name, std::string("interactive"));
    QVERIFY(presets.size() >= 3);
    for (const auto& preset : presets) {
      for (const auto& task : env::taskNames()) mbpo::validate(mbpo::presetConfiguration(preset.name, task));
    }
    QVERIFY(contains(errorOf([] { mbpo::presetConfiguration("papr", "hopper"); }), "paper"));
  }

  void paperPresetHasTheAuthorsNumbers() {
    const auto hopper = mbpo::presetConfiguration("paper", "hopper");
    QCOMPARE(hopper.updates_per_step, 20);
    QCOMPARE(hopper.rollout_schedule, (rollout::Schedule{20, 150, 1, 15}));
    QCOMPARE(hopper.warm_up_steps, 5000);
    QCOMPARE(hopper.target_entropy, -1.0);
    const auto humanoid = mbpo::presetConfiguration("paper", "humanoid");
    QCOMPARE(humanoid.model_hidden, 400);
    QCOMPARE(humanoid.model_train_interval, 1000);
    QCOMPARE(mbpo::presetConfiguration("paper", "half_cheetah").updates_per_step, 40);
    QCOMPARE(mbpo::presetConfiguration("paper", "inverted_pendulum").warm_up_steps, 500);
  }
};

QTEST_GUILESS_MAIN(ParameterRegistryTest)
#include "parameter_registry_test.moc"
