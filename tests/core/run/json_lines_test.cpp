#include "run/json_lines.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/error.h"

using mbpo::Metric;

class JsonLinesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void rowReadsBackExactly() {
    mbpo::MetricRow row;
    row.stream = mbpo::Stream::fits;
    row.real_steps = 1250;
    row.updates = 123'456'789'012;
    row.epoch = -1;
    row.wall_seconds = 0.1 + 0.2;
    row.values = {{Metric::fit_loss, 1.0 / 3.0}, {Metric::validation_rmse, 5e-324}, {Metric::fit_epochs, 12}};
    const mbpo::MetricRow read = run::rowFromLine(run::toLine(row), mbpo::Stream::fits);
    QCOMPARE(read.real_steps, row.real_steps);
    QCOMPARE(read.updates, row.updates);
    QCOMPARE(read.epoch, row.epoch);
    QVERIFY(read.wall_seconds == row.wall_seconds);
    QVERIFY(read.values == row.values);
  }

  void nonFiniteNumbersAreValidJsonAndComeBack() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    mbpo::MetricRow row;
    row.values = {{Metric::critic_loss, std::nan("")}, {Metric::q_mean, kInfinity}, {Metric::actor_loss, -kInfinity}};
    const std::string line = run::toLine(row);
    QVERIFY(nlohmann::json::accept(line));
    const auto values = run::rowFromLine(line, mbpo::Stream::samples).values;
    QCOMPARE(values.size(), std::size_t{3});
    QVERIFY(std::isnan(values[0].second));
    QVERIFY(values[1].second == kInfinity);
    QVERIFY(values[2].second == -kInfinity);
  }

  void namesAreThoseOfTheMetricTable() {
    mbpo::MetricRow row;
    row.values = {{Metric::evaluation_return, 7}};
    const auto json = nlohmann::json::parse(run::toLine(row));
    for (const char* key : {"real_steps", "updates", "epoch", "wall_seconds", "evaluation_return"}) {
      QVERIFY2(json.contains(key), key);
    }
  }

  void metricOfANewerVersionIsPassedOver() {
    const auto row = run::rowFromLine(
        R"({"real_steps": 1, "updates": 2, "epoch": 0, "wall_seconds": 1, "alpha": 0.5, "from_the_future": 3})",
        mbpo::Stream::samples);
    QCOMPARE(row.values.size(), std::size_t{1});
  }

  void faultyLinesSayWhatIsWrong() {
    for (const char* line : {"", "{", "[1]", R"({"updates": 2, "epoch": 0, "wall_seconds": 1})",
                             R"({"real_steps": 1, "updates": 2, "epoch": 0, "wall_seconds": 1, "alpha": "much"})"}) {
      QVERIFY_EXCEPTION_THROWN(run::rowFromLine(line, mbpo::Stream::samples), base::Error);
    }
    QVERIFY_EXCEPTION_THROWN(run::eventFromLine(R"({"kind": "party", "real_steps": 1, "wall_seconds": 1})"),
                             base::Error);
  }

  void everyKindOfEventReadsBack() {
    using Kind = run::EventKind;
    for (const Kind kind :
         {Kind::parameter_applied, Kind::parameter_refused, Kind::note, Kind::warning, Kind::alarm, Kind::checkpoint}) {
      run::Event event{kind, 300, 2.5, 17, "rollout_length", "1", "5", "k: 1 → 5", "critic"};
      const run::Event read = run::eventFromLine(run::toLine(event));
      QVERIFY(read.kind == kind);
      QCOMPARE(read.real_steps, event.real_steps);
      QCOMPARE(read.ticket, event.ticket);
      QCOMPARE(read.key, event.key);
      QCOMPARE(read.old_value, event.old_value);
      QCOMPARE(read.new_value, event.new_value);
      QCOMPARE(read.text, event.text);
      QCOMPARE(read.check, event.check);
    }
  }

  void textThatIsNoUtf8DoesNotBreakTheLog() {
    run::Event event;
    event.text = "file \xff name";
    QVERIFY(nlohmann::json::accept(run::toLine(event)));
  }
};

QTEST_GUILESS_MAIN(JsonLinesTest)
#include "json_lines_test.moc"
