#include "ui/bridge/session_bridge.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

#include "base/error.h"
#include "support/qt_warnings.h"
#include "support/written_run.h"
#include "ui/bridge/tiny_experiment.h"

using bridge::SessionBridge;

class SessionBridgeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void startsARealRunAndReportsItsStepsAndHistory() {
    QTemporaryDir folder;
    SessionBridge bridge;
    QSignalSpy grew(&bridge, &SessionBridge::historyGrew), replaced(&bridge, &SessionBridge::runReplaced);
    QVERIFY(bridge.start(support::tinySession(folder)));
    QCOMPARE(replaced.count(), 1);
    QVERIFY(bridge.training());
    QCOMPARE(bridge.state().source, bridge::Source::live);
    QTRY_VERIFY_WITH_TIMEOUT(bridge.state().real_steps > 70, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(bridge.latest().of(mbpo::Metric::validation_rmse).has_value(), 60'000);
    QVERIFY(grew.count() > 0);
    bridge.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!bridge.training(), 20'000);
    QCOMPARE(bridge.state().status, QStringLiteral("stopped"));
    QVERIFY(!bridge.state().active);
  }

  void aChangeComesBackAppliedAtAStepUnderItsTicket() {
    QTemporaryDir folder;
    SessionBridge bridge;
    QSignalSpy applied(&bridge, &SessionBridge::parameterApplied);
    QVERIFY(bridge.start(support::tinySession(folder)));
    const quint64 ticket = bridge.setParameter(QStringLiteral("rollouts_per_step"), QStringLiteral("33"));
    QTRY_COMPARE_WITH_TIMEOUT(applied.count(), 1, 60'000);
    QCOMPARE(applied[0][0].toULongLong(), ticket);
    QCOMPARE(applied[0][1].toString(), QStringLiteral("rollouts_per_step"));
    QCOMPARE(applied[0][2].toString(), QStringLiteral("33"));
    QVERIFY(applied[0][3].toLongLong() >= 0);
    QTRY_COMPARE_WITH_TIMEOUT(bridge.state().rollouts_per_step, 33, 20'000);
  }

  void restartOnlyKeysAreRefusedWhileTraining() {
    QTemporaryDir folder;
    SessionBridge bridge;
    QVERIFY(bridge.start(support::tinySession(folder)));
    QVERIFY_EXCEPTION_THROWN(bridge.setParameter(QStringLiteral("agent_hidden"), QStringLiteral("64")), base::Error);
  }

  void aSecondRunIsRefusedUntilTheFirstHasEnded() {
    QTemporaryDir folder;
    SessionBridge bridge;
    QSignalSpy failed(&bridge, &SessionBridge::failed);
    QVERIFY(bridge.start(support::tinySession(folder)));
    QVERIFY(!bridge.start(support::tinySession(folder, QStringLiteral("second"))));
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed[0][0].toString().contains(QStringLiteral("Stop it first")));
    QVERIFY(bridge.training());
  }

  void aRecordedRunGivesTheSamePointsAsTheLiveOne() {
    QTemporaryDir folder;
    std::vector<run::Point> live, recorded;
    {
      SessionBridge bridge;
      QVERIFY(bridge.start(support::tinySession(folder)));
      QTRY_VERIFY_WITH_TIMEOUT(bridge.state().real_steps > 120, 60'000);
      bridge.stop();
      QTRY_VERIFY_WITH_TIMEOUT(!bridge.training(), 20'000);
      bridge.history()->read(mbpo::Metric::critic_loss, 0, live);
    }
    QVERIFY(!live.empty());
    SessionBridge bridge;
    QVERIFY(bridge.open(folder.filePath(QStringLiteral("tiny")).toStdString()));
    QTRY_VERIFY_WITH_TIMEOUT(bridge.caughtUp(), 20'000);
    QCOMPARE(bridge.state().source, bridge::Source::recorded);
    QVERIFY(!bridge.state().active);
    QVERIFY(bridge.state().policy != nullptr);
    bridge.history()->read(mbpo::Metric::critic_loss, 0, recorded);
    QVERIFY(std::equal(live.begin(), live.end(), recorded.begin(), recorded.end(),
                       [](const auto& a, const auto& b) { return a.real_steps == b.real_steps && a.value == b.value; }));
  }

  void aRunOfAnotherBridgeIsFollowedWhileItGoesOn() {
    QTemporaryDir folder;
    SessionBridge writer, reader;
    QVERIFY(writer.start(support::tinySession(folder)));
    QTRY_VERIFY_WITH_TIMEOUT(writer.state().real_steps > 70, 60'000);
    QVERIFY(reader.open(folder.filePath(QStringLiteral("tiny")).toStdString()));
    QTRY_VERIFY_WITH_TIMEOUT(reader.caughtUp(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(reader.state().active, 20'000);
    const qint64 before = reader.state().real_steps;
    QTRY_VERIFY_WITH_TIMEOUT(reader.state().real_steps > before, 60'000);
  }

  void aFolderThatIsNoRunSaysSo() {
    QTemporaryDir folder;
    SessionBridge bridge;
    QSignalSpy failed(&bridge, &SessionBridge::failed);
    QVERIFY(!bridge.open(folder.path().toStdString()));
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed[0][0].toString().contains(folder.path()));
    QCOMPARE(bridge.state().source, bridge::Source::none);
  }

  void destructionStopsAndLeavesACheckpoint() {
    QTemporaryDir folder;
    {
      SessionBridge bridge;
      QVERIFY(bridge.start(support::tinySession(folder)));
      QTRY_VERIFY_WITH_TIMEOUT(bridge.state().real_steps > 70, 60'000);
    }
    QCOMPARE(run::readSummary(folder.filePath(QStringLiteral("tiny")).toStdString()).status, std::string("stopped"));
    SessionBridge again;
    run::SessionOptions options;
    options.directory = folder.filePath(QStringLiteral("tiny")).toStdString();
    options.resume = true;
    QVERIFY(again.start(std::move(options)));
    QTRY_VERIFY_WITH_TIMEOUT(again.state().real_steps > 70, 60'000);
  }

  // A recording is read file by file: the fits come after the epochs, however old they are.
  void theLatestValueIsTheNewestNotTheLastRead() {
    run::History history;
    mbpo::MetricRow epoch_end{mbpo::Stream::epochs, 3000, 900, 2, 30, {{mbpo::Metric::eps_pi, 0.4}}};
    mbpo::MetricRow fit{mbpo::Stream::fits, 2875, 800, 2, 29, {{mbpo::Metric::eps_pi, 0.9}}};
    bridge::LatestValues latest;
    history.append(epoch_end);
    latest.update(history);
    history.append(fit);
    latest.update(history);
    QCOMPARE(latest.of(mbpo::Metric::eps_pi)->value, 0.4);
    history.append(mbpo::MetricRow{mbpo::Stream::fits, 3000, 900, 3, 30.5, {{mbpo::Metric::eps_pi, 0.7}}});
    latest.update(history);
    QCOMPARE(latest.of(mbpo::Metric::eps_pi)->value, 0.7);
  }

  // Its configuration file is the one that it was begun with.
  void aRunContinuedWithMoreStepsCountsTheirEpochs() {
    const QTemporaryDir folder;
    const mbpo::Configuration begun = support::pendulum(1, 1);  // 250 of 4000 steps are warm-up, 250 an epoch
    support::WrittenRun written(support::below(folder, QStringLiteral("longer")), begun);
    written.lengthen(2 * begun.steps);
    written.evaluate(5000, 10);
    written.end();
    SessionBridge bridge;
    QVERIFY(bridge.open(written.directory()));
    QTRY_COMPARE_WITH_TIMEOUT(bridge.state().total_steps, 8000, 60'000);
    QCOMPARE(bridge.state().epochs, 31);
  }
};

QTEST_GUILESS_MAIN(SessionBridgeTest)
#include "session_bridge_test.moc"
