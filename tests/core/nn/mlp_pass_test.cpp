#include "nn/mlp_pass.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <array>

#include "nn/initialisation.h"

namespace {

nn::Matrix viewOf(const at::Tensor& x) { return {x.data_ptr<float>(), x.size(0), x.size(1), x.stride(0)}; }

double relativeError(const at::Tensor& got, const at::Tensor& wanted) {
  return ((got - wanted).abs().max() / wanted.abs().max()).item<double>();
}

at::Tensor toTensor(nn::Matrix x) { return at::from_blob(x.data, {x.rows, x.columns}, {x.stride, 1}, at::kFloat).clone(); }

}  // namespace

class MlpPassTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void outputAndGradientsEqualAutograd_data() {
    QTest::addColumn<int>("activation");
    QTest::addColumn<int>("hidden_layers");
    for (const auto activation : {nn::Activation::relu, nn::Activation::silu}) {
      for (const int hidden_layers : {1, 2, 4}) {
        QTest::addRow("%s, %d hidden layers", activation == nn::Activation::relu ? "relu" : "silu", hidden_layers)
            << static_cast<int>(activation) << hidden_layers;
      }
    }
  }
  // J = Σ y ⊙ c for two members: every gradient, with the rows and the weights in two unequal pieces.
  void outputAndGradientsEqualAutograd() {
    QFETCH(int, activation);
    QFETCH(int, hidden_layers);
    const nn::MlpShape shape{2, 5, 24, hidden_layers, 3, static_cast<nn::Activation>(activation)};
    nn::FlatParameters parameters(nn::parameterShapes(shape));
    const nn::Mlp mlp(shape, parameters);
    nn::Noise noise(3, "test");
    nn::initialiseGlorotUniform(mlp, noise);
    parameters.values().add_(0.1 * noise.normal({parameters.values().numel()}));  // biases too
    at::Tensor x = noise.normal({2, 13, 5});
    const at::Tensor c = noise.normal({2, 13, 3});

    x.requires_grad_(true);
    const at::Tensor y = mlp.forward(x);
    (y * c).sum().backward();
    const at::Tensor gradient = parameters.gradient().clone();
    parameters.gradient().fill_(99.0F);  // the pass overwrites, never adds

    for (std::int64_t member = 0; member < 2; ++member) {
      nn::MlpPass pass(mlp, 20, nn::Precision::fp32);
      const at::Tensor member_x = x.detach()[member];
      at::Tensor dx = at::zeros({13, 3});
      for (const nn::Range rows : {nn::Range{0, 4}, nn::Range{4, 9}}) {
        pass.forward(member, viewOf(member_x), rows);
        for (std::int64_t i = rows.first; i < rows.first + rows.count; ++i) {
          std::copy_n(c[member][i].data_ptr<float>(), 3, pass.outputGradient(13).row(i));
        }
        pass.backward(member, rows);
        pass.inputGradient(member, rows, {1, 3}, viewOf(dx.narrow(0, rows.first, rows.count)));
      }
      for (int part = 0; part < 3; ++part) pass.weightGradient(member, viewOf(member_x), part, 3);
      QVERIFY(relativeError(toTensor(pass.output(13)), y.detach()[member]) < 1e-5);
      QVERIFY(relativeError(dx, x.grad()[member].narrow(1, 1, 3)) < 1e-5);
    }
    QVERIFY(relativeError(parameters.gradient(), gradient) < 1e-5);
  }

  void weightDecayAddsItsShareToWeightsAndNotToBiases() {
    const nn::MlpShape shape{1, 2, 4, 1, 1, nn::Activation::silu};
    nn::FlatParameters parameters(nn::parameterShapes(shape));
    const nn::Mlp mlp(shape, parameters);
    parameters.values().fill_(2.0F);
    nn::MlpPass pass(mlp, 4, nn::Precision::fp32);
    const at::Tensor x = at::ones({4, 2});
    pass.forward(0, viewOf(x), {0, 4});
    for (std::int64_t i = 0; i < 4; ++i) *pass.outputGradient(4).row(i) = 0;
    pass.backward(0, {0, 4});
    const std::array decay{0.5, 0.25};
    pass.weightGradient(0, viewOf(x), 0, 1, decay);
    QVERIFY((mlp.weight(0).grad() == 1.0F).all().item<bool>());   // 0.5 · 2
    QVERIFY((mlp.weight(1).grad() == 0.5F).all().item<bool>());   // 0.25 · 2
    QVERIFY((mlp.bias(0).grad() == 0.0F).all().item<bool>());
  }

  // After `keepRows` the gradient at the input is the one of the kept rows.
  void keptRowsGoOnAlone() {
    for (const auto activation : {nn::Activation::relu, nn::Activation::silu}) {
      const nn::MlpShape shape{1, 3, 8, 2, 1, activation};
      nn::FlatParameters parameters(nn::parameterShapes(shape));
      const nn::Mlp mlp(shape, parameters);
      nn::Noise noise(4, "test");
      nn::initialiseGlorotUniform(mlp, noise);
      at::Tensor x = noise.normal({6, 3});
      x.requires_grad_(true);
      mlp.forward(x).sum().backward();

      nn::MlpPass pass(mlp, 6, nn::Precision::fp32);
      pass.forward(0, viewOf(x.detach()), {0, 6});
      const std::array<std::int64_t, 3> kept{2, 3, 5};
      pass.keepRows({1, 5}, kept);
      for (std::int64_t i = 1; i < 4; ++i) *pass.outputGradient(6).row(i) = 1;
      pass.backward(0, {1, 3});
      const at::Tensor dx = at::empty({3, 3});
      pass.inputGradient(0, {1, 3}, {0, 3}, viewOf(dx));
      for (std::int64_t i = 0; i < 3; ++i) {
        QVERIFY(at::allclose(dx[i], x.grad()[kept[static_cast<std::size_t>(i)]], 1e-5, 1e-6));
      }
    }
  }
};

QTEST_GUILESS_MAIN(MlpPassTest)
#include "mlp_pass_test.moc"
