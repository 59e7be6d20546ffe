#include "base/random_stream.h"

#include <QtTest>
#include <cmath>
#include <set>

class RandomStreamTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void sameSeedAndNameRepeat() {
    base::RandomStream a(7, "batch");
    base::RandomStream b(7, "batch");
    for (int i = 0; i < 100; ++i) QCOMPARE(a.next(), b.next());
  }

  void namesAndSeedsSeparateStreams() {
    std::set<std::uint64_t> first;
    for (const char* name : {"batch", "reset", "act"}) {
      for (std::uint64_t seed = 0; seed < 50; ++seed) first.insert(base::RandomStream(seed, name).next());
    }
    QCOMPARE(first.size(), std::size_t{150});
  }

  void stateContinuesTheSequence() {
    base::RandomStream a(1, "x");
    a.next();
    base::RandomStream b(2, "y");
    b.setState(a.state());
    for (int i = 0; i < 10; ++i) QCOMPARE(a.normal(), b.normal());
  }

  // 60 000 draws over 6 values: each count has mean 10 000 and standard deviation 91; 5 σ fails once in 10⁵ seeds.
  void belowIsUniformAndInRange() {
    base::RandomStream random(3, "dice");
    std::array<int, 6> counts{};
    for (int i = 0; i < 60000; ++i) ++counts.at(random.below(6));
    for (const int count : counts) QVERIFY2(std::abs(count - 10000) < 456, qPrintable(QString::number(count)));
  }

  void normalHasUnitMoments() {
    base::RandomStream random(4, "gauss");
    double sum = 0;
    double squares = 0;
    constexpr int n = 100000;
    for (int i = 0; i < n; ++i) {
      const double x = random.normal();
      sum += x;
      squares += x * x;
    }
    QVERIFY(std::abs(sum / n) < 5.0 / std::sqrt(n));
    QVERIFY(std::abs(squares / n - 1.0) < 5.0 * std::sqrt(2.0 / n));
  }
};

QTEST_GUILESS_MAIN(RandomStreamTest)
#include "random_stream_test.moc"
