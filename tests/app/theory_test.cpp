// `mbpo bound` and `mbpo lab`, as a user meets them.
#include <QtTest>
#include <cmath>
#include <set>

#include "program.h"

namespace {

QStringList boundOf(const QStringList& rest) {
  return QStringList{"bound", "--gamma", "0.5", "--r-max", "3", "--eps-m", "0.1", "--eps-pi", "0.2"} + rest;
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-12 * (1 + std::abs(b)); }

}  // namespace

class TheoryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void helpShowsDefaultsAndRanges_data() {
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QStringList>("said");
    QTest::newRow("bound") << QStringList{"bound"} << QStringList{"=4.3", "=20", "default: 0", "[0, 1)", "10000"};
    QTest::newRow("lab") << QStringList{"lab"} << QStringList{"verify", "improve"};
    QTest::newRow("verify") << QStringList{"lab", "verify"} << QStringList{"=1000", "=1", "=10"};
    QTest::newRow("improve") << QStringList{"lab", "improve"}
                             << QStringList{"=chain", "=4.1-on-policy", "=100000", "default: exact errors"};
  }
  void helpShowsDefaultsAndRanges() {
    QFETCH(QStringList, command);
    QFETCH(QStringList, said);
    const ProgramResult result = runProgram(command + QStringList{"--help"});
    QCOMPARE(result.code, 0);
    for (const QString& text : said) QVERIFY2(helpSays(result.output, text), qPrintable(text + " in " + result.output));
    QVERIFY(result.output.contains("Exit codes"));
  }

  // The values of tests/core/bound/theorem_test.cpp: k = 2 costs 13.2 at ε_m′ = 0.3, Theorem 4.1 costs 10.8.
  void jsonHasTheKeysAndTheTheoremsValues() {
    const auto json = parseJson(runProgram(boundOf({"--eps-m-prime", "0.3", "--k-max", "4", "--json"})).output);
    std::set<std::string> keys;
    for (const auto& item : json.items()) keys.insert(item.key());
    QCOMPARE(keys,
             (std::set<std::string>{"theorem", "k_star", "k_star_unbounded", "vacuous_at_k_star", "penalty", "terms"}));
    QCOMPARE(json["theorem"].get<std::string>(), std::string("4.3"));
    QCOMPARE(json["penalty"].size(), std::size_t{5});
    QCOMPARE(json["terms"].size(), std::size_t{5});
    QVERIFY(near(json["penalty"][2], 13.2));
    QVERIFY(near(json["terms"][2]["model_error"], 7.2));
    QCOMPARE(json["k_star"].get<int>(), 0);
    QCOMPARE(json["k_star_unbounded"].get<bool>(), false);

    const auto full = parseJson(runProgram(boundOf({"--theorem", "4.1", "--json"})).output);
    QCOMPARE(full["penalty"].size(), std::size_t{1});
    QVERIFY(near(full["penalty"][0], 10.8));
    QVERIFY(full["k_star"].is_null() && !full["k_star_unbounded"].get<bool>());
    QCOMPARE(full["vacuous_at_k_star"].get<bool>(), false);  // 10.8 < 12
  }

  // ε_m′ = 0.1 + 0.25·0.2 = 0.15 < 0.2: ⌈ln(0.2/0.15)/ln 2⌉ = 1. With ε_m = 0 no k is best.
  void rolloutLengthIsExactAndNotCutAtTheTable() {
    const auto linear = parseJson(runProgram(boundOf({"--slope", "0.25", "--json"})).output);
    QCOMPARE(linear["k_star"].get<int>(), 1);
    const auto far = parseJson(runProgram({"bound", "--gamma", "0.999", "--r-max", "1", "--eps-m", "0.001", "--eps-pi",
                                           "0.5", "--k-max", "3", "--json"})
                                   .output);
    QCOMPARE(far["k_star"].get<int>(), 6212);  // ln 500/ln(1/0.999) = 6211.5
    QCOMPARE(far["penalty"].size(), std::size_t{4});
    const auto endless = parseJson(runProgram({"bound", "--gamma", "0.9", "--r-max", "1", "--eps-m", "0", "--eps-pi",
                                               "0.5", "--theorem", "4.3-published", "--json"})
                                       .output);
    QVERIFY(endless["k_star"].is_null() && endless["k_star_unbounded"].get<bool>());
    QCOMPARE(endless["vacuous_at_k_star"].get<bool>(), false);  // C → 0
    const auto short_only = parseJson(runProgram(boundOf({"--theorem", "4.2", "--json"})).output);
    QCOMPARE(short_only["k_star"].get<int>(), 0);
  }

  void tableExplainsItself() {
    const QString text = runProgram(boundOf({"--theorem", "4.2", "--k-max", "2"})).output;
    for (const char* said : {"never falls with k", "← k*", "shift before branch", "C (1−γ)/r_max"}) {
      QVERIFY2(text.contains(said), qPrintable(text));
    }
    const QString vacuous =
        runProgram({"bound", "--gamma", "0.99", "--r-max", "1", "--eps-m", "0.1", "--eps-pi", "0.6"}).output;
    QVERIFY2(vacuous.contains("Vacuous") && vacuous.contains("depends on γ and ε_m′/ε_π alone"), qPrintable(vacuous));
  }

  void faultsNameArgumentValueAndRange_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("said");
    const auto row = [](const char* name, const QStringList& arguments, const QStringList& said) {
      QTest::newRow(name) << arguments << said;
    };
    row("error above one", boundOf({"--eps-m-prime", "1.5"}), {"--eps-m-prime", "1.5", "[0, 1]"});
    row("no number", boundOf({"--eps-m-prime", "nan"}), {"--eps-m-prime", "nan", "[0, 1]"});
    row("endless discount", {"bound", "--gamma", "1", "--r-max", "1", "--eps-m", "0", "--eps-pi", "0"},
        {"--gamma", "1", "[0, 1)"});
    row("no reward", {"bound", "--gamma", "0.9", "--r-max", "0", "--eps-m", "0", "--eps-pi", "0"},
        {"--r-max", "0", "(0"});
    row("negative slope", boundOf({"--slope", "-1"}), {"--slope", "-1", "[0, "});
    row("table too long", boundOf({"--k-max", "10001"}), {"--k-max", "10001", "10000"});
    row("two model errors", boundOf({"--slope", "1", "--eps-m-prime", "0.1"}), {"--slope", "--eps-m-prime"});
    row("unknown theorem", boundOf({"--theorem", "4.4"}), {"--theorem", "4.4", "4.3-published"});
    row("something missing", {"bound", "--gamma", "0.9"}, {"--r-max"});
    row("no laboratory command", {"lab"}, {"subcommand"});
    row("misspelt command", {"lab", "verfy"}, {"verfy", "verify", "mbpo lab --help"});
    row("misspelt option", {"lab", "verify", "--mdp", "3"}, {"--mdp", "--mdps", "mbpo lab verify --help"});
    row("no MDPs", {"lab", "verify", "--mdps", "0"}, {"--mdps", "0", "[1, "});
    row("negative k", {"lab", "verify", "--k-max", "-1"}, {"--k-max", "-1", "[0, "});
    row("unknown MDP", {"lab", "improve", "--mdp", "maze"}, {"--mdp", "maze", "two-rooms"});
    row("certainty", {"lab", "improve", "--confidence", "1"}, {"--confidence", "1", "(0, 1)"});
    row("no samples", {"lab", "improve", "--samples", "0"}, {"--samples", "0", "[1, "});
  }
  void faultsNameArgumentValueAndRange() {
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, said);
    const ProgramResult result = runProgram(arguments);
    QCOMPARE(result.code, 2);
    QVERIFY2(result.output.isEmpty(), qPrintable(result.output));
    for (const QString& text : said) QVERIFY2(result.errors.contains(text), qPrintable(result.errors));
  }

  void verificationFindsNoViolation() {
    const ProgramResult result =
        runProgram({"lab", "verify", "--mdps", "500", "--seed", "5", "--k-max", "8", "--json"});
    QCOMPARE(result.code, 0);
    const auto json = parseJson(result.output);
    QCOMPARE(json["theorems"].size(), std::size_t{7});
    for (const auto& theorem : json["theorems"]) {
      QCOMPARE(theorem["violations"].get<int>(), 0);
      QCOMPARE(theorem["sharpness_failures"].get<int>(), 0);
      const bool full_length = theorem["theorem"].get<std::string>().starts_with("4.1");
      QCOMPARE(theorem["cases"].get<int>(), full_length ? 500 : 4500);
      QVERIFY(theorem["minimum_slack"].get<double>() > -1e-9 && theorem["median_tightness"].is_number());
    }
    const QStringList same{"lab", "verify", "--mdps", "500", "--seed", "5", "--k-max", "8", "--json", "--threads", "1"};
    QCOMPARE(runProgram(same).output, result.output);
  }

  void certifiedStepsNeverLowerTheReturn() {
    for (const char* mdp : {"chain", "cliff", "two-rooms", "random"}) {
      const ProgramResult result = runProgram({"lab", "improve", "--mdp", mdp, "--iterations", "5", "--samples",
                                               "20000", "--confidence", "0.95", "--seed", "3", "--json"});
      QVERIFY2(result.code == 0, qPrintable(result.errors));
      const auto iterations = parseJson(result.output)["iterations"];
      QCOMPARE(iterations.size(), std::size_t{5});
      for (const auto& step : iterations) {
        QVERIFY(step["true_return_after"].get<double>() >= step["true_return"].get<double>());
        for (const char* key : {"model_return", "penalty", "lower_bound", "alpha", "eps_m", "eps_pi"}) {
          QVERIFY(step[key].is_number());
        }
      }
    }
    const QString text = runProgram({"lab", "improve", "--theorem", "4.1", "--iterations", "2"}).output;
    QVERIFY2(text.contains("certifies no step") && text.contains("ν̂"), qPrintable(text));
  }
};

QTEST_GUILESS_MAIN(TheoryTest)
#include "theory_test.moc"
