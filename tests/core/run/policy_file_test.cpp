#include <QtTest>
#include <array>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/float_bytes.h"
#include "run/policy_file.h"
#include "run/run_directory.h"
#include "tiny_run.h"

using agent::FrozenPolicy;

class PolicyFileTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  static FrozenPolicy smallPolicy() {
    FrozenPolicy::Layer hidden{2, 3, {0.1F, -0.2F, 0.3F, 1e-30F, 5.5F, -6.25F}, {0.5F, 0.0F, -1.0F}};
    FrozenPolicy::Layer head{3, 2, {1, 2, 3, 4, 5, 6}, {0.25F, -0.75F}};
    return FrozenPolicy({hidden, head}, {-3.0}, {3.0}, -20.0, 2.0);
  }

  static FrozenPolicy ratedPolicy() {
    const agent::FrozenCritic::Network q_1{{3, 2, {1, 2, 3, 4, 5, 6}, {0, 1}}, {2, 1, {1, -1}, {0.5F}}};
    agent::FrozenCritic::Network q_2 = q_1;
    q_2.back().bias = {-7.25F};
    const FrozenPolicy alone = smallPolicy();
    return FrozenPolicy(alone.layers(), alone.actionLow(), alone.actionHigh(), alone.logStdMin(), alone.logStdMax(),
                        std::make_shared<agent::FrozenCritic>(std::array{q_1, q_2}));
  }

  /// Writes a policy file after a change and returns what reading says about it.
  std::string faultAfter(const std::function<void(nlohmann::json&)>& change,
                         const FrozenPolicy& policy = smallPolicy()) {
    const std::filesystem::path directory = below(folder_, "damaged");
    std::filesystem::create_directories(directory);
    run::writePolicy(directory, policy);
    auto json = nlohmann::json::from_cbor(base::readFile(directory / "policy.cbor"));
    change(json);
    std::string content;
    nlohmann::json::to_cbor(json, content);
    base::writeFileAtomically(directory / "policy.cbor", content);
    try {
      run::readPolicy(directory);
    } catch (const base::Error& error) {
      return error.what();
    }
    return {};
  }

 private Q_SLOTS:
  void policyReadsBackBitForBit() {
    const FrozenPolicy policy = smallPolicy();
    run::writePolicy(below(folder_, "."), policy);
    const auto read = run::readPolicy(below(folder_, "."));
    QCOMPARE(read->layers().size(), policy.layers().size());
    for (std::size_t i = 0; i < policy.layers().size(); ++i) {
      QVERIFY(read->layers()[i].weight == policy.layers()[i].weight);
      QVERIFY(read->layers()[i].bias == policy.layers()[i].bias);
    }
    const std::vector<double> s{0.3, -0.7};
    QVERIFY(read->act(s) == policy.act(s));
    QCOMPARE(read->logStdMin(), -20.0);
    QCOMPARE(read->logStdMax(), 2.0);
  }

  void criticsReadBackBitForBit() {
    const FrozenPolicy policy = ratedPolicy();
    const auto read = run::parsePolicy(run::encodePolicy(policy));
    QVERIFY(read->critic());
    for (std::size_t critic = 0; critic < 2; ++critic) {
      for (std::size_t i = 0; i < 2; ++i) {
        const auto &written = policy.critic()->networks()[critic][i], &found = read->critic()->networks()[critic][i];
        QVERIFY(found.weight == written.weight && found.bias == written.bias);
      }
    }
    const std::vector<double> s{0.3, -0.7}, control{1.5};
    QCOMPARE(*read->estimateValue(s, control), *policy.estimateValue(s, control));
  }

  // As files from before critics were kept.
  void aPolicyWithoutCriticsHasNoValue() {
    const std::string content = run::encodePolicy(smallPolicy());
    QVERIFY(!nlohmann::json::from_cbor(content).contains("critics"));
    const auto read = run::parsePolicy(content);
    QVERIFY(!read->critic());
    QVERIFY(!read->estimateValue(std::vector{0.3, -0.7}, std::vector{1.5}));
  }

  void criticsThatDoNotFitAreRefused() {
    const auto fault = [this](const auto& change) { return faultAfter(change, ratedPolicy()); };
    QVERIFY(fault([](auto&) {}).empty());
    QVERIFY(fault([](auto& json) { json["critics"].erase(1); }).find("two critics") != std::string::npos);
    QVERIFY(fault([](auto& json) { json["critics"][1].erase(1); }).find("one output") != std::string::npos);
    QVERIFY(fault([](auto& json) { json["critics"][1].clear(); }).find("at least one layer") != std::string::npos);
    QVERIFY(fault([](auto& json) { json["critics"][0][0]["inputs"] = 4; }).find("critic 1, layer 0") != std::string::npos);
    const auto infinite = run::toBytes({std::numeric_limits<float>::infinity()});
    QVERIFY(fault([&](auto& json) { json["critics"][1][1]["bias"] = infinite; }).find("not finite") != std::string::npos);
  }

  void missingPolicySaysWhy() {
    try {
      run::readPolicy(below(folder_, "nowhere"));
      QFAIL("read a policy from nowhere");
    } catch (const base::Error& error) {
      QVERIFY(std::string(error.what()).find("first evaluation") != std::string::npos);
    }
  }

  void sizesThatDoNotFitAreRefused() {
    QVERIFY(faultAfter([](auto& json) { json["layers"][0]["inputs"] = 4; }).find("bytes") != std::string::npos);
    QVERIFY(faultAfter([](auto& json) {
              json["layers"].erase(0);
              json["action_low"] = {-1, -1};
            }).find("ranges") != std::string::npos);
    QVERIFY(faultAfter([](auto& json) { json["layers"].erase(1); }).find("last layer") != std::string::npos);
    QVERIFY(faultAfter([](auto& json) {
              json["layers"][1] = nlohmann::json(json["layers"][0]);
            }).find("does not fit") != std::string::npos);
    QVERIFY(faultAfter([](auto& json) { json["layers"][0]["outputs"] = -3; }).find("impossible") != std::string::npos);
  }

  void otherVersionIsRefused() {
    QVERIFY(faultAfter([](auto& json) { json["version"] = 2; }).find("version") != std::string::npos);
    QVERIFY(faultAfter([](auto& json) { json["format"] = "poem"; }).find("no policy") != std::string::npos);
  }

  void cutFileIsRefused() {
    const std::filesystem::path directory = below(folder_, ".");
    run::writePolicy(directory, smallPolicy());
    const std::string content = base::readFile(directory / "policy.cbor");
    base::writeFileAtomically(directory / "policy.cbor", content.substr(0, content.size() / 2));
    QVERIFY_EXCEPTION_THROWN(run::readPolicy(directory), base::Error);
  }
};

QTEST_GUILESS_MAIN(PolicyFileTest)
#include "policy_file_test.moc"
