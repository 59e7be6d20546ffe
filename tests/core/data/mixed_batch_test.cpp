#include "data/mixed_batch.h"

#include <ATen/ATen.h>

#include <QtTest>

namespace {

data::ReplayBuffer bufferOf(float value, int rows) {
  data::ReplayBuffer buffer({1, 1}, 100);
  buffer.push(at::full({rows, buffer.layout().width()}, value));
  return buffer;
}

}  // namespace

class MixedBatchTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // int(0.05 · 256) = 12. A coin flip per batch ("all real in 5 % of batches") has the same mean and must fail.
  void everyBatchHasExactlyTheAskedShare() {
    const auto real = bufferOf(1, 50);
    const auto imagined = bufferOf(0, 50);
    base::RandomStream random(1, "test");
    for (int i = 0; i < 200; ++i) {
      const auto batch = data::sampleMixedBatch(real, imagined, 256, 0.05, random);
      QCOMPARE(batch.size(), 256);
      QCOMPARE(batch.r.sum().item<double>(), 12.0);
    }
  }

  void shareIsRoundedDown() {
    QCOMPARE(data::calcRealRows(256, 0.05, 1), 12);
    QCOMPARE(data::calcRealRows(256, 0.0, 1), 0);
    QCOMPARE(data::calcRealRows(256, 1.0, 1), 256);
    QCOMPARE(data::calcRealRows(10, 0.29, 1), 2);
  }

  void withoutModelDataAllRowsAreReal() { QCOMPARE(data::calcRealRows(256, 0.05, 0), 256); }
};

QTEST_GUILESS_MAIN(MixedBatchTest)
#include "mixed_batch_test.moc"
