#include "measure/gaussian_mixture.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <string>
#include <vector>

#include "nn/noise.h"
#include "support/one_dimension.h"

using support::Gaussian1d;

namespace {

// Statistical checks allow 5 standard errors: a false alarm once in 1.7 million. Seeds are fixed.
constexpr double kAllowedZ = 5.0;

// N equal rows, one dimension.
measure::DiagonalGaussian rowsOf(const Gaussian1d& p, std::int64_t n) {
  return {at::full({n, 1}, p.mean, at::kDouble), at::full({n, 1}, p.std, at::kDouble)};
}

measure::GaussianMixture mixtureRowsOf(const std::vector<Gaussian1d>& q, std::int64_t n) {
  std::vector<at::Tensor> means, stds;
  for (const Gaussian1d& component : q) {
    means.push_back(rowsOf(component, n).mean);
    stds.push_back(rowsOf(component, n).std);
  }
  return {at::stack(means), at::stack(stds)};
}

struct Summary {
  double mean, standard_error;
};

Summary summarise(const at::Tensor& x) {
  return {x.mean().item<double>(), x.std(true).item<double>() / std::sqrt(static_cast<double>(x.numel()))};
}

struct Pair {
  const char* name;
  Gaussian1d p;
  std::vector<Gaussian1d> q;
};

const std::vector<Pair> kPairs{
    {"shifted", {0.3, 1.0}, {{-0.4, 1.0}}},
    {"wider", {0.0, 1.0}, {{0.0, 2.0}}},
    {"narrower and shifted", {0.5, 2.0}, {{-0.5, 0.6}}},
    {"three components", {0.2, 0.8}, {{-1.0, 1.0}, {0.3, 1.2}, {2.5, 0.9}}},
    {"one of five fits", {0.0, 0.5}, {{0.1, 0.6}, {4.0, 0.6}, {-4.0, 0.6}, {6.0, 0.6}, {-6.0, 0.6}}},
};

}  // namespace

class GaussianMixtureTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void pairs_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(kPairs.size()); ++i)
      QTest::newRow(kPairs[static_cast<std::size_t>(i)].name) << i;
  }

  void totalVariationIsUnbiased_data() { pairs_data(); }
  void totalVariationIsUnbiased() {
    QFETCH(int, index);
    const Pair& pair = kPairs[static_cast<std::size_t>(index)];
    const double exact = support::totalVariation({pair.p}, pair.q);
    nn::Noise noise(1, "tv");
    const auto estimate =
        measure::calcTotalVariation(rowsOf(pair.p, 20000), mixtureRowsOf(pair.q, 20000), noise.normal({4, 20000, 1}));
    const Summary tv = summarise(estimate.value);
    QVERIFY2(std::abs(tv.mean - exact) < kAllowedZ * tv.standard_error,
             qPrintable(QString("%1 ± %2, exact %3").arg(tv.mean).arg(tv.standard_error).arg(exact)));
    QVERIFY(tv.standard_error < 0.003);  // so that the mutants below stand far out
    // Mutants: without the factor ½ of ½∫|p − q|; with the components' mean TV instead of the mixture's.
    QVERIFY(std::abs(tv.mean - 2 * exact) > 2 * kAllowedZ * tv.standard_error);
    if (pair.q.size() > 1) {
      double mean_of_components = 0;
      for (const auto& component : pair.q) {
        mean_of_components += support::totalVariation({pair.p}, {component}) / static_cast<double>(pair.q.size());
      }
      QVERIFY(std::abs(tv.mean - mean_of_components) > 2 * kAllowedZ * tv.standard_error);
    }
  }

  // Both sides of a pair estimate the same number, TV(p, q) = TV(q, p).
  void totalVariationIsSymmetric() {
    nn::Noise noise(2, "tv");
    const Gaussian1d p{0.0, 1.0}, q{0.7, 2.0};
    const at::Tensor epsilon = noise.normal({4, 20000, 1});
    const Summary from_p =
        summarise(measure::calcTotalVariation(rowsOf(p, 20000), mixtureRowsOf({q}, 20000), epsilon).value);
    const Summary from_q =
        summarise(measure::calcTotalVariation(rowsOf(q, 20000), mixtureRowsOf({p}, 20000), epsilon).value);
    QVERIFY(std::abs(from_p.mean - from_q.mean) < kAllowedZ * std::hypot(from_p.standard_error, from_q.standard_error));
    // The narrower side is the better one to sample from.
    QVERIFY(from_p.standard_error < 0.8 * from_q.standard_error);
  }

  // In d dimensions a shift of length δ has the value of one dimension, 2Φ(δ/(2σ)) − 1.
  void shiftInTwelveDimensionsHasTheExactValue() {
    nn::Noise noise(3, "tv");
    const at::Tensor direction = noise.normal({12}).to(at::kDouble);
    const at::Tensor shift = 1.3 * direction / direction.norm();
    const at::Tensor mean = at::zeros({20000, 12}, at::kDouble);
    const at::Tensor std = at::ones({20000, 12}, at::kDouble);
    const auto estimate = measure::calcTotalVariation({mean, std}, {(mean + shift).unsqueeze(0), std.unsqueeze(0)},
                                                      noise.normal({4, 20000, 12}));
    const Summary tv = summarise(estimate.value);
    const double exact = support::shiftedTotalVariation(1.3, 1.0);
    QVERIFY(std::abs(tv.mean - exact) < kAllowedZ * tv.standard_error);
    // Mutant: Φ(δ/σ) without the half.
    QVERIFY(std::abs(tv.mean - support::shiftedTotalVariation(2.6, 1.0)) > 2 * kAllowedZ * tv.standard_error);
  }

  // 2000 rows with 32 pairs each: |value − exact| < 2 SE for about 94 % of rows (Student's t with 31 degrees of
  // freedom: 94.6 %). The interval allows 5 binomial standard deviations and a little skewness.
  void standardErrorsCover() {
    nn::Noise noise(4, "tv");
    const Pair& pair = kPairs[3];
    const double exact = support::totalVariation({pair.p}, pair.q);
    const auto estimate =
        measure::calcTotalVariation(rowsOf(pair.p, 2000), mixtureRowsOf(pair.q, 2000), noise.normal({32, 2000, 1}));
    const double covered =
        ((estimate.value - exact).abs() < 2.0 * estimate.standard_error).to(at::kDouble).mean().item<double>();
    QVERIFY2(covered > 0.90 && covered < 0.98, qPrintable(QString::number(covered)));
  }

  void equalGaussiansAreExactlyZeroApart() {
    nn::Noise noise(5, "tv");
    const at::Tensor mean = noise.normal({100, 6}).to(at::kDouble);
    const at::Tensor std = at::exp(noise.normal({100, 6}).to(at::kDouble));
    const at::Tensor epsilon = noise.normal({8, 100, 6});
    const measure::GaussianMixture same{mean.unsqueeze(0), std.unsqueeze(0)};
    QCOMPARE(measure::calcTotalVariation({mean, std}, same, epsilon).value.abs().max().item<double>(), 0.0);
    QCOMPARE(measure::calcMixtureKl({mean, std}, same, epsilon).value.abs().max().item<double>(), 0.0);
  }

  void farApartIsOne() {
    nn::Noise noise(6, "tv");
    const auto estimate = measure::calcTotalVariation(
        rowsOf({0.0, 1.0}, 10), mixtureRowsOf({{1e6, 1.0}, {-1e6, 1.0}}, 10), noise.normal({4, 10, 1}));
    QCOMPARE(estimate.value.min().item<double>(), 1.0);
  }

  void notFiniteInputStaysVisible() {
    nn::Noise noise(7, "tv");
    auto p = rowsOf({0.0, 1.0}, 3);
    p.mean[1][0] = std::nan("");
    const auto estimate = measure::calcTotalVariation(p, mixtureRowsOf({{0.5, 1.0}}, 3), noise.normal({4, 3, 1}));
    QVERIFY(std::isnan(estimate.value[1].item<double>()));
    QVERIFY(std::isfinite(estimate.value[0].item<double>()) && std::isfinite(estimate.value[2].item<double>()));
  }

  void mixtureDivergenceIsUnbiased_data() { pairs_data(); }
  void mixtureDivergenceIsUnbiased() {
    QFETCH(int, index);
    const Pair& pair = kPairs[static_cast<std::size_t>(index)];
    const double exact = support::divergence(pair.p, pair.q);
    nn::Noise noise(8, "kl");
    const auto estimate =
        measure::calcMixtureKl(rowsOf(pair.p, 20000), mixtureRowsOf(pair.q, 20000), noise.normal({4, 20000, 1}));
    const Summary kl = summarise(estimate.value);
    QVERIFY2(std::abs(kl.mean - exact) < kAllowedZ * kl.standard_error + 1e-6,
             qPrintable(QString("%1 ± %2, exact %3").arg(kl.mean).arg(kl.standard_error).arg(exact)));
    // Mutants: the mean over components instead of the mixture's; the mixture without its weights 1/E.
    if (pair.q.size() > 1) {
      double mean_of_components = 0;
      for (const auto& component : pair.q) {
        mean_of_components += support::divergence(pair.p, {component}) / static_cast<double>(pair.q.size());
      }
      QVERIFY(std::abs(kl.mean - mean_of_components) > 2 * kAllowedZ * kl.standard_error);
      QVERIFY(std::abs(kl.mean - (exact - std::log(static_cast<double>(pair.q.size())))) >
              2 * kAllowedZ * kl.standard_error);
    }
  }

  // Closed form where it exists: one component, or equal ones.
  void divergenceFromOneOrEqualComponentsHasNoNoise() {
    nn::Noise noise(9, "kl");
    const Gaussian1d p{0.1, 0.7}, q{-0.6, 1.1};
    const at::Tensor epsilon = noise.normal({4, 50, 1});
    for (const auto& components : {std::vector{q}, std::vector{q, q, q}}) {
      const at::Tensor kl = measure::calcMixtureKl(rowsOf(p, 50), mixtureRowsOf(components, 50), epsilon).value;
      QVERIFY((kl - support::divergence(p, {q})).abs().max().item<double>() < 1e-6);
    }
  }

  // The closed-form part carries most of the noise away: compare with plain E_p[log p − log q].
  void closedFormPartLowersTheNoise() {
    nn::Noise noise(10, "kl");
    const Pair& pair = kPairs[4];
    const at::Tensor epsilon = noise.normal({4, 5000, 1});
    const Summary controlled =
        summarise(measure::calcMixtureKl(rowsOf(pair.p, 5000), mixtureRowsOf(pair.q, 5000), epsilon).value);
    at::Tensor plain = at::empty({4 * 5000}, at::kDouble);
    const at::Tensor z = epsilon.to(at::kDouble).view(-1);
    for (std::int64_t i = 0; i < z.numel(); ++i) {
      const double x = pair.p.mean + pair.p.std * z[i].item<double>();
      plain[i] = std::log(pair.p.density(x) / support::mixtureDensity(pair.q, x));
    }
    QVERIFY2(controlled.standard_error < 0.3 * summarise(plain).standard_error,
             qPrintable(QString("%1 against %2").arg(controlled.standard_error).arg(summarise(plain).standard_error)));
  }
};

QTEST_GUILESS_MAIN(GaussianMixtureTest)
#include "gaussian_mixture_test.moc"
