#include "measure/validation.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <numbers>

namespace {

// All networks predict mean 0 with standard deviation e^{−5 + …}: only the bias of the last layer speaks.
void predictConstant(model::GaussianEnsemble& ensemble, float mean) {
  const at::NoGradGuard no_gradient;
  ensemble.mlp().weight(1).zero_();
  at::Tensor(ensemble.mlp().bias(1)).fill_(0.0F);
  at::Tensor(ensemble.mlp().bias(1)).narrow(2, 0, 2).fill_(mean);
}

}  // namespace

class ValidationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Prediction 0.5 everywhere; y uniform on ±1 in dimension 0, constant in dimension 1 (left out).
  void constantPredictionByHand() {
    nn::Noise noise(1, "test");
    model::GaussianEnsemble ensemble({2, 1, 1, 4, 1}, false, noise);
    predictConstant(ensemble, 0.5F);
    at::Tensor y = at::full({2, 2}, 0.5F);
    y[0][0] = 1.0F;
    y[1][0] = -1.0F;
    const auto result = measure::measureValidation(ensemble, at::zeros({2, 2}), y, y.std(0, false));
    // errors 0.5 and −1.5: MSE = 1.25, σ_y = 1: RMSE/σ = 1.118, R² = 1 − 1.25 = −0.25
    QVERIFY(std::abs(result.rmse - std::sqrt(1.25)) < 1e-5);
    QVERIFY(std::abs(result.r2_per_dimension[0] + 0.25) < 1e-5);
    QVERIFY(std::isnan(result.rmse_per_dimension[1]));
    const double sigma = ensemble.predictMember(0, at::zeros({1, 2})).std[0][0].item<double>();
    const double nll = 0.5 * 1.25 / (sigma * sigma) + std::log(sigma) + 0.5 * std::log(2 * std::numbers::pi);
    QVERIFY2(std::abs(result.nll - nll) < 1e-4, qPrintable(QString::number(result.nll - nll)));
    QCOMPARE(result.rows, 2);
  }

  void unitsAreThoseOfTheTargetsSpread() {
    nn::Noise noise(2, "test");
    model::GaussianEnsemble ensemble({2, 1, 1, 4, 1}, false, noise);
    predictConstant(ensemble, 0.0F);
    const at::Tensor y = noise.normal({500, 2});
    const auto small = measure::measureValidation(ensemble, at::zeros({500, 2}), 1e-3 * y, 1e-3 * y.std(0, false));
    // Predicting the mean is wrong by one σ whatever the scale.
    QVERIFY(std::abs(small.rmse - 1.0) < 0.02);
  }
};

QTEST_GUILESS_MAIN(ValidationTest)
#include "validation_test.moc"
