#include "ui/bridge/parameter_board.h"

#include <QSignalSpy>
#include <QTest>

#include "support/qt_warnings.h"
#include "ui/bridge/tiny_experiment.h"

using bridge::EditState;
using bridge::ParameterBoard;

namespace {

const QString kM = QStringLiteral("rollouts_per_step");
const QString kHidden = QStringLiteral("agent_hidden");

struct Desk {
  bridge::SessionBridge bridge;
  QUndoStack undo;
  ParameterBoard board{bridge, undo};
  Desk() { board.adopt(support::tinyExperiment()); }
};

}  // namespace

class ParameterBoardTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void aDraftTakesAnEditAtOnceAndUndoTakesItBack() {
    Desk desk;
    QVERIFY(desk.board.request(kM, QStringLiteral("50")));
    QCOMPARE(desk.board.configuration().rollouts_per_step, 50);
    QCOMPARE(desk.board.edit(kM).phase, EditState::Phase::settled);
    desk.undo.undo();
    QCOMPARE(desk.board.configuration().rollouts_per_step, 20);
    desk.undo.redo();
    QCOMPARE(desk.board.configuration().rollouts_per_step, 50);
  }

  void aValueOutOfRangeIsRefusedAndChangesNothing() {
    Desk desk;
    QSignalSpy refused(&desk.board, &ParameterBoard::refused);
    QVERIFY(!desk.board.request(kM, QStringLiteral("0")));
    QVERIFY(!desk.board.request(kM, QStringLiteral("many")));
    QCOMPARE(refused.count(), 2);
    QCOMPARE(desk.board.configuration().rollouts_per_step, 20);
    QCOMPARE(desk.board.edit(kM).phase, EditState::Phase::refused);
    QVERIFY(!desk.undo.canUndo());
  }

  void anotherSpellingOfTheSameValueIsNoChange() {
    Desk desk;
    const QString ratio = QStringLiteral("real_ratio");
    QVERIFY(desk.board.request(ratio, desk.board.value(ratio) + QStringLiteral("00")));
    QVERIFY(!desk.undo.canUndo());
  }

  void choosingAnEnvironmentBringsItsPresetValuesAndKeepsTheSeed() {
    Desk desk;
    desk.board.request(QStringLiteral("seed"), QStringLiteral("7"));
    QVERIFY(desk.board.request(QStringLiteral("preset"), QStringLiteral("paper")));
    QVERIFY(desk.board.request(QStringLiteral("environment"), QStringLiteral("hopper")));
    mbpo::Configuration expected = mbpo::presetConfiguration("paper", "hopper");
    expected.seed = 7;
    QCOMPARE(desk.board.configuration(), expected);
    QVERIFY(!desk.board.changedFromDefault(QStringLiteral("updates_per_step")));
    desk.undo.undo();
    QCOMPARE(desk.board.configuration().environment, std::string("inverted_pendulum"));
  }

  void whileTrainingALiveEditIsPendingThenAppliedAtAStep() {
    QTemporaryDir folder;
    Desk desk;
    QVERIFY(desk.bridge.start(support::tinySession(folder)));
    QVERIFY(desk.board.request(kM, QStringLiteral("41")));
    QCOMPARE(desk.board.edit(kM).phase, EditState::Phase::pending);
    QCOMPARE(desk.board.value(kM), QStringLiteral("41"));
    QCOMPARE(desk.board.configuration().rollouts_per_step, 20);
    QTRY_COMPARE_WITH_TIMEOUT(desk.board.edit(kM).phase, EditState::Phase::applied, 60'000);
    QCOMPARE(desk.board.configuration().rollouts_per_step, 41);
    desk.undo.undo();
    QCOMPARE(desk.board.edit(kM).phase, EditState::Phase::pending);
    QTRY_COMPARE_WITH_TIMEOUT(desk.board.configuration().rollouts_per_step, 20, 60'000);
  }

  void whileTrainingARestartOnlyEditIsRefusedWithItsReason() {
    QTemporaryDir folder;
    Desk desk;
    QVERIFY(desk.bridge.start(support::tinySession(folder)));
    QVERIFY(!desk.board.lockReason(kHidden).isEmpty());
    QSignalSpy refused(&desk.board, &ParameterBoard::refused);
    QVERIFY(!desk.board.request(kHidden, QStringLiteral("64")));
    QCOMPARE(refused.count(), 1);
    QVERIFY(refused[0][2].toString().contains(desk.board.lockReason(kHidden)));
    desk.bridge.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.bridge.training(), 20'000);
    QVERIFY(desk.board.lockReason(kHidden).isEmpty());
    QVERIFY(desk.board.request(kHidden, QStringLiteral("64")));
  }

  void takingKByHandSwitchesTheScheduleOffInOneUndoStep() {
    Desk desk;
    QCOMPARE(desk.board.value(QStringLiteral("rollout_mode")), QStringLiteral("schedule"));
    QVERIFY(desk.board.requestManualLength(4));
    QCOMPARE(desk.board.configuration().rollout_length, 4);
    QCOMPARE(desk.board.configuration().rollout_mode, std::string("manual"));
    desk.undo.undo();
    QCOMPARE(desk.board.configuration(), support::tinyExperiment());
  }

};

QTEST_GUILESS_MAIN(ParameterBoardTest)
#include "parameter_board_test.moc"
