#include "nn/adam.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "nn/polyak.h"

class AdamTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // After one step m̂ = g and v̂ = g², so θ moves by lr · sign(g), whatever the size of g.
  void firstStepIsTheLearningRate() {
    nn::Adam adam(3);
    const at::Tensor theta = at::tensor({1.0F, 1.0F, 1.0F});
    adam.step(theta, at::tensor({1e-3F, -5.0F, 200.0F}), 0.1);
    QVERIFY(at::allclose(theta, at::tensor({0.9F, 1.1F, 0.9F}), 0, 1e-4));
  }

  void followsTheTextbookRecursion() {
    nn::Adam adam(1);
    const at::Tensor theta = at::zeros({1});
    double m = 0;
    double v = 0;
    double expected = 0;
    for (int t = 1; t <= 50; ++t) {
      const double g = std::sin(t) + 0.3;
      adam.step(theta, at::full({1}, g, at::kFloat), 0.01);
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      expected -= 0.01 * (m / (1 - std::pow(0.9, t))) / (std::sqrt(v / (1 - std::pow(0.999, t))) + 1e-8);
    }
    QVERIFY(std::abs(theta.item<double>() - expected) < 1e-5);
    // The nearest wrong formula, without bias correction, must be far away.
    QVERIFY(std::abs(theta.item<double>() - expected * std::sqrt(1 - std::pow(0.999, 50))) > 1e-3);
  }

  void polyakTakesTheGivenShare() {
    const at::Tensor target = at::tensor({1.0F, -2.0F});
    nn::averagePolyak(target, at::tensor({3.0F, 2.0F}), 0.25);
    QVERIFY(at::allclose(target, at::tensor({1.5F, -1.0F})));
  }
};

QTEST_GUILESS_MAIN(AdamTest)
#include "adam_test.moc"
