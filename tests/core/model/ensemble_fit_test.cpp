#include "model/ensemble_fit.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <limits>
#include <set>

namespace {

// y = A x + noise: something that a small network learns in a few epochs.
struct Problem {
  at::Tensor x, y;
  explicit Problem(nn::Noise& noise, std::int64_t rows = 600, double noise_std = 0.05)
      : x(3.0 + 2.0 * noise.normal({rows, 3})) {
    const at::Tensor a = noise.normal({3, 3});
    y = 0.3 * x.matmul(a) + noise_std * noise.normal({rows, 3});
  }
};

struct Fixture {
  nn::Noise noise;
  Problem problem{noise};
  model::GaussianEnsemble ensemble{{4, 2, 1, 16, 2}, false, noise};
  nn::Adam adam{ensemble.parameters().values().numel()};
  model::FitSettings settings;

  explicit Fixture(std::uint64_t seed = 11) : noise(seed, "test") {
    settings.weight_decay = {0, 0, 0};
    settings.elite_count = 2;
    settings.batch = 64;
    settings.epoch_limit = 40;
    settings.learning_rate = 3e-3;
  }
  model::EnsembleFit makeFit() {
    return {ensemble, adam, settings, problem.x, problem.y,
            data::drawHoldoutSplit(problem.x.size(0), 0.2, 5000, 4, noise), noise};
  }
  at::Tensor holdoutX(const model::EnsembleFit& fit) const { return problem.x.index_select(0, fit.split().holdout); }
  at::Tensor holdoutY(const model::EnsembleFit& fit) const { return problem.y.index_select(0, fit.split().holdout); }
};

}  // namespace

class EnsembleFitTest : public QObject {
  Q_OBJECT

  // False when the case says little: all networks were best at the same epoch, or the last one was the best.
  static bool requireOwnBestWeights(std::uint64_t seed) {
    Fixture f(seed);
    f.settings.learning_rate = 0.05;
    f.settings.improvement = 0;
    f.settings.epoch_limit = 25;
    auto fit = f.makeFit();
    std::vector<double> best(4, std::numeric_limits<double>::infinity());
    std::vector<std::int64_t> best_epoch(4, -1);
    std::vector<double> last;
    std::int64_t epoch = 0;
    for (bool more = true; more;) {
      const auto mse_now = model::EnsembleFit::calcHoldoutMse(f.ensemble, f.holdoutX(fit), f.holdoutY(fit));
      const std::int64_t before = fit.state().epoch;
      more = fit.step();
      if (fit.state().epoch > before) {  // the step evaluated exactly these weights
        for (std::size_t i = 0; i < 4; ++i) {
          if (mse_now[i] < best[i]) {
            best[i] = mse_now[i];
            best_epoch[i] = epoch;
          }
        }
        last = mse_now;
        ++epoch;
      }
    }
    for (std::size_t i = 0; i < 4; ++i) {
      const bool its_best = std::abs(fit.result().holdout_mse[i] - best[i]) <= 1e-6 * best[i];
      if (!its_best) QTest::qFail("a network did not get its best weights back", __FILE__, __LINE__);
    }
    return last != best && std::set<std::int64_t>(best_epoch.begin(), best_epoch.end()).size() > 1;
  }

 private Q_SLOTS:
  void learnsALinearMap() {
    Fixture f;
    auto fit = f.makeFit();
    const auto before = model::EnsembleFit::calcHoldoutMse(f.ensemble, f.holdoutX(fit), f.holdoutY(fit));
    while (fit.step()) {}
    for (std::size_t i = 0; i < 4; ++i) QVERIFY(fit.result().holdout_mse[i] < 0.1 * before[i]);
    QVERIFY(!fit.result().diverged);
  }

  void normaliserComesFromThisFitsTrainingRows() {
    Fixture f;
    f.ensemble.input = {at::full({3}, 99.0F), at::full({3}, 42.0F)};  // stale statistics
    const auto fit = f.makeFit();
    const at::Tensor rows = f.problem.x.index_select(0, fit.split().unique_training);
    QVERIFY(at::allclose(f.ensemble.input.mean, rows.mean(0)));
    QVERIFY(at::allclose(f.ensemble.input.std, rows.std(0, false)));
  }

  void constantInputKeepsUnitScale() {
    const auto normaliser = model::Normaliser::fit(at::full({10, 1}, 5.0F));
    QCOMPARE(normaliser.std.item<float>(), 1.0F);
    QCOMPARE(normaliser.apply(at::full({1, 1}, 5.0F)).item<float>(), 0.0F);
  }

  // Every network ends with its own best epoch, although they reach it at different times: a learning rate that makes
  // the error jump about separates them, for some seeds. The best is tracked from outside, after each epoch.
  void everyNetworkGetsItsOwnBestWeightsBack() {
    int separated = 0;
    for (std::uint64_t seed = 11; seed < 19; ++seed) separated += requireOwnBestWeights(seed) ? 1 : 0;
    QVERIFY2(separated > 0, "no case separates the networks");
  }

  void elitesAreRankedByTheRestoredWeights() {
    Fixture f;
    f.settings.learning_rate = 0.05;
    auto fit = f.makeFit();
    f.ensemble.elites = {3};  // stale
    while (fit.step()) {}
    const auto mse = model::EnsembleFit::calcHoldoutMse(f.ensemble, f.holdoutX(fit), f.holdoutY(fit));
    QCOMPARE(f.ensemble.elites.size(), std::size_t{2});
    std::vector<double> sorted = mse;
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(mse[static_cast<std::size_t>(f.ensemble.elites[0])], sorted[0]);
    QCOMPARE(mse[static_cast<std::size_t>(f.ensemble.elites[1])], sorted[1]);
  }

  void stopsAfterPatienceEpochsWithoutImprovement() {
    Fixture f;
    f.settings.learning_rate = 1e-12;  // nothing can improve after the first epoch
    f.settings.patience = 6;
    f.settings.epoch_limit = 0;
    auto fit = f.makeFit();
    while (fit.step()) {}
    QCOMPARE(fit.result().epochs, 7);  // one that sets the best, six in a row without improvement
  }

  void lossThatIsNotFiniteEndsTheFitWithTheBestWeights() {
    Fixture f;
    f.problem.y[0][0] = std::numeric_limits<float>::quiet_NaN();
    auto fit = f.makeFit();
    while (fit.step()) {}
    QVERIFY(fit.result().diverged);
    QVERIFY(at::isfinite(f.ensemble.parameters().values()).all().item<bool>());
    QCOMPARE(f.adam.steps, 0);
  }

  void standardisedTargetsAreInvertedInPredictions() {
    Fixture f;
    f.problem.y = 100.0 * f.problem.y + 7.0;
    f.settings.standardise_targets = true;
    auto fit = f.makeFit();
    while (fit.step()) {}
    const auto p = f.ensemble.predictMember(f.ensemble.elites[0], f.problem.x);
    const double r2 = 1.0 - ((p.mean - f.problem.y).square().mean() / f.problem.y.var()).item<double>();
    QVERIFY2(r2 > 0.95, qPrintable(QString::number(r2)));
  }

  void sameSeedRepeatsBitForBit() {
    at::Tensor values[2];
    for (auto& value : values) {
      Fixture f;
      f.settings.epoch_limit = 3;
      auto fit = f.makeFit();
      while (fit.step()) {}
      value = f.ensemble.parameters().values().clone();
    }
    QVERIFY(at::equal(values[0], values[1]));
  }
};

QTEST_GUILESS_MAIN(EnsembleFitTest)
#include "ensemble_fit_test.moc"
