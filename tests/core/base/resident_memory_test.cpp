#include "base/resident_memory.h"

#include <QFile>
#include <QtTest>
#include <cmath>
#include <vector>

class ResidentMemoryTest : public QObject {
  Q_OBJECT

  /// The same by the kernel's other account, which is in KiB whatever the size of a page.
  static double byStatus() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
      if (line.startsWith("VmRSS:")) return line.simplified().split(' ').at(1).toDouble() * 1024 / 1e6;
    }
    return 0;
  }

 private Q_SLOTS:
  void memoryThatIsTouchedCounts() {
    const double before = base::measureResidentMegabytes();
    QVERIFY(before > 0);
    const std::vector<char> touched(200'000'000, 'x');
    const double grown = base::measureResidentMegabytes() - before;
    QVERIFY2(grown > 198, qPrintable(QString::number(grown)));  // of 2²⁰ bytes each it would be 190.7
    QCOMPARE(touched.back(), 'x');
  }

  void bothAccountsOfTheKernelAgree() {
    const std::vector<char> touched(200'000'000, 'x');
    const double ours = base::measureResidentMegabytes(), theirs = byStatus();
    QVERIFY2(std::abs(ours - theirs) < 2, qPrintable(QStringLiteral("%1 against %2").arg(ours).arg(theirs)));
    QCOMPARE(touched.back(), 'x');
  }
};

QTEST_APPLESS_MAIN(ResidentMemoryTest)
#include "resident_memory_test.moc"
