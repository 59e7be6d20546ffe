#include "base/thread_priority.h"

#include <QtTest>
#include <thread>

#if defined(__linux__)
#include <sys/resource.h>
#endif

class ThreadPriorityTest : public QObject {
  Q_OBJECT

#if defined(__linux__)
  static int ownNiceness() { return getpriority(PRIO_PROCESS, 0); }

 private Q_SLOTS:
  void aThreadStepsBackAndWithItThoseThatItStartsButNobodyElse() {
    const int before = ownNiceness();
    int lowered = 0, inherited = 0;
    std::thread([&] {
      base::lowerThreadPriority(3);
      lowered = ownNiceness();
      std::thread([&] { inherited = ownNiceness(); }).join();
    }).join();
    QCOMPARE(lowered, std::min(before + 3, 19));
    QCOMPARE(inherited, lowered);
    QCOMPARE(ownNiceness(), before);
  }

  void nothingIsEverRaised() {
    const int before = ownNiceness();
    int after = 0;
    std::thread([&] {
      base::lowerThreadPriority(-2);
      after = ownNiceness();
    }).join();
    QCOMPARE(after, before);
  }
#endif
};

QTEST_APPLESS_MAIN(ThreadPriorityTest)
#include "thread_priority_test.moc"
