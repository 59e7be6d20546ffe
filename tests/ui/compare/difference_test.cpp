#include "ui/compare/difference.h"

#include <QTest>
#include <set>

#include "mbpo/parameter_registry.h"
#include "support/written_run.h"
#include "ui/compare/curve_look.h"

using compare::RunSetup;

class DifferenceTest : public QObject {
  Q_OBJECT

  static RunSetup setup(std::int64_t seed, std::int64_t k) { return {support::pendulum(seed, k), {}}; }
  static RunSetup changed(RunSetup run, std::int64_t step, const std::string& value) {
    run::Event event;
    event.kind = run::EventKind::parameter_applied;
    event.real_steps = step;
    event.key = "rollout_length";
    event.new_value = value;
    run.changes.push_back(event);
    return run;
  }
  static QStringList labels(const std::vector<RunSetup>& runs) {
    std::vector<compare::Column> columns;
    QStringList names;
    for (const RunSetup& run : runs) {
      columns.push_back({&run});
      names << QStringLiteral("name%1").arg(names.size());
    }
    return compare::shortLabels(columns, names);
  }

 private Q_SLOTS:
  void runsOfOneConfigurationDifferInTheSeedAlone() {
    const auto groups =
        compare::groupByConfiguration({setup(1, 5), setup(1, 1), setup(2, 5), setup(7, 1), setup(3, 5)});
    QCOMPARE(groups.size(), std::size_t{2});
    QCOMPARE(groups[0], (std::vector<std::size_t>{0, 2, 4}));
    QCOMPARE(groups[1], (std::vector<std::size_t>{1, 3}));
  }

  // Each key by itself must part two runs: a rule that forgets one would mix unlike runs into a mean.
  void everyOtherKeyPartsTwoRuns() {
    const mbpo::Configuration usual = support::pendulum(1, 5);
    int tried = 0;
    for (const mbpo::Parameter& parameter : mbpo::parameterRegistry()) {
      mbpo::Configuration other = usual;
      std::visit(
          [&](auto member) {
            using Value = std::decay_t<decltype(other.*member)>;
            if constexpr (std::is_same_v<Value, std::string>)
              other.*member += "x";
            else if constexpr (std::is_same_v<Value, bool>)
              other.*member = !(other.*member);
            else if constexpr (std::is_same_v<Value, rollout::Schedule>)
              (other.*member).last_length += 1;
            else
              other.*member += 1;
          },
          parameter.member);
      const bool together = RunSetup{usual, {}}.identity() == RunSetup{other, {}}.identity();
      QVERIFY2(together == (parameter.key == "seed"), parameter.key.c_str());
      ++tried;
    }
    QVERIFY(tried > 50);
  }

  void aRunThatWasChangedByHandIsNoSeedOfOneThatWasNot() {
    const RunSetup plain = setup(1, 5);
    QVERIFY(plain.identity() != changed(setup(2, 5), 500, "7").identity());
    QVERIFY(changed(setup(1, 5), 500, "7").identity() == changed(setup(2, 5), 500, "7").identity());
    QVERIFY(changed(setup(1, 5), 500, "7").identity() != changed(setup(2, 5), 750, "7").identity());
    QVERIFY(changed(setup(1, 5), 500, "7").identity() != changed(setup(2, 5), 500, "8").identity());
  }

  void onlyKeysThatDifferAreMarkedAndTheUnusualValueIsFound() {
    const std::vector<RunSetup> runs{setup(1, 5), setup(1, 5), setup(1, 9)};
    const auto rows = compare::compareConfigurations({{&runs[0]}, {&runs[1]}, {&runs[2]}});
    QCOMPARE(rows.size(), mbpo::parameterRegistry().size() + 1);
    QStringList different;
    for (const compare::DifferenceRow& row : rows) {
      if (row.differs) different << row.key;
      if (row.key == QLatin1String("rollout_length")) QCOMPARE(row.unusual(), QList<int>{2});
      if (row.key == QLatin1String("discount")) QVERIFY(row.unusual().isEmpty());
    }
    QCOMPARE(different, QStringList{QStringLiteral("rollout_length")});
  }

  void labelsSayWhatTellsRunsApartAndNoMore() {
    QCOMPARE(labels({setup(1, 5), setup(2, 5)}), (QStringList{"seed 1", "seed 2"}));
    QCOMPARE(labels({setup(1, 5), setup(1, 9)}), (QStringList{"k 5", "k 9"}));
    QCOMPARE(labels({setup(1, 5), setup(2, 9)}), (QStringList{"k 5 · seed 1", "k 9 · seed 2"}));
    RunSetup wide = setup(1, 5), automatic = setup(1, 5);
    wide.configuration.rollouts_per_step = 7;
    automatic.configuration.rollout_mode = "auto";
    QCOMPARE(labels({setup(1, 5), wide}), (QStringList{"M 100", "M 7"}));
    QCOMPARE(labels({setup(1, 5), automatic}), (QStringList{"k 5", "k* ≤ 15"}));
    QCOMPARE(labels({setup(1, 5)}), QStringList{"inverted_pendulum"});
    QCOMPARE(labels({setup(1, 5), setup(1, 5)}),
             (QStringList{"inverted_pendulum (name0)", "inverted_pendulum (name1)"}));
    QCOMPARE(labels({setup(1, 5), changed(setup(1, 5), 500, "7")}), (QStringList{"inverted_pendulum", "changed 1×"}));
  }

  void aGroupListsItsSeeds() {
    const std::vector<RunSetup> runs{setup(1, 5), setup(2, 5), setup(3, 9)};
    for (const compare::DifferenceRow& row : compare::compareConfigurations({{&runs[0], &runs[1]}, {&runs[2]}})) {
      if (row.key == QLatin1String("seed")) QCOMPARE(row.values, (QStringList{"1, 2", "3"}));
    }
  }

  void thirtyTwoCurvesAllLookDifferentAndNeighboursDifferTwice() {
    std::set<std::pair<int, int>> looks;
    for (int i = 0; i < 32; ++i) {
      const compare::CurveLook look = compare::lookAt(i), next = compare::lookAt(i + 1);
      looks.emplace(look.colour, static_cast<int>(look.dash));
      QVERIFY(look.colour != next.colour && look.dash != next.dash);
    }
    QCOMPARE(looks.size(), std::size_t{32});
  }
};

QTEST_GUILESS_MAIN(DifferenceTest)
#include "difference_test.moc"
