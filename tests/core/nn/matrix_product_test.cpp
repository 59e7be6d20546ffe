#include "nn/matrix_product.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "nn/noise.h"
#include "nn/tensor_view.h"

namespace {

double relativeError(const at::Tensor& got, const at::Tensor& wanted) {
  return ((got.to(at::kDouble) - wanted).abs().max() / wanted.abs().max()).item<double>();
}

}  // namespace

class MatrixProductTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void threeProductsAgreeWithDoubleArithmetic_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("inner");
    QTest::addColumn<int>("columns");
    QTest::newRow("one") << 1 << 1 << 1;
    QTest::newRow("critic head") << 256 << 256 << 1;
    QTest::newRow("hopper input") << 128 << 14 << 256;
    QTest::newRow("odd") << 37 << 19 << 53;
  }
  void threeProductsAgreeWithDoubleArithmetic() {
    QFETCH(int, rows);
    QFETCH(int, inner);
    QFETCH(int, columns);
    nn::Noise noise(1, "test");
    // Every operand lies inside a wider matrix, as activations do.
    const at::Tensor a = noise.normal({rows, inner + 5}).narrow(1, 2, inner);
    const at::Tensor b = noise.normal({inner, columns + 5}).narrow(1, 3, columns);
    const at::Tensor a_transposed = noise.normal({inner, rows + 1}).narrow(1, 0, rows);
    const at::Tensor b_transposed = noise.normal({columns, inner + 1}).narrow(1, 1, inner);
    const at::Tensor c = at::full({rows, columns + 2}, 7.0F).narrow(1, 1, columns);
    for (const auto precision : {nn::Precision::fp32, nn::Precision::bf16}) {
      const bool fp32 = precision == nn::Precision::fp32;
      const auto requireClose = [&](const at::Tensor& wanted) {
        const double error = relativeError(c, wanted);
        QVERIFY2(error < (fp32 ? 2e-6 : 2e-2), qPrintable(QString("%1: %2").arg(fp32 ? "fp32" : "bf16").arg(error)));
      };
      nn::multiply(nn::viewOf(a), nn::viewOf(b), nn::viewOf(c), precision);
      requireClose(a.to(at::kDouble).matmul(b.to(at::kDouble)));
      nn::multiplyLeftTransposed(nn::viewOf(a_transposed), nn::viewOf(b), nn::viewOf(c), precision);
      requireClose(a_transposed.t().to(at::kDouble).matmul(b.to(at::kDouble)));
      nn::addLeftTransposed(nn::viewOf(a_transposed), nn::viewOf(b), nn::viewOf(c), precision);
      requireClose(2.0 * a_transposed.t().to(at::kDouble).matmul(b.to(at::kDouble)));
      nn::multiplyRightTransposed(nn::viewOf(a), nn::viewOf(b_transposed), nn::viewOf(c), precision);
      requireClose(a.to(at::kDouble).matmul(b_transposed.t().to(at::kDouble)));
    }
  }

  // 1 + 2⁻⁸ lies half-way between two bf16 numbers and goes to the even one, 1; a product in fp32 keeps it.
  void bf16RoundsItsFactorsToNearestEven() {
    const at::Tensor a = at::full({1, 1}, 1.0F + 1.0F / 256.0F);
    const at::Tensor b = at::ones({1, 1});
    const at::Tensor c = at::empty({1, 1});
    nn::multiply(nn::viewOf(a), nn::viewOf(b), nn::viewOf(c), nn::Precision::bf16);
    QCOMPARE(c.item<float>(), 1.0F);
    nn::multiply(nn::viewOf(a), nn::viewOf(b), nn::viewOf(c), nn::Precision::fp32);
    QCOMPARE(c.item<float>(), 1.0F + 1.0F / 256.0F);
  }

  void surroundingsOfTheResultStayUntouched() {
    nn::Noise noise(2, "test");
    const at::Tensor a = noise.normal({8, 8});
    const at::Tensor c = at::full({8, 12}, 7.0F);
    for (const auto precision : {nn::Precision::fp32, nn::Precision::bf16}) {
      nn::multiply(nn::viewOf(a), nn::viewOf(a), nn::viewOf(c.narrow(1, 2, 8)), precision);
      QVERIFY((c.narrow(1, 0, 2) == 7.0F).all().item<bool>());
      QVERIFY((c.narrow(1, 10, 2) == 7.0F).all().item<bool>());
    }
  }
};

QTEST_GUILESS_MAIN(MatrixProductTest)
#include "matrix_product_test.moc"
