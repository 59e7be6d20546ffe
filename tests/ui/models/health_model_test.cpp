#include "ui/models/health_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "support/qt_warnings.h"

using models::HealthModel;
using Level = HealthModel::Level;
using run::EventKind;

namespace {

run::Event happened(EventKind kind, qint64 step, const char* check, const char* text) {
  run::Event made;
  made.kind = kind;
  made.real_steps = step;
  made.check = check;
  made.text = text;
  return made;
}

QString cell(const HealthModel& health, const char* id, HealthModel::Column column) {
  for (int row = 0; row < health.rowCount(); ++row) {
    const QModelIndex index = health.index(row, column);
    if (index.data(HealthModel::id_role).toString() == QLatin1String(id)) return index.data().toString();
  }
  return {};
}

}  // namespace

class HealthModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void everyCheckHasARowAndTheWindowOne() {
    HealthModel health;
    const QAbstractItemModelTester tester(&health);
    QCOMPARE(health.rowCount(), int(mbpo::healthChecks().size()) + 1);
    QCOMPARE(health.level(QStringLiteral("critic")), Level::unknown);
    QCOMPARE(health.level(QStringLiteral("window")), Level::ok);
    QCOMPARE(health.troubles(), 0);
  }

  void anAlarmRaisesItsRowWithSinceReasonAndRemedyAndANoteSettlesIt() {
    HealthModel health;
    const QAbstractItemModelTester tester(&health);
    QSignalSpy troubles(&health, &HealthModel::troublesChanged);
    run::History history;
    history.append(happened(EventKind::note, 0, "", "Started."));
    health.readNew(history);
    QCOMPARE(health.level(QStringLiteral("critic")), Level::ok);
    history.append(happened(EventKind::alarm, 3250, "critic", "|Q| = 900"));
    health.readNew(history);
    QCOMPARE(health.level(QStringLiteral("critic")), Level::alarm);
    QCOMPARE(health.troubles(), 1);
    QCOMPARE(troubles.count(), 1);
    QVERIFY(cell(health, "critic", HealthModel::since_column).contains(QStringLiteral("250")));
    QCOMPARE(cell(health, "critic", HealthModel::reason_column), QStringLiteral("|Q| = 900"));
    QVERIFY(cell(health, "critic", HealthModel::remedy_column).contains(QStringLiteral("critic_learning_rate")));

    history.append(happened(EventKind::alarm, 3500, "critic", "|Q| = 1200"));  // goes on: newest reason, first step
    health.readNew(history);
    QCOMPARE(troubles.count(), 1);
    QVERIFY(cell(health, "critic", HealthModel::since_column).contains(QStringLiteral("250")));
    QCOMPARE(cell(health, "critic", HealthModel::reason_column), QStringLiteral("|Q| = 1200"));

    history.append(happened(EventKind::note, 4000, "critic", "fell"));
    health.readNew(history);
    QCOMPARE(health.level(QStringLiteral("critic")), Level::ok);
    QCOMPARE(health.troubles(), 0);
    QVERIFY(cell(health, "critic", HealthModel::remedy_column).isEmpty());
  }

  void warningsCountTooAndAnotherRunBeginsAnew() {
    HealthModel health;
    run::History history;
    history.append(happened(EventKind::warning, 10, "reward_bound", "too large"));
    history.append(happened(EventKind::alarm, 10, "weather", "rain"));  // of a newer program
    health.readNew(history);
    QCOMPARE(health.count(Level::warning), 1);
    QCOMPARE(health.troubles(), 1);
    health.clear();
    QCOMPARE(health.troubles(), 0);
    QCOMPARE(health.level(QStringLiteral("reward_bound")), Level::unknown);
  }

  void aStarvedPulseRaisesTheWindowsRow() {
    HealthModel health;
    health.judgePulse(20, 1500);
    QCOMPARE(health.level(QStringLiteral("window")), Level::alarm);
    QVERIFY(cell(health, "window", HealthModel::reason_column).contains(QStringLiteral("1500 ms")));
    health.clear();  // another run does not wake the window
    QCOMPARE(health.level(QStringLiteral("window")), Level::alarm);
    for (int i = 0; i < 3; ++i) health.judgePulse(100, 12);
    QCOMPARE(health.level(QStringLiteral("window")), Level::ok);
  }

};

QTEST_GUILESS_MAIN(HealthModelTest)
#include "health_model_test.moc"
