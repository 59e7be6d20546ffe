#include "nn/thread_team.h"

#include <QtTest>
#include <array>
#include <chrono>
#include <numeric>
#include <vector>

#include "nn/matrix.h"

class ThreadTeamTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyMemberWorksExactlyOnceInEachRun() {
    for (const int size : {1, 2, 3, 5}) {
      nn::ThreadTeam team(size);
      std::vector<int> counts(static_cast<std::size_t>(size));
      for (int run = 0; run < 200; ++run) team.run([&](int member) { ++counts[static_cast<std::size_t>(member)]; });
      for (const int count : counts) QCOMPARE(count, 200);
    }
  }

  // Each phase reads what all members wrote in the one before: without the barrier sums would differ.
  void barrierShowsWhatEveryMemberWrote() {
    constexpr int kSize = 4;
    nn::ThreadTeam team(kSize);
    std::array<std::array<long, kSize>, 2> values{};
    values[0].fill(1);
    team.run([&](int member) {
      for (std::size_t phase = 0; phase < 12; ++phase) {
        const auto& before = values[phase % 2];
        values[(phase + 1) % 2][static_cast<std::size_t>(member)] = std::accumulate(before.begin(), before.end(), 0L);
        team.barrier();
      }
    });
    for (const long value : values[0]) QCOMPARE(value, 1L << 24);  // fourfold in each of 12 phases
  }

  // A member that waits long falls asleep; it must wake up again.
  void membersSleepAndWake() {
    nn::ThreadTeam team(3);
    std::atomic<int> done{0};
    for (int run = 0; run < 3; ++run) {
      const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
      team.run([&](int member) {
        while (member == 1 && std::chrono::steady_clock::now() < until) {
        }
        team.barrier();
        ++done;
      });
    }
    QCOMPARE(done.load(), 9);
  }

  void partsCoverEverythingOnce() {
    for (const std::int64_t total : {0, 1, 7, 256}) {
      for (const int parts : {1, 2, 3, 8}) {
        std::int64_t next = 0;
        for (int part = 0; part < parts; ++part) {
          const nn::Range range = nn::calcPart(total, part, parts);
          QCOMPARE(range.first, next);
          QVERIFY(range.count >= total / parts && range.count <= total / parts + 1);
          next += range.count;
        }
        QCOMPARE(next, total);
      }
    }
  }
};

QTEST_GUILESS_MAIN(ThreadTeamTest)
#include "thread_team_test.moc"
