#include "ui/window/bench_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "base/error.h"

namespace {

QString refusal(const QByteArray& content) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("bench.json"));
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return {};
  file.write(content);
  file.close();
  try {
    window::readBench(path);
  } catch (const base::Error& error) {
    const QString said = QString::fromStdString(error.what());
    return said.contains(path) && said.contains(QStringLiteral("mbpo bench --json")) ? said : QString();
  }
  return {};
}

const QByteArray kRoofs =
    R"({"name": "roof/product_fp32/a", "gflops": 200}, {"name": "roof/memory", "gbytes_per_s": 40},)";

}  // namespace

class BenchFileTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void roofsAndCountedCasesAreRead() {
    const charts::Roofline roofline = window::readBench(QStringLiteral(WORKBENCH_TEST_DATA "/bench/small.json"));
    QCOMPARE(roofline.gbytes_per_s, 31.6);
    QCOMPARE(roofline.roofs.size(), std::size_t{2});
    QCOMPARE(roofline.roofs[0].label, QStringLiteral("fp32"));
    QCOMPARE(roofline.roofs[0].gflops, 206.0);  // the better of two shapes
    QCOMPARE(roofline.roofs[1].label, QStringLiteral("bf16"));
    QCOMPARE(roofline.cases.size(), std::size_t{7});  // sampling and environment steps count no flops
    const auto& update = roofline.cases[0];
    QCOMPARE(update.name, QStringLiteral("sac_update/hopper"));
    QCOMPARE(update.flops_per_byte, 5.61e8 / 1.05e7);
    QCOMPARE(update.gflops, 169.5);
    QCOMPARE(update.roof_fraction, 0.823);
    QVERIFY(update.gflops_low < update.gflops && update.gflops < update.gflops_high);
    QCOMPARE(roofline.cases[3].name, QStringLiteral("sac_update/walker2d_alone · 1 thread"));  // the roof's have two
  }

  void nullsAndUnknownKeysAreLeftOut() {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("bench.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[" + kRoofs + R"({"name": "a/b", "gflops": 10, "flops": 4e6, "bytes": 1e6, "p10_ms": 0.3, "p90_ms": 0.5,
               "roof_fraction": null, "from_the_future": {"x": [1]}}, {"name": "c/d", "gflops": null}])");
    file.close();
    const charts::Roofline roofline = window::readBench(file.fileName());
    QCOMPARE(roofline.cases.size(), std::size_t{1});
    QVERIFY(std::isnan(roofline.cases[0].roof_fraction));
    QCOMPARE(roofline.cases[0].flops_per_byte, 4.0);
  }

  void whatIsWrongIsSaidWithItsPlace_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& content, const char* says) {
      QTest::newRow(name) << content << QString::fromUtf8(says);
    };
    row("no JSON", "[{]", "byte");
    row("empty", "", "not JSON");
    row("no array", "{}", "no array");
    row("no object", "[1]", "entry 1");
    row("no name", R"([{"gflops": 1}])", "entry 1");
    row("no roof", R"([{"name": "a/b"}])", "roof/product_fp32");
    row("no memory", R"([{"name": "roof/product_fp32", "gflops": 200}])", "roof/memory");
    row("no bandwidth", R"([{"name": "roof/memory", "gbytes_per_s": null}])", "entry 1 (roof/memory): “gbytes_per_s”");
    row("text for a number", "[" + kRoofs + R"({"name": "a/b", "gflops": "fast"}])", "entry 3 (a/b): “gflops”");
    row("no spread", "[" + kRoofs + R"({"name": "a/b", "gflops": 1, "flops": 1, "bytes": 1}])", "p90_ms");
    row("no case", "[" + kRoofs.chopped(1) + "]", "no case");
  }
  void whatIsWrongIsSaidWithItsPlace() {
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const QString said = refusal(content);
    QVERIFY2(said.contains(says), qPrintable(said));
  }

  void aMissingFileIsNamed() {
    QVERIFY_EXCEPTION_THROWN(window::readBench(QStringLiteral("/nowhere/bench.json")), base::Error);
  }
};

QTEST_GUILESS_MAIN(BenchFileTest)
#include "bench_file_test.moc"
