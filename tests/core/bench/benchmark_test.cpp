#include "bench/benchmark.h"

#include <QSet>
#include <QtTest>

#include "bench/work_count.h"

class BenchmarkTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Hopper, one hidden layer of 2 units, by hand: actor 3→2→2 and critics 4→2→1 with n_s = 3, n_a = 1.
  //   forward: actor 2(3·2 + 2·2) = 20, critic 2(4·2 + 2·1) = 20; gradient of the data: actor 8, critic 4
  //   critics: 20 (a′) + 2·20 (targets) + 2·(20 + 4 + 20) = 148
  //   actor: 20 + 2·20 (critics) + 4 + 2·1·2 (one critic back to a) + 8 + 20 = 96
  void sacUpdateIsCountedAsByHand() { QCOMPARE(bench::countSacUpdate(3, 1, 2, 1, 10).flops, 10.0 * (148 + 96)); }

  // Published figure of the same count: 7 · 256 · 760 000 = 1362 MF.
  void ensembleStepHasTheKnownSize() {
    const double megaflops = bench::countEnsembleStep(11, 3, 200, 4, 7, 256).flops / 1e6;
    QVERIFY2(std::abs(megaflops - 1362) < 1, qPrintable(QString::number(megaflops)));
  }

  void namesAreUniqueAndTheStableOnesAreThere() {
    bench::Options options;
    options.threads = 2;
    QSet<QString> names;
    for (const bench::Case& of : bench::allCases(options)) {
      QVERIFY2(!names.contains(QString::fromStdString(of.name)), of.name.c_str());
      names.insert(QString::fromStdString(of.name));
    }
    for (const char* name : {"sac_update/hopper", "ensemble_step/hopper", "model_rollout_100k/hopper"}) {
      QVERIFY2(names.contains(name), name);
    }
  }

  void quantilesAreOrderedAndCountedWorkHasARate() {
    bench::Options options;
    options.filter = "sac_update/inverted_pendulum";
    QStringList started;
    const auto results = bench::measureAll(
        options, {[&](const std::string& name) { started << name.c_str(); }, [](const bench::Result&) {}});
    QVERIFY(started.contains("sac_update/inverted_pendulum"));
    QCOMPARE(results.back().of.name, std::string("sac_update/inverted_pendulum"));
    QVERIFY(results.front().of.name.starts_with("roof/"));
    for (const bench::Result& result : results) {
      QVERIFY(0 < result.timing.p10_ms && result.timing.p10_ms <= result.timing.median_ms);
      QVERIFY(result.timing.median_ms <= result.timing.p90_ms);
    }
    QVERIFY(results.back().gflops > 0 && results.back().roof_fraction > 0 && results.back().rows_per_s > 0);
  }
};

QTEST_GUILESS_MAIN(BenchmarkTest)
#include "benchmark_test.moc"
