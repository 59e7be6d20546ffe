#include "measure/validation.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <QtTest>
#include <cmath>
#include <numbers>

#include "support/planted_ensemble.h"

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
    // Only dimension 0 varies, so its value is the mean; the constant one has none.
    QVERIFY(std::abs(result.nll_per_dimension[0] - result.nll) < 1e-12);
    QVERIFY(std::isnan(result.nll_per_dimension[1]));
    // Rows: ½ e²/σ² with e² = 0.25 and 2.25; the rest is the same. SD = (1/σ²)/√2, SE = SD/√2.
    QVERIFY(std::abs(result.nll_standard_error * sigma * sigma - 0.5) < 1e-4);
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

  // Dimension 0 is predicted with its own spread: NLL in units of σ_y is the entropy of N(0, 1), ½ + ½ log 2π = 1.419.
  // Dimension 1 is predicted with the double: ⅛ + log 2 + ½ log 2π = 1.737. 5 standard errors at 20 000 rows: 0.025.
  void likelihoodIsGivenPerDimension() {
    nn::Noise noise(3, "test");
    support::PlantedEnsemble ensemble(2, 1, 1);
    const at::Tensor sigma_y = at::tensor({3.0, 0.2}, at::kFloat);
    for (std::int64_t e = 0; e < 2; ++e) {
      ensemble.plant(e, at::zeros({2, 2}), at::zeros({2}), sigma_y * at::tensor({1.0, 2.0}, at::kFloat));
    }
    const at::Tensor y = noise.normal({20000, 2}) * sigma_y;
    const auto result = measure::measureValidation(*ensemble, at::zeros({20000, 2}), y, sigma_y);
    const double half_log_2_pi = 0.5 * std::log(2 * std::numbers::pi);
    QVERIFY(std::abs(result.nll_per_dimension[0] - (0.5 + half_log_2_pi)) < 0.025);
    QVERIFY(std::abs(result.nll_per_dimension[1] - (0.125 + std::log(2.0) + half_log_2_pi)) < 0.025);
    QVERIFY(std::abs(result.nll - 0.5 * (result.nll_per_dimension[0] + result.nll_per_dimension[1])) < 1e-9);
    QVERIFY(result.nll_standard_error > 0 && result.nll_standard_error < 0.005);
  }
};

QTEST_GUILESS_MAIN(ValidationTest)
#include "validation_test.moc"
