// Coverage and PIT of a model that says exactly how uncertain it is, and of mutants that do not.
#include "inspect/one_step.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <numeric>

#include "nn/noise.h"

namespace {

constexpr std::int64_t kMembers = 3, kRows = 4000, kOutputs = 2;

struct World {
  measure::ElitePredictions predictions;
  at::Tensor y;
};

/// Outcomes drawn from the mixture of the members: one is picked for each row, then its Gaussian.
World drawWorld() {
  nn::Noise noise(7, "calibrated world");
  const at::Tensor mean = noise.normal({kMembers, kRows, kOutputs});
  const at::Tensor std = 0.2 + noise.uniform({kMembers, kRows, kOutputs}, 0, 1);
  const at::Tensor pick = noise.integers(kMembers, {1, kRows, 1}).expand({1, kRows, kOutputs});
  const at::Tensor y = mean.gather(0, pick)[0] + std.gather(0, pick)[0] * noise.normal({kRows, kOutputs});
  return {{mean, std}, y.to(at::kDouble)};
}

inspect::Calibration calibrationOf(const World& world, double believed) {
  return inspect::calcCalibration({world.predictions.mean, world.predictions.std * believed}, world.y, {1.0, 1.0});
}

/// The largest deviation of any level, in standard errors of a binomial share over independent outcomes.
double worstDeviation(const inspect::Calibration& calibration) {
  double worst = 0;
  for (std::size_t i = 0; i < calibration.nominal.size(); ++i) {
    const double c = calibration.nominal[i];
    const double standard_error = std::sqrt(c * (1 - c) / static_cast<double>(kRows * kOutputs));
    worst = std::max(worst, std::abs(calibration.observed[i] - c) / standard_error);
  }
  return worst;
}

double chiSquare(const inspect::Calibration& calibration) {
  const double expected = static_cast<double>(kRows * kOutputs) / static_cast<double>(calibration.pit.size());
  double sum = 0;
  for (const double density : calibration.pit) sum += expected * (density - 1) * (density - 1);
  return sum;
}

}  // namespace

class OneStepTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // 11 levels, each beyond 4 standard errors with probability 6e-5: a right model fails one in 1400 draws of the world.
  // χ² with 19 degrees of freedom is above 43.8 one time in 1000.
  void aCalibratedModelCoversAsOftenAsItSays() {
    const auto calibration = calibrationOf(drawWorld(), 1);
    QVERIFY2(worstDeviation(calibration) < 4, qPrintable(QString::number(worstDeviation(calibration))));
    QVERIFY2(chiSquare(calibration) < 43.8, qPrintable(QString::number(chiSquare(calibration))));
    QCOMPARE(calibration.basis.n, kRows);
    const double mean = std::accumulate(calibration.pit.begin(), calibration.pit.end(), 0.0) / 20;
    QVERIFY(std::abs(mean - 1) < 1e-9);  // a density
  }

  void overconfidentAndTimidModelsFailThatTest() {
    const World world = drawWorld();
    const auto overconfident = calibrationOf(world, 0.8), timid = calibrationOf(world, 1.25);
    QVERIFY2(worstDeviation(overconfident) > 8, qPrintable(QString::number(worstDeviation(overconfident))));
    QVERIFY2(worstDeviation(timid) > 8, qPrintable(QString::number(worstDeviation(timid))));
    QVERIFY(overconfident.observed[8] < 0.9 && timid.observed[8] > 0.9);
    QVERIFY(chiSquare(overconfident) > 43.8 && chiSquare(timid) > 43.8);
  }

  // PIT of one Gaussian member: y one σ above the mean lies at Φ(1) = 0.8413, so in the central 68.27 % and no less.
  void coverageOfOneGaussianIsThatOfItsQuantiles() {
    const measure::ElitePredictions predictions{at::zeros({1, 1, 1}), at::ones({1, 1, 1})};
    const auto calibration = inspect::calcCalibration(predictions, at::full({1, 1}, 1.0, at::kDouble), {1.0});
    QCOMPARE(calibration.observed[5], 0.0);  // 60 %
    QCOMPARE(calibration.observed[6], 1.0);  // 70 %
    QCOMPARE(calibration.pit[16], 20.0);     // [0.80, 0.85)
  }

  // The mixture of N(−1, 0.1²) and N(1, 0.1²): its centre is where almost nothing lies, but PIT is ½ there, the middle
  // of the distribution; averaging the members' own coverage instead would say that 0 is covered by neither.
  void theMixtureCountsNotItsMembers() {
    const at::Tensor mean = at::tensor({-1.0F, 1.0F}).view({2, 1, 1});
    const auto calibration =
        inspect::calcCalibration({mean, at::full({2, 1, 1}, 0.1F)}, at::zeros({1, 1}, at::kDouble), {1.0});
    QCOMPARE(calibration.observed[0], 1.0);
  }

  void outputsThatDoNotVaryAreLeftOut() {
    const World world = drawWorld();
    const auto calibration = inspect::calcCalibration(world.predictions, world.y, {1.0, 0.0});
    QVERIFY(std::isfinite(calibration.by_dimension[0][3]));
    QVERIFY(std::isnan(calibration.by_dimension[1][3]));
    QCOMPARE(calibration.observed[3], calibration.by_dimension[0][3]);
  }

  // Predictions that are off by half of σ_y: R² = 1 − ¼, RMSE/σ_y = ½.
  void scoresAreThoseOfThePlantedError() {
    const at::Tensor y = at::tensor({1.0, -1.0, 1.0, -1.0}, at::kDouble).view({4, 1});
    const at::Tensor mean = (y + 0.5).to(at::kFloat).unsqueeze(0);
    const auto scores = inspect::calcScores({mean, at::ones_like(mean)}, y, {1.0}, {}, 2);
    QCOMPARE(scores.size(), std::size_t{1});
    QCOMPARE(scores[0].name, std::string("reward"));
    QVERIFY(std::abs(scores[0].r2 - 0.75) < 1e-6);
    QVERIFY(std::abs(scores[0].rmse - 0.5) < 1e-6);
    QVERIFY(std::abs(scores[0].nll - (0.125 + 0.918938533)) < 1e-5);
    QCOMPARE(scores[0].n, std::int64_t{4});
    QCOMPARE(scores[0].truth, (std::vector<double>{1, 1}));  // rows 0 and 2
    QCOMPARE(scores[0].predicted, (std::vector<double>{1.5, 1.5}));
    QCOMPARE(scores[0].sigma, (std::vector<double>{1, 1}));
  }
};

QTEST_GUILESS_MAIN(OneStepTest)
#include "one_step_test.moc"
