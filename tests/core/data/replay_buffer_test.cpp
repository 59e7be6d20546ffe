#include "data/replay_buffer.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <deque>

#include "data/holdout_split.h"

namespace {

const data::TransitionLayout kLayout{1, 1};

std::vector<float> rowOf(float value) { return std::vector<float>(static_cast<std::size_t>(kLayout.width()), value); }

std::vector<float> firsts(const data::ReplayBuffer& buffer) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < buffer.size(); ++i) values.push_back(buffer.row(i)[0]);
  return values;
}

}  // namespace

class ReplayBufferTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void columnsLieWhereTheLayoutSays() {
    const data::TransitionLayout layout{2, 1};  // s0 s1 a r s0' s1' terminal t
    const at::Tensor rows = at::arange(8, at::kFloat).view({1, 8});
    const data::TransitionBatch batch(layout, rows);
    QCOMPARE(batch.s.size(1), 2);
    QCOMPARE(batch.a.item<float>(), 2.0F);
    QCOMPARE(batch.r.item<float>(), 3.0F);
    QCOMPARE(batch.s_next[0][1].item<float>(), 5.0F);
    QCOMPARE(batch.terminal.item<float>(), 6.0F);
    QCOMPARE(batch.t.item<float>(), 7.0F);
  }

  void fullBufferDropsTheOldest() {
    data::ReplayBuffer buffer(kLayout, 3);
    for (int i = 0; i < 5; ++i) buffer.push(rowOf(static_cast<float>(i)));
    QCOMPARE(firsts(buffer), (std::vector<float>{2, 3, 4}));
  }

  // Against a deque, over random pushes of one, of many, and resizes.
  void behavesLikeABoundedQueue() {
    base::RandomStream random(1, "test");
    data::ReplayBuffer buffer(kLayout, 7);
    std::deque<float> expected;
    std::size_t capacity = 7;
    float next = 0;
    for (int step = 0; step < 2000; ++step) {
      const auto action = random.below(10);
      if (action == 0) {
        capacity = 1 + random.below(12);
        buffer.resize(static_cast<std::int64_t>(capacity));
      } else if (action < 5) {
        buffer.push(rowOf(next));
        expected.push_back(next++);
      } else {
        const auto count = static_cast<std::int64_t>(random.below(20));
        at::Tensor rows = at::empty({count, kLayout.width()});
        for (std::int64_t i = 0; i < count; ++i) {
          rows[i].fill_(next);
          expected.push_back(next++);
        }
        buffer.push(rows);
      }
      while (expected.size() > capacity) expected.pop_front();
      QCOMPARE(firsts(buffer), std::vector<float>(expected.begin(), expected.end()));
      QCOMPARE(buffer.rows().size(0), buffer.size());
    }
  }

  void samplingReachesEveryRowAndNothingElse() {
    data::ReplayBuffer buffer(kLayout, 5);
    for (int i = 0; i < 9; ++i) buffer.push(rowOf(static_cast<float>(i)));
    base::RandomStream random(2, "test");
    const at::Tensor drawn = std::get<0>(at::_unique(buffer.sample(500, random).select(1, 0)));
    QVERIFY(at::equal(drawn, at::arange(4, 9, at::kFloat)));
  }

  void holdoutNeverTrains_data() {
    QTest::addColumn<int>("n");
    for (const int n : {2, 3, 10, 1000, 40000}) QTest::newRow(qPrintable(QString::number(n))) << n;
  }
  void holdoutNeverTrains() {
    QFETCH(int, n);
    nn::Noise noise(3, "test");
    const auto split = data::drawHoldoutSplit(n, 0.2, 5000, 4, noise);
    QCOMPARE(split.holdout.size(0), std::clamp<std::int64_t>(n / 5, 1, 5000));
    QCOMPARE(split.holdout.size(0) + split.unique_training.size(0), n);
    const at::Tensor all = std::get<0>(at::sort(at::cat({split.holdout, split.unique_training})));
    QVERIFY(at::equal(all, at::arange(n)));
    at::Tensor is_training = at::zeros({n}, at::kBool);
    is_training.index_fill_(0, split.unique_training, true);
    QVERIFY(is_training.index_select(0, split.training.view(-1)).all().item<bool>());
    if (n >= 1000) QVERIFY(!at::equal(split.training[0], split.training[1]));  // own bootstraps
  }
};

QTEST_GUILESS_MAIN(ReplayBufferTest)
#include "replay_buffer_test.moc"
