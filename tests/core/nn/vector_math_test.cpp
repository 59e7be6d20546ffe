#include "nn/vector_math.h"

#include <QtTest>
#include <cmath>
#include <limits>

namespace {

double relative(double got, double wanted) { return std::abs(got - wanted) / std::abs(wanted); }

}  // namespace

class VectorMathTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void agreesWithTheStandardLibrary() {
    double exp_error = 0, tanh_error = 0, sigmoid_error = 0, softplus_error = 0;
    for (double x = -60; x <= 60; x += 0.00731) {
      const auto f = static_cast<float>(x);
      const double d = f;
      exp_error = std::max(exp_error, relative(nn::vectorExp(f), std::exp(d)));
      sigmoid_error = std::max(sigmoid_error, relative(nn::vectorSigmoid(f), 1.0 / (1.0 + std::exp(-d))));
      if (d != 0) tanh_error = std::max(tanh_error, relative(nn::vectorTanh(f), std::tanh(d)));
      const double softplus = std::max(d, 0.0) + std::log1p(std::exp(-std::abs(d)));
      softplus_error = std::max(softplus_error, std::abs(nn::vectorSoftplus(f) - softplus) / std::max(1.0, softplus));
    }
    QVERIFY2(exp_error < 3e-7, qPrintable(QString::number(exp_error)));
    QVERIFY2(sigmoid_error < 5e-7, qPrintable(QString::number(sigmoid_error)));
    QVERIFY2(tanh_error < 2e-6, qPrintable(QString::number(tanh_error)));
    QVERIFY2(softplus_error < 3e-7, qPrintable(QString::number(softplus_error)));
    for (float t = 0; t <= 1; t += 0.001F) QVERIFY(std::abs(nn::vectorLog1p(t) - std::log1p(double{t})) < 1.5e-7);
  }

  void extremesAreFiniteAndNanStaysNan() {
    const float infinity = std::numeric_limits<float>::infinity();
    for (const float x : {-infinity, -1000.0F, 1000.0F, infinity}) {
      QVERIFY(std::isfinite(nn::vectorExp(x)));
      QCOMPARE(std::abs(nn::vectorTanh(x)), 1.0F);
      QVERIFY(nn::vectorSigmoid(x) >= 0.0F && nn::vectorSigmoid(x) <= 1.0F);
    }
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(std::isnan(nn::vectorExp(nan)));
    QVERIFY(std::isnan(nn::vectorTanh(nan)));
    QVERIFY(std::isnan(nn::vectorSigmoid(nan)));
    QVERIFY(std::isnan(nn::vectorSoftplus(nan)));
  }
};

QTEST_GUILESS_MAIN(VectorMathTest)
#include "vector_math_test.moc"
