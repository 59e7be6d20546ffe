#include "run/history.h"

#include <QtTest>
#include <atomic>
#include <cmath>
#include <thread>

using mbpo::Metric;

class HistoryTest : public QObject {
  Q_OBJECT

  static mbpo::MetricRow row(std::int64_t step, double value) {
    mbpo::MetricRow row;
    row.real_steps = step;
    row.updates = 10 * step;
    row.wall_seconds = 0.5 * static_cast<double>(step);
    row.values = {{Metric::alpha, value}};
    return row;
  }

 private Q_SLOTS:
  void cursorSeesEachPointOnce() {
    run::History history;
    std::vector<run::Point> points;
    std::size_t cursor = history.read(Metric::alpha, 0, points);
    QCOMPARE(cursor, std::size_t{0});
    history.append(row(10, 1.5));
    history.append(row(20, 2.5));
    cursor = history.read(Metric::alpha, cursor, points);
    history.append(row(30, 3.5));
    cursor = history.read(Metric::alpha, cursor, points);
    cursor = history.read(Metric::alpha, cursor, points);
    QCOMPARE(cursor, std::size_t{3});
    QCOMPARE(points.size(), std::size_t{3});
    QCOMPARE(points[2].real_steps, 30.0);
    QCOMPARE(points[2].updates, 300.0);
    QCOMPARE(points[2].wall_seconds, 15.0);
    QCOMPARE(points[2].value, 3.5);
  }

  void otherMetricsStayEmpty() {
    run::History history;
    history.append(row(10, 1.5));
    std::vector<run::Point> points;
    QCOMPARE(history.read(Metric::q_mean, 0, points), std::size_t{0});
    QVERIFY(points.empty());
  }

  void nonFiniteValuesAreKept() {
    run::History history;
    history.append(row(10, std::nan("")));
    std::vector<run::Point> points;
    history.read(Metric::alpha, 0, points);
    QVERIFY(std::isnan(points.at(0).value));
  }

  void revisionGrowsWithEveryAppend() {
    run::History history;
    QCOMPARE(history.revision(), std::uint64_t{0});
    history.append(row(10, 1));
    history.append(run::Event{});
    QCOMPARE(history.revision(), std::uint64_t{2});
  }

  void readersMissNothingWhileAnotherThreadAppends() {
    run::History history;
    constexpr int kRows = 20'000;
    std::thread writer([&] {
      for (int i = 0; i < kRows; ++i) history.append(row(i, i));
    });
    std::vector<run::Point> points;
    std::size_t cursor = 0;
    while (points.size() < kRows) cursor = history.read(Metric::alpha, cursor, points);
    writer.join();
    for (int i = 0; i < kRows; ++i) QCOMPARE(points[static_cast<std::size_t>(i)].value, static_cast<double>(i));
  }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "history_test.moc"
