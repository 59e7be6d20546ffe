#include "measure/time_bins.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "base/random_stream.h"

namespace {

std::vector<std::int64_t> counts(const std::vector<measure::TimeBin>& bins) {
  std::vector<std::int64_t> result;
  for (const auto& bin : bins) result.push_back(bin.rows.size(0));
  return result;
}

using Counts = std::vector<std::int64_t>;

}  // namespace

class TimeBinsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aThousandTimesGiveTenBinsOfAHundred() {
    const auto bins = measure::splitTimeBins(at::arange(1000, at::kFloat).flip(0));
    QCOMPARE(counts(bins), Counts(10, 100));
    QCOMPARE(bins[3].t_first, 300.0);
    QCOMPARE(bins[3].t_last, 399.0);
    QCOMPARE(bins[0].rows.min().item<std::int64_t>(), 900);  // the earliest times stand last
  }

  void binsHoldAtLeastThirtyRows() {
    QCOMPARE(counts(measure::splitTimeBins(at::arange(95, at::kFloat))), (Counts{31, 32, 32}));
    QCOMPARE(counts(measure::splitTimeBins(at::arange(59, at::kFloat))), Counts{59});
  }

  void fewRowsMakeOneBinAndNoneMakeNone() {
    QCOMPARE(counts(measure::splitTimeBins(at::arange(7, at::kFloat))), Counts{7});
    QVERIFY(measure::splitTimeBins(at::zeros({0})).empty());
    QCOMPARE(counts(measure::splitTimeBins(at::zeros({1, 1}))), Counts{1});
  }

  // Short episodes: 40 rows at each of t = 0 … 4 and 5 at t = 5. A time belongs to one bin, and the five rows at the
  // end, too few for a bin of their own, join the one before.
  void equalTimesStayTogether() {
    const at::Tensor t = at::cat({at::arange(5, at::kFloat).repeat({40}), at::full({5}, 5.0F)});
    const auto bins = measure::splitTimeBins(t);
    std::int64_t rows = 0;
    for (std::size_t b = 0; b < bins.size(); ++b) {
      rows += bins[b].rows.size(0);
      QVERIFY(bins[b].rows.size(0) >= 30);
      if (b > 0) QVERIFY(bins[b].t_first > bins[b - 1].t_last);
    }
    QCOMPARE(rows, 205);
    QCOMPARE(bins.back().t_last, 5.0);
    QCOMPARE(counts(measure::splitTimeBins(at::zeros({1000}))), Counts{1000});
  }

  // Two bins of 50: means 0.2 and 0.4; √(ln(2/0.05)/100) = √(3.68888/100) = 0.192065.
  void profileByHand() {
    const auto bins = measure::splitTimeBins(at::arange(100, at::kFloat), 2);
    const at::Tensor values = at::cat({at::full({50}, 0.2, at::kDouble), at::full({50}, 0.4, at::kDouble)});
    const auto profile = measure::calcTimeProfile(values, bins, 0.05);
    QVERIFY(std::abs(profile.bins[0].mean - 0.2) < 1e-12 && std::abs(profile.max_mean - 0.4) < 1e-12);
    QVERIFY(std::abs(profile.bins[1].pac_term - 0.192065) < 1e-6);
    QVERIFY(std::abs(profile.pac_bound - 0.592065) < 1e-6);
    QVERIFY(profile.standard_error < 1e-12);
    // Mutant: without the union bound over bins.
    QVERIFY(std::abs(profile.bins[1].pac_term - std::sqrt(std::log(1 / 0.05) / 100)) > 1e-2);
  }

  void boundIsCutAtOne() {
    const auto bins = measure::splitTimeBins(at::arange(30, at::kFloat));
    QCOMPARE(measure::calcTimeProfile(at::full({30}, 0.9, at::kDouble), bins, 0.05).pac_bound, 1.0);
  }

  void noRowsGiveNoNumber() {
    const auto profile = measure::calcTimeProfile(at::zeros({0}, at::kDouble), {}, 0.05);
    QVERIFY(std::isnan(profile.max_mean) && std::isnan(profile.pac_bound) && std::isnan(profile.standard_error));
  }

  // Coin tosses with p = 0.5, where Hoeffding's bound is tightest. δ = 0.3, one bin of 100 rows: √(ln(1/0.3)/200) =
  // 0.0776, so the bound fails when 42 heads or fewer fall: in 6.7 % of cases, within the promised 30 %. With ten bins
  // it holds for the largest true mean too. 5 binomial standard deviations of 4000 rounds are 3.6 %.
  void boundCoversTheTruthAtLeastAsOftenAsPromised_data() {
    QTest::addColumn<int>("bin_count");
    QTest::newRow("one bin") << 1;
    QTest::newRow("ten bins") << 10;
  }
  void boundCoversTheTruthAtLeastAsOftenAsPromised() {
    QFETCH(int, bin_count);
    base::RandomStream random(1, "coverage");
    const auto bins = measure::splitTimeBins(at::arange(100 * bin_count, at::kFloat), bin_count);
    at::Tensor values = at::empty({100 * bin_count}, at::kDouble);
    double* value = values.data_ptr<double>();
    constexpr int kRounds = 4000;
    int failures = 0, failures_of_the_mean = 0;
    for (int round = 0; round < kRounds; ++round) {
      // The last bin is the worst, with mean 0.5; the others are far better.
      for (int i = 0; i < 100 * bin_count; ++i) value[i] = random.uniform() < (i >= 100 * (bin_count - 1) ? 0.5 : 0.1);
      const auto profile = measure::calcTimeProfile(values, bins, 0.3);
      failures += profile.pac_bound < 0.5;
      failures_of_the_mean += profile.max_mean < 0.5;
    }
    QVERIFY2(failures < 0.3 * kRounds, qPrintable(QString::number(failures)));
    QVERIFY(failures > 0 || bin_count > 1);  // nor is it empty: it does fail now and then
    // Mutant: the mean without the term.
    QVERIFY(failures_of_the_mean > 0.4 * kRounds);
  }
};

QTEST_GUILESS_MAIN(TimeBinsTest)
#include "time_bins_test.moc"
