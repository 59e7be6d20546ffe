#include <QAbstractItemModelTester>
#include <QTest>

#include <cmath>
#include <limits>

#include "mbpo/parameter_registry.h"
#include "support/qt_warnings.h"
#include "ui/bridge/tiny_experiment.h"
#include "ui/models/event_model.h"
#include "ui/models/number_text.h"
#include "ui/models/parameter_model.h"
#include "ui/models/run_list_model.h"

class ModelsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void numbersReadWell() {
    QCOMPARE(models::groupedText(999), QStringLiteral("999"));
    QCOMPARE(models::groupedText(12500), QStringLiteral("12\u202F500"));
    QCOMPARE(models::groupedText(-1234567), QStringLiteral("-1\u202F234\u202F567"));
    QCOMPARE(models::shortText(1000), QStringLiteral("1000"));
    QCOMPARE(models::shortText(0.25), QStringLiteral("0.25"));
    QCOMPARE(models::shortText(0), QStringLiteral("0"));
    QCOMPARE(models::shortText(100), QStringLiteral("100"));
    QCOMPARE(models::shortText(-2.5), QStringLiteral("−2.5"));
    QCOMPARE(models::shortText(std::nan("")), QStringLiteral("–"));
    QCOMPARE(models::shortText(std::numeric_limits<double>::infinity()), QStringLiteral("∞"));
    QCOMPARE(models::durationText(250), QStringLiteral("4 min 10 s"));
    QCOMPARE(models::durationText(7500), QStringLiteral("2 h 05 min"));
    QCOMPARE(models::durationText(0), QStringLiteral("–"));
  }

  void everyRegistryKeyStandsInTheParameterModelOnce() {
    bridge::SessionBridge bridge;
    QUndoStack undo;
    bridge::ParameterBoard board(bridge, undo);
    models::ParameterModel model(board);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::size_t rows = 0;
    for (int g = 0; g < model.rowCount(); ++g) rows += static_cast<std::size_t>(model.rowCount(model.index(g, 0)));
    QCOMPARE(rows, mbpo::parameterRegistry().size());
    for (const mbpo::Parameter& parameter : mbpo::parameterRegistry()) {
      const QModelIndex index = model.find(QString::fromStdString(parameter.key));
      QVERIFY2(index.isValid(), parameter.key.c_str());
      QCOMPARE(model.parameter(index), &parameter);
      QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QString::fromStdString(parameter.key)));
    }
  }

  void aChangedValueIsMarkedUntilItIsThePresetsAgain() {
    bridge::SessionBridge bridge;
    QUndoStack undo;
    bridge::ParameterBoard board(bridge, undo);
    board.adopt(mbpo::presetConfiguration("paper", "hopper"));
    models::ParameterModel model(board);
    const QModelIndex index = model.find(QStringLiteral("updates_per_step"));
    QVERIFY(!index.data(models::ParameterModel::changed_role).toBool());
    QVERIFY(model.setData(index, QStringLiteral("3"), Qt::EditRole));
    QVERIFY(index.data(models::ParameterModel::changed_role).toBool());
    undo.undo();
    QVERIFY(!index.data(models::ParameterModel::changed_role).toBool());
  }

  void eventsAreReadOnceEachInTheirOrder() {
    run::History history;
    models::EventModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const run::Event event{run::EventKind::parameter_applied, 1250, 3.0, 0, "rollout_length", "1", "5", {}};
    history.append(event);
    model.readNew(history);
    model.readNew(history);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, models::EventModel::text_column).data().toString(), QStringLiteral("rollout_length: 1 → 5"));
    QCOMPARE(model.index(0, models::EventModel::step_column).data().toString(), QStringLiteral("1\u202F250"));
    history.append(event);
    model.readNew(history);
    QCOMPARE(model.rowCount(), 2);
  }

  void runsAppearInTheListAndVanishWithTheirFolder() {
    QTemporaryDir folder;
    models::RunListModel model(folder.path().toStdString());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    {
      run::Session session(support::tinySession(folder));
      QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, 20'000);
      QCOMPARE(model.index(0).data(models::RunListModel::environment_role).toString(),
               QStringLiteral("inverted_pendulum"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(model.index(0).data(models::RunListModel::status_role).toString(),
                              QStringLiteral("stopped"), 20'000);
    std::filesystem::remove_all(folder.filePath(QStringLiteral("tiny")).toStdString());
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 0, 20'000);
  }

};

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
