#include "ui/models/run_filter.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include "run/annotation.h"
#include "support/qt_warnings.h"
#include "support/written_run.h"
#include "ui/models/compared_runs.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_shelf.h"

using models::RunListModel;
using models::RunOrder;
using models::RunQuery;

class RunFilterTest : public QObject {
  Q_OBJECT

  static run::RunSummary summary() {
    run::RunSummary run;
    run.name = "first-try";
    run.environment = "hopper";
    run.preset = "paper";
    run.seed = 3;
    run.status = "running";
    run.rollout_policy = "k 1→15";
    run.annotation = {true, "Slow start"};
    return run;
  }

  static QStringList names(const models::RunFilter& filter) {
    QStringList names;
    for (int row = 0; row < filter.rowCount(); ++row) {
      names << filter.index(row, 0).data(RunListModel::directory_role).toString().section(u'/', -1);
    }
    return names;
  }

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void aSearchFindsWhatAllItsWordsFind_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* query, bool found) { QTest::newRow(query) << QString::fromUtf8(query) << found; };
    row("", true);
    row("env:hop seed:3 star", true);
    row("ENV:Hop", true);
    row("environment:hopper", true);
    row("seed:3", true);
    row("seed:33", false);
    row("seed:", true);  // being typed
    row("status:training", true);
    row("status:running", true);
    row("status:finished", false);
    row("k:15", true);
    row("note:slow", true);
    row("name:first", true);
    row("env:paper", false);  // another field's word
    row("paper try", true);
    row("paper walker", false);
    row("what:ever", false);  // no field: searched as it stands
  }

  void aSearchFindsWhatAllItsWordsFind() {
    QFETCH(QString, query);
    QFETCH(bool, found);
    QCOMPARE(RunQuery(query).matches(summary()), found);
  }

  void starFindsOnlyStarred() {
    run::RunSummary plain = summary();
    plain.annotation.starred = false;
    QVERIFY(!RunQuery(QStringLiteral("star")).matches(plain));
  }

  void runsAreSortedByNumbersAndThoseWithoutComeLast() {
    const QTemporaryDir folder;
    support::writeFinished(support::below(folder, "a"), support::pendulum(2, 15), {10, 5});
    support::writeFinished(support::below(folder, "b"), support::pendulum(10, 1), {});
    support::writeFinished(support::below(folder, "c"), support::pendulum(1, 5), {9, 7, 100});
    RunListModel model(folder.path().toStdString());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    models::RunFilter filter;
    filter.setSourceModel(&model);
    QTRY_COMPARE(filter.rowCount(), 3);
    const auto sorted = [&](RunOrder order, Qt::SortOrder direction) {
      filter.setOrder(order, direction);
      return names(filter).join(QString());
    };
    QCOMPARE(sorted(RunOrder::best_return, Qt::DescendingOrder), QStringLiteral("cab"));
    QCOMPARE(sorted(RunOrder::best_return, Qt::AscendingOrder), QStringLiteral("acb"));
    QCOMPARE(sorted(RunOrder::last_return, Qt::DescendingOrder), QStringLiteral("cab"));
    QCOMPARE(sorted(RunOrder::seed, Qt::AscendingOrder), QStringLiteral("cab"));  // 1, 2, 10: not as text
    QCOMPARE(sorted(RunOrder::rollout_policy, Qt::AscendingOrder), QStringLiteral("bca"));
    QCOMPARE(sorted(RunOrder::wall_time, Qt::DescendingOrder), QStringLiteral("cab"));
    QCOMPARE(model.index(0).data(RunListModel::state_role).toString().section(u' ', 0, 0), QStringLiteral("finished"));
  }

  void starAndNoteReachTheFolderAndComeBack() {
    const QTemporaryDir folder;
    support::writeFinished(support::below(folder, "a"), support::pendulum(1, 1), {1});
    models::RunShelf shelf;
    RunListModel model(folder.path().toStdString());
    model.setShelf(&shelf);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(model.setData(model.index(0), true, RunListModel::starred_role));
    QTRY_VERIFY(model.index(0).data(RunListModel::starred_role).toBool());
    QVERIFY(model.setData(model.index(0), QStringLiteral(" why so slow? "), Qt::EditRole));
    QTRY_COMPARE(model.index(0).data(RunListModel::note_role).toString(), QStringLiteral("why so slow?"));
    QVERIFY(run::readAnnotation(support::below(folder, "a")) == (run::Annotation{true, "why so slow?"}));
  }

  void aTickIsTheSameHoweverTheDirectoryIsWritten() {
    models::ComparedRuns compared;
    compared.setTicked(QStringLiteral("/tmp/runs/a/"), true);
    compared.setTicked(QStringLiteral("/tmp/runs/../runs/a"), true);
    QCOMPARE(compared.directories(), QStringList{QStringLiteral("/tmp/runs/a")});
    compared.setTicked(QStringLiteral("/tmp/runs/a"), false);
    QVERIFY(compared.directories().isEmpty());
  }

};

QTEST_GUILESS_MAIN(RunFilterTest)
#include "run_filter_test.moc"
