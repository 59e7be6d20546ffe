#include "model/ensemble_pass.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "model/ensemble_fit.h"
#include "model/likelihood_loss.h"
#include "support/task_sizes.h"

namespace {

double relativeError(const at::Tensor& got, const at::Tensor& wanted) {
  return ((got - wanted).abs().max() / wanted.abs().max()).item<double>();
}

}  // namespace

class EnsemblePassTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void lossAndGradientEqualAutograd_data() { support::addTaskSizes(); }
  void lossAndGradientEqualAutograd() {
    QFETCH(int, n_s);
    QFETCH(int, n_a);
    nn::Noise noise(1, "test");
    model::GaussianEnsemble ensemble({3, n_s, n_a, 200, 4}, false, noise);
    const at::Tensor x = noise.normal({500, n_s + n_a});
    const at::Tensor y = noise.normal({500, n_s + 1});
    const at::Tensor rows = noise.integers(500, {3, 256});
    const std::vector<double> decay{2.5e-5, 5e-5, 7.5e-5, 7.5e-5, 1e-4};

    const auto gathered = [&](const at::Tensor& data) {
      return data.index_select(0, rows.view(-1)).view({3, 256, data.size(1)});
    };
    const auto prediction = ensemble.forward(gathered(x));
    const at::Tensor loss = model::calcLikelihoodLoss(prediction.mean, prediction.log_variance, gathered(y)).sum();
    (loss + model::calcBoundPenalty(ensemble.maxLogVariance(), ensemble.minLogVariance())).backward();
    model::addWeightDecayGradient(ensemble.mlp(), decay);
    const at::Tensor gradient = ensemble.parameters().gradient().clone();
    const at::Tensor mse = (ensemble.forward(x).mean - y).square().mean({1, 2});

    for (const int size : {1, 2, 3}) {
      nn::ThreadTeam team(size);
      model::EnsemblePass pass(ensemble, {nn::Engine::fast, nn::Precision::fp32, &team}, x, y);
      ensemble.parameters().gradient().fill_(99.0F);
      const double value = pass.pass(rows, decay);
      pass.gradient().addUp();
      QVERIFY(std::abs(3 * value / loss.item<double>() - 1) < 1e-5);
      const double error = relativeError(ensemble.parameters().gradient(), gradient);
      QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
      // The bounds' own gradients are small beside the weights': held up alone.
      const std::int64_t bounds = 2 * (n_s + 1);
      const auto tail = [&](const at::Tensor& all) { return all.narrow(0, all.numel() - bounds, bounds); };
      QVERIFY(relativeError(tail(ensemble.parameters().gradient()), tail(gradient)) < 1e-4);
      const auto fast_mse = pass.calcMse(at::arange(500));
      for (int e = 0; e < 3; ++e) {
        QVERIFY(std::abs(fast_mse[static_cast<std::size_t>(e)] / mse[e].item<double>() - 1) < 1e-5);
      }
    }
  }

  void fixedBoundsGetNoGradient() {
    nn::Noise noise(2, "test");
    model::GaussianEnsemble ensemble({2, 2, 1, 16, 2}, /*fixed_log_variance=*/true, noise);
    nn::ThreadTeam team(2);
    model::EnsemblePass pass(ensemble, {nn::Engine::fast, nn::Precision::fp32, &team}, noise.normal({50, 3}),
                             noise.normal({50, 3}));
    ensemble.parameters().gradient().fill_(99.0F);
    pass.pass(noise.integers(50, {2, 20}), std::vector<double>{0, 0, 0});
    pass.gradient().addUp();
    const at::Tensor& gradient = ensemble.parameters().gradient();
    QVERIFY((gradient.narrow(0, gradient.numel() - 6, 6) == 0).all().item<bool>());
  }

  // A fit by either engine, from the same start on the same rows, ends with the same elites and nearly the same errors.
  void wholeFitEndsWhereTheReferenceEnds() {
    model::FitResult results[2];
    std::vector<std::int64_t> elites[2];
    nn::ThreadTeam team(2);
    for (int fast = 0; fast < 2; ++fast) {
      nn::Noise noise(3, "test");
      model::GaussianEnsemble ensemble({4, 2, 1, 16, 2}, false, noise);
      nn::Adam adam(ensemble.parameters().values().numel());
      const at::Tensor x = 3.0 + 2.0 * noise.normal({400, 3});
      const at::Tensor y = 0.3 * x.matmul(noise.normal({3, 3})) + 0.05 * noise.normal({400, 3});
      model::FitSettings settings;
      settings.weight_decay = {1e-5, 1e-5, 1e-5};
      settings.epoch_limit = 8;
      settings.elite_count = 2;
      settings.batch = 50;
      model::EnsembleFit fit(ensemble, adam, settings, x, y, data::drawHoldoutSplit(400, 0.2, 5000, 4, noise), noise,
                             {fast ? nn::Engine::fast : nn::Engine::reference, nn::Precision::fp32, &team});
      while (fit.step()) {
      }
      results[fast] = fit.result();
      elites[fast] = ensemble.elites;
    }
    QCOMPARE(results[1].epochs, results[0].epochs);
    QVERIFY(elites[1] == elites[0]);
    for (std::size_t e = 0; e < 4; ++e)
      QVERIFY(std::abs(results[1].holdout_mse[e] / results[0].holdout_mse[e] - 1) < 1e-3);
  }
};

QTEST_GUILESS_MAIN(EnsemblePassTest)
#include "ensemble_pass_test.moc"
