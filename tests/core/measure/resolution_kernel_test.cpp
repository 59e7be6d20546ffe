#include "measure/resolution_kernel.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <limits>

class ResolutionKernelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void dimensionsThatDoNotVaryAreLeftOutAndListed() {
    const measure::ResolutionKernel kernel(
        at::tensor({0.5, 0.0, 2.0, 1e-9, std::nan(""), std::numeric_limits<double>::infinity()}, at::kDouble));
    QCOMPARE(kernel.left_out, (std::vector<std::int64_t>{1, 3, 4, 5}));
    QVERIFY(at::equal(kernel.dimensions, at::tensor({0, 2}, at::kLong)));
    QVERIFY(at::equal(kernel.width(0.1), 0.1 * at::tensor({0.5, 2.0}, at::kDouble)));
    const at::Tensor x = at::arange(12, at::kFloat).view({2, 6});
    QVERIFY(at::equal(kernel.select(x), at::tensor({0.0, 2.0, 6.0, 8.0}, at::kDouble).view({2, 2})));
  }
};

QTEST_GUILESS_MAIN(ResolutionKernelTest)
#include "resolution_kernel_test.moc"
