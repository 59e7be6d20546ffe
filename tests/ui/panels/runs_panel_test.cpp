// The list of runs with real directories behind it and real widgets in front.
#include "ui/panels/runs_panel.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "run/annotation.h"
#include "run/run_directory.h"
#include "run/trash.h"
#include "support/qt_warnings.h"
#include "support/written_run.h"
#include "ui/models/compared_runs.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_shelf.h"
#include "ui/panels/banner.h"
#include "ui/panels/run_delegate.h"
#include "ui/panels/theme.h"

using models::RunListModel;

namespace {

struct Desk {
  QTemporaryDir folder;
  std::unique_ptr<panels::RunsPanel> panel;

  explicit Desk(int runs) {
    for (int i = 0; i < runs; ++i) {
      support::writeFinished(place(QStringLiteral("run%1").arg(i)), support::pendulum(i, i + 1), {1.0 + i});
    }
  }
  std::filesystem::path place(const QString& name) const { return support::below(folder, name); }
  void open(int rows) {
    panel = std::make_unique<panels::RunsPanel>(folder.path().toStdString());
    panel->resize(300, 600);
    panel->show();
    panel->activateWindow();
    QTRY_COMPARE(panel->list()->model()->rowCount(), rows);
  }
  template <class Widget>
  Widget* find(const char* name) const {
    return panel->findChild<Widget*>(QString::fromLatin1(name));
  }
  QModelIndex row(const QString& name) const {
    const QAbstractItemModel* model = panel->list()->model();
    for (int i = 0; i < model->rowCount(); ++i) {
      if (model->index(i, 0).data(RunListModel::directory_role).toString().endsWith(u'/' + name))
        return model->index(i, 0);
    }
    return {};
  }
  QRect rect(const QString& name) const { return panel->list()->visualRect(row(name)); }
  void click(const QPoint& point) const { QTest::mouseClick(panel->list()->viewport(), Qt::LeftButton, {}, point); }
  void select(const QString& name) const {
    panel->list()->setFocus();
    click(rect(name).center());
  }
  void key(Qt::Key key) const { QTest::keyClick(panel->list(), key); }
  int listed() const { return panel->list()->model()->rowCount(); }
};

}  // namespace

class RunsPanelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { panels::applyTheme(*qApp, panels::ThemeChoice::light); }
  void init() { support::failOnQtWarnings(); }

  void deleteMovesToTheTrashAndUndoBringsBack() {
    Desk desk(2);
    desk.open(2);
    QSignalSpy moved(desk.panel.get(), &panels::RunsPanel::movedAway);
    desk.panel->compared()->setTicked(QString::fromStdString(desk.place("run0").string()), true);
    desk.select(QStringLiteral("run0"));
    desk.key(Qt::Key_Delete);
    QTRY_COMPARE(desk.listed(), 1);
    QCOMPARE(moved.count(), 1);
    QVERIFY(desk.panel->compared()->directories().isEmpty());
    QVERIFY(std::filesystem::exists(desk.place(".trash/run0/config.json")));
    auto* undo = desk.find<QPushButton>("bannerAction");
    QVERIFY(undo != nullptr && undo->isVisible());
    QTest::mouseClick(undo, Qt::LeftButton);
    QTRY_COMPARE(desk.listed(), 2);
    QVERIFY(std::filesystem::exists(desk.place("run0/config.json")));
  }

  void theTrashShowsRestoresAndIsEmptiedOnlyAfterAsking() {
    Desk desk(3);
    desk.open(3);
    for (const char* name : {"run0", "run1"}) run::moveToTrash(desk.place(QString::fromLatin1(name)));
    desk.panel->model()->refreshSoon();
    QTRY_COMPARE(desk.listed(), 1);
    auto* trash = desk.find<QPushButton>("runsTrash");
    QTRY_COMPARE_WITH_TIMEOUT(trash->text(), QStringLiteral("Trash · 2"), 10'000);
    QTest::mouseClick(trash, Qt::LeftButton);
    QVERIFY(desk.panel->showsTrash());
    QCOMPARE(desk.listed(), 2);
    desk.select(QStringLiteral("run1"));
    QTest::mouseClick(desk.find<QToolButton>("button_runRestore"), Qt::LeftButton);
    QTRY_COMPARE(desk.listed(), 1);
    QVERIFY(std::filesystem::exists(desk.place("run1/config.json")));

    QTest::mouseClick(desk.find<QPushButton>("runsEmptyTrash"), Qt::LeftButton);
    QVERIFY(std::filesystem::exists(desk.place(".trash/run0/config.json")));  // not yet
    auto* banner = desk.find<panels::Banner>("banner");
    QVERIFY(banner != nullptr && banner->isVisible() && !banner->isModal());
    QTest::mouseClick(banner->findChild<QPushButton*>(QStringLiteral("bannerAction")), Qt::LeftButton);
    QTRY_VERIFY(!std::filesystem::exists(desk.place(".trash")));
    QTRY_VERIFY(!desk.panel->showsTrash());
    QTRY_COMPARE(desk.listed(), 2);
  }

  void aRunThatAnotherProcessTrainsIsNotMoved() {
    Desk desk(1);
    support::WrittenRun living(desk.place("living"), support::pendulum(7, 1));
    desk.open(2);
    QCOMPARE(desk.row(QStringLiteral("living")).data(RunListModel::state_role).toString().section(u' ', 0, 0),
             QStringLiteral("training"));
    desk.select(QStringLiteral("living"));
    QVERIFY(!desk.find<QToolButton>("button_runTrash")->isEnabled());
    desk.key(Qt::Key_Delete);
    // Also when the list does not know yet that somebody writes it, the lock does.
    desk.panel->shelf()->moveToTrash({QString::fromStdString(living.directory().string())});
    QTRY_VERIFY(desk.find<panels::Banner>("banner") != nullptr);
    QVERIFY(desk.find<panels::Banner>("banner")->detail().contains(QStringLiteral("stop it")));
    QVERIFY(std::filesystem::exists(desk.place("living/config.json")));

    living.end();
    desk.panel->model()->refreshSoon();
    QTRY_VERIFY(desk.find<QToolButton>("button_runTrash")->isEnabled());
    desk.key(Qt::Key_Delete);
    QTRY_COMPARE(desk.listed(), 1);
  }

  void theListFollowsARunOfAnotherProcess() {
    Desk desk(0);
    support::WrittenRun living(desk.place("living"), support::pendulum(7, 5));
    living.evaluate(250, 10);
    desk.open(1);
    const QModelIndex row = desk.row(QStringLiteral("living"));
    QCOMPARE(row.data(RunListModel::best_role).toString(), QStringLiteral("best 10"));
    living.evaluate(500, 4);
    living.say("paused");
    QTRY_COMPARE_WITH_TIMEOUT(row.data(RunListModel::last_role).toString(), QStringLiteral("last 4"), 10'000);
    QCOMPARE(row.data(RunListModel::best_role).toString(), QStringLiteral("best 10"));
    QVERIFY(row.data(RunListModel::state_role).toString().startsWith(QStringLiteral("paused · seed 7 · k 5")));
    living.end("failed");
    QTRY_COMPARE_WITH_TIMEOUT(row.data(RunListModel::status_role).toString(), QStringLiteral("failed"), 10'000);
  }

  void aStarIsClickedOrTyped() {
    Desk desk(2);
    desk.open(2);
    desk.click(panels::RunDelegate::starPlace(desk.rect(QStringLiteral("run1"))).center());
    QTRY_VERIFY(desk.row(QStringLiteral("run1")).data(RunListModel::starred_role).toBool());
    QVERIFY(run::readAnnotation(desk.place("run1")).starred);
    desk.select(QStringLiteral("run0"));
    desk.key(Qt::Key_Asterisk);
    QTRY_VERIFY(desk.row(QStringLiteral("run0")).data(RunListModel::starred_role).toBool());
    desk.key(Qt::Key_Asterisk);
    QTRY_VERIFY(!desk.row(QStringLiteral("run0")).data(RunListModel::starred_role).toBool());
    QTest::keyClicks(desk.find<QLineEdit>("runsSearch"), QStringLiteral("star"));
    QCOMPARE(desk.listed(), 1);
  }

  void aNoteIsWrittenInTheRow() {
    Desk desk(1);
    desk.open(1);
    const int before = desk.rect(QStringLiteral("run0")).height();
    desk.select(QStringLiteral("run0"));
    desk.key(Qt::Key_F2);
    auto* editor = desk.find<QLineEdit>("runNote");
    QVERIFY(editor != nullptr);
    QTest::keyClicks(editor, QStringLiteral("too greedy"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(desk.row(QStringLiteral("run0")).data(RunListModel::note_role).toString(),
                 QStringLiteral("too greedy"));
    QCOMPARE(run::readAnnotation(desk.place("run0")).note, std::string("too greedy"));
    QTRY_VERIFY(desk.rect(QStringLiteral("run0")).height() > before);  // it has a line of its own
    QTRY_VERIFY(desk.find<QLineEdit>("runNote") == nullptr);
    desk.key(Qt::Key_F2);
    editor = desk.find<QLineEdit>("runNote");
    QVERIFY(editor != nullptr);
    QCOMPARE(editor->text(), QStringLiteral("too greedy"));
    editor->clear();
    QTest::keyClick(editor, Qt::Key_Escape);
    QTRY_VERIFY(desk.find<QLineEdit>("runNote") == nullptr);
    QCOMPARE(run::readAnnotation(desk.place("run0")).note, std::string("too greedy"));
  }

  void aTickIsClickedOrTypedAndOpensNothing() {
    Desk desk(2);
    desk.open(2);
    QSignalSpy opened(desk.panel.get(), &panels::RunsPanel::openAsked);
    const QModelIndex row = desk.row(QStringLiteral("run1"));
    desk.click(panels::RunDelegate::tickPlace(desk.rect(QStringLiteral("run1")), row).center());
    QCOMPARE(desk.panel->compared()->directories().size(), 1);
    QCOMPARE(row.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
    desk.select(QStringLiteral("run1"));
    desk.key(Qt::Key_Space);
    QVERIFY(desk.panel->compared()->directories().isEmpty());
    QCOMPARE(opened.count(), 0);
    QTest::mouseDClick(desk.panel->list()->viewport(), Qt::LeftButton, {}, desk.rect(QStringLiteral("run1")).center());
    QCOMPARE(opened.count(), 1);
  }

  void theOrderIsChosenAndReversed() {
    Desk desk(3);  // run2 has the best return
    desk.open(3);
    auto* orders = desk.find<QMenu>("runsOrders");
    const auto first = [&] {
      return desk.panel->list()->model()->index(0, 0).data(RunListModel::best_role).toString();
    };
    for (QAction* action : orders->actions()) {
      if (action->text() == QLatin1String("Best return")) action->trigger();
    }
    QCOMPARE(first(), QStringLiteral("best 3"));
    desk.panel->findChild<QAction*>(QStringLiteral("order_reverse"))->trigger();
    QCOMPARE(first(), QStringLiteral("best 1"));
  }

  void everyButtonHasANameAndATip() {
    Desk desk(1);
    desk.open(1);
    for (const auto* button : desk.panel->findChildren<QAbstractButton*>()) {
      if (button->objectName().startsWith(QLatin1String("qt_")) ||
          button->parent() == desk.find<QLineEdit>("runsSearch"))
        continue;
      const QByteArray name = button->objectName().toUtf8();
      QVERIFY2(!button->objectName().isEmpty() && !button->accessibleName().isEmpty() && !button->toolTip().isEmpty(),
               name);
    }
  }

};

QTEST_MAIN(RunsPanelTest)
#include "runs_panel_test.moc"
