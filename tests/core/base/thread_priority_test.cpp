#include "base/thread_priority.h"

#include <sys/resource.h>

#include <QtTest>
#include <thread>

class ThreadPriorityTest : public QObject {
  Q_OBJECT

  static int ownNiceness() { return getpriority(PRIO_PROCESS, 0); }

 private Q_SLOTS:
  void initTestCase() {
    // Asked here rather than around the functions: moc knows no __linux__ and would leave them all out.
#if !defined(__linux__)
    QSKIP("the system knows niceness of whole programs only");
#endif
  }

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
};

QTEST_APPLESS_MAIN(ThreadPriorityTest)
#include "thread_priority_test.moc"
