#include "nn/mlp.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "nn/initialisation.h"
#include "support/gradients.h"

using nn::Activation;

class MlpTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // x = (1, −2), W_0 = [[1, −1], [0.5, 1]], b_0 = (0.5, 0): h = relu(0.5, −3) = (0.5, 0); W_1 = (2, 7)ᵀ, b_1 = 1: y = 2.
  void handWorkedForward() {
    const nn::MlpShape shape{1, 2, 2, 1, 1, Activation::relu};
    nn::FlatParameters parameters(nn::parameterShapes(shape));
    parameters.values().copy_(at::tensor({1.0F, -1.0F, 0.5F, 1.0F, 0.5F, 0.0F, 2.0F, 7.0F, 1.0F}));
    const nn::Mlp mlp(shape, parameters);
    const at::Tensor y = mlp.forward(at::tensor({1.0F, -2.0F}).view({1, 2}));
    QCOMPARE(y.detach().item<float>(), 2.0F);
  }

  void membersAreIndependentAndAgreeWithTheirOwnForward() {
    const nn::MlpShape shape{3, 4, 8, 2, 5, Activation::silu};
    nn::FlatParameters parameters(nn::parameterShapes(shape));
    const nn::Mlp mlp(shape, parameters);
    nn::Noise noise(1, "test");
    nn::initialiseTruncatedNormal(mlp, noise);
    const at::Tensor x = noise.normal({6, 4});
    const at::Tensor all = mlp.forward(x).detach();
    for (int member = 0; member < 3; ++member) {
      QVERIFY(at::allclose(all[member], mlp.forwardMember(member, x).detach(), 1e-5, 1e-6));
    }
    QVERIFY(!at::allclose(all[0], all[1]));
  }

  void gradientMatchesFiniteDifferences_data() {
    QTest::addColumn<int>("members");
    QTest::newRow("one") << 1;
    QTest::newRow("twins") << 2;
  }
  void gradientMatchesFiniteDifferences() {
    QFETCH(int, members);
    const nn::MlpShape shape{members, 3, 6, 2, 2, Activation::silu};
    nn::FlatParameters parameters(nn::parameterShapes(shape));
    const nn::Mlp mlp(shape, parameters);
    nn::Noise noise(2, "test");
    nn::initialiseTruncatedNormal(mlp, noise);
    const at::Tensor x = noise.normal({16, 3});
    const auto loss = [&] { return mlp.forward(x).square().mean(); };
    parameters.zeroGradient();
    loss().backward();
    const double error = support::worstGradientError(parameters.values(), parameters.gradient(),
                                                     [&] { return loss().item<double>(); });
    QVERIFY2(error < 5e-3, qPrintable(QString::number(error)));
  }

  void backwardAccumulatesIntoTheFlatBuffer() {
    const nn::MlpShape shape{1, 1, 1, 0, 1, Activation::relu};  // y = w x + b
    nn::FlatParameters parameters(nn::parameterShapes(shape));
    const nn::Mlp mlp(shape, parameters);
    const at::Tensor x = at::full({1, 1}, 3.0F);
    mlp.forward(x).sum().backward();
    mlp.forward(x).sum().backward();
    QCOMPARE(parameters.gradient()[0].item<float>(), 6.0F);  // ∂y/∂w = x, twice
    QCOMPARE(parameters.gradient()[1].item<float>(), 2.0F);
    parameters.zeroGradient();
    QCOMPARE(parameters.gradient().abs().sum().item<float>(), 0.0F);
  }

  void truncatedNormalStaysWithinTwoDeviations() {
    nn::Noise noise(5, "test");
    const at::Tensor w = noise.truncatedNormal({20000}, 0.25);
    QVERIFY(w.abs().max().item<double>() <= 0.5 + 1e-6);
    // Standard deviation of a normal cut at ±2: 0.8796 of the uncut one.
    QVERIFY(std::abs(w.std().item<double>() - 0.8796 * 0.25) < 0.005);
  }
};

QTEST_GUILESS_MAIN(MlpTest)
#include "mlp_test.moc"
