#include "nn/mlp_pass.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <array>

#include "nn/initialisation.h"
#include "nn/tensor_view.h"

namespace {

double relativeError(const at::Tensor& got, const at::Tensor& wanted) {
  return ((got - wanted).abs().max() / wanted.abs().max()).item<double>();
}

at::Tensor toTensor(nn::Matrix x) {
  return at::from_blob(x.data, {x.rows, x.columns}, {x.stride, 1}, at::kFloat).clone();
}

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
  // J = Σ y ⊙ c for two members: every gradient, summed over two unequal tiles.
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
    const at::Tensor gradient = at::full_like(parameters.gradient(), 99.0F);  // the first tile overwrites, never adds

    for (std::int64_t member = 0; member < 2; ++member) {
      nn::MlpPass pass(mlp, 9, nn::Precision::fp32);
      at::Tensor dx = at::zeros({13, 3}), output = at::zeros({13, 3});
      for (const nn::Range rows : {nn::Range{0, 4}, nn::Range{4, 9}}) {
        const at::Tensor tile = x.detach()[member].narrow(0, rows.first, rows.count);
        pass.forward(member, nn::viewOf(tile));
        output.narrow(0, rows.first, rows.count).copy_(toTensor(pass.output()));
        for (std::int64_t i = 0; i < rows.count; ++i) {
          std::copy_n(c[member][rows.first + i].data_ptr<float>(), 3, pass.outputGradient().row(i));
        }
        pass.backward(member);
        pass.inputGradient(member, {1, 3}, nn::viewOf(dx.narrow(0, rows.first, rows.count)));
        pass.weightGradient(member, nn::viewOf(tile), gradient.data_ptr<float>(), /*add=*/rows.first > 0);
      }
      QVERIFY(relativeError(output, y.detach()[member]) < 1e-5);
      QVERIFY(relativeError(dx, x.grad()[member].narrow(1, 1, 3)) < 1e-5);
    }
    QVERIFY(relativeError(gradient, parameters.gradient()) < 1e-5);
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
      pass.forward(0, nn::viewOf(x.detach()));
      const std::array<std::int64_t, 3> kept{0, 3, 5};
      pass.keepRows(kept);
      for (std::int64_t i = 0; i < 3; ++i) *pass.outputGradient().row(i) = 1;
      pass.backward(0);
      const at::Tensor dx = at::empty({3, 3});
      pass.inputGradient(0, {0, 3}, nn::viewOf(dx));
      for (std::int64_t i = 0; i < 3; ++i) {
        QVERIFY(at::allclose(dx[i], x.grad()[kept[static_cast<std::size_t>(i)]], 1e-5, 1e-6));
      }
    }
  }
};

QTEST_GUILESS_MAIN(MlpPassTest)
#include "mlp_pass_test.moc"
