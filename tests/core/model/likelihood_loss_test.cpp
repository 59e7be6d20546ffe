#include "model/likelihood_loss.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "model/gaussian_ensemble.h"
#include "support/gradients.h"

class LikelihoodLossTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // One network, one row, two dimensions: errors (1, 2), lv (0, ln 4): (1·1 + 0 + 4/4 + ln 4)/2 = 1 + ln 2.
  void handWorkedValue() {
    const at::Tensor mean = at::tensor({1.0F, 2.0F}).view({1, 1, 2});
    const at::Tensor lv = at::tensor({0.0F, std::log(4.0F)}).view({1, 1, 2});
    const double loss = model::calcLikelihoodLoss(mean, lv, at::zeros({1, 1, 2})).item<double>();
    QVERIFY(std::abs(loss - (1.0 + std::log(2.0))) < 1e-6);
    // Mutant: variance in place of precision.
    const double mutant = (mean.square() * at::exp(lv) + lv).mean().item<double>();
    QVERIFY(std::abs(loss - mutant) > 0.1);
  }

  void varianceThatMatchesTheErrorMinimisesIt() {
    const at::Tensor error = at::full({1, 1, 1}, 0.3F);
    const auto lossAt = [&](double lv) {
      return model::calcLikelihoodLoss(error, at::full({1, 1, 1}, lv, at::kFloat), at::zeros({1, 1, 1})).item<double>();
    };
    const double best = std::log(0.09);
    QVERIFY(lossAt(best) < lossAt(best + 0.1));
    QVERIFY(lossAt(best) < lossAt(best - 0.1));
  }

  void clampKeepsTheOrderAndTheBounds() {
    const at::Tensor high = at::full({1}, 0.5F);
    const at::Tensor low = at::full({1}, -10.0F);
    const at::Tensor raw = at::linspace(-60, 60, 200, at::kFloat);
    const at::Tensor lv = model::clampLogVariance(raw, high, low);
    QVERIFY((lv >= -10.0001).all().item<bool>());
    QVERIFY((lv <= 0.501).all().item<bool>());
    QVERIFY((lv.diff() >= 0).all().item<bool>());
    // In the middle of the range it changes nothing: softplus(5.5 above either bound) differs by e^−5.
    QVERIFY(std::abs(model::clampLogVariance(at::full({1}, -5.0F), high, low).item<double>() + 5.0) < 0.02);
  }

  void boundPenaltyPullsTheBoundsTogether() {
    const double penalty = model::calcBoundPenalty(at::full({3}, 0.5F), at::full({3}, -10.0F)).item<double>();
    QVERIFY(std::abs(penalty - (0.01 * 1.5 + 0.01 * 30.0)) < 1e-6);
  }

  void gradientMatchesFiniteDifferences() {
    nn::Noise noise(1, "test");
    model::GaussianEnsemble ensemble({3, 2, 1, 8, 2}, false, noise);
    const at::Tensor x = noise.normal({3, 32, 3});
    const at::Tensor y = noise.normal({3, 32, 3});
    const auto loss = [&] {
      const auto p = ensemble.forward(x);
      return model::calcLikelihoodLoss(p.mean, p.log_variance, y).sum() +
             model::calcBoundPenalty(ensemble.maxLogVariance(), ensemble.minLogVariance());
    };
    ensemble.parameters().zeroGradient();
    loss().backward();
    const double error = support::worstGradientError(ensemble.parameters().values(), ensemble.parameters().gradient(),
                                                     [&] { return loss().item<double>(); }, 120);
    QVERIFY2(error < 1e-2, qPrintable(QString::number(error)));
  }

  void weightDecayTouchesWeightsOnly() {
    nn::Noise noise(2, "test");
    model::GaussianEnsemble ensemble({2, 1, 1, 4, 1}, false, noise);
    ensemble.parameters().zeroGradient();
    const std::vector<double> decay{0.5, 0.25};
    model::addWeightDecayGradient(ensemble.mlp(), decay);
    for (int layer = 0; layer < 2; ++layer) {
      const at::Tensor& w = ensemble.mlp().weight(layer);
      QVERIFY(at::allclose(w.grad(), decay.at(static_cast<std::size_t>(layer)) * w.detach()));
      QCOMPARE(ensemble.mlp().bias(layer).grad().abs().sum().item<double>(), 0.0);
    }
  }
};

QTEST_GUILESS_MAIN(LikelihoodLossTest)
#include "likelihood_loss_test.moc"
