#include "base/mailbox.h"

#include <QtTest>
#include <atomic>
#include <thread>

#include "base/command_queue.h"

class MailboxTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void startsEmptyAndKeepsOnlyTheNewest() {
    base::Mailbox<int> mailbox;
    QVERIFY(!mailbox.latest());
    mailbox.publish(std::make_shared<int>(1));
    mailbox.publish(std::make_shared<int>(2));
    QCOMPARE(*mailbox.latest(), 2);
  }

  void readersNeverSeeAnOlderValueAfterANewer() {
    base::Mailbox<int> mailbox;
    std::jthread writer([&] {
      for (int i = 1; i <= 20000; ++i) mailbox.publish(std::make_shared<int>(i));
    });
    int last = 0;
    while (last < 20000) {
      const auto value = mailbox.latest();
      if (!value) continue;
      QVERIFY(*value >= last);
      last = *value;
    }
  }

  void queueKeepsOrderAndWakesItsOwner() {
    base::CommandQueue<int> queue;
    std::jthread sender([&] {
      for (int i = 0; i < 1000; ++i) queue.push(i);
    });
    int expected = 0;
    while (expected < 1000) {
      queue.waitUntilNotEmpty();
      for (const int value : queue.drain()) QCOMPARE(value, expected++);
    }
  }
};

QTEST_GUILESS_MAIN(MailboxTest)
#include "mailbox_test.moc"
