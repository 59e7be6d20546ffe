// How the window feels: names on every control, preferences, text sizes, health, screens of all sizes.
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include "support/qt_warnings.h"
#include "ui/panels/banner.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/health_panel.h"
#include "ui/panels/icon.h"
#include "ui/panels/parameters_panel.h"
#include "workbench_fixture.h"

using models::HealthModel;
using support::Workbench;

namespace {

constexpr int kPatience = 60'000;

bool isControl(const QWidget& widget) {
  return qobject_cast<const QAbstractButton*>(&widget) != nullptr ||
         qobject_cast<const QComboBox*>(&widget) != nullptr ||
         qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr ||
         qobject_cast<const QSlider*>(&widget) != nullptr || qobject_cast<const QLineEdit*>(&widget) != nullptr ||
         qobject_cast<const QAbstractItemView*>(&widget) != nullptr;
}

/// Qt's own parts inside a control, and pictures that only look like buttons.
bool isPart(const QWidget& widget) {
  for (const QWidget* parent = widget.parentWidget(); parent != nullptr; parent = parent->parentWidget()) {
    if (isControl(*parent) || qobject_cast<const QTabBar*>(parent) != nullptr) return true;
  }
  if (widget.objectName().startsWith(QLatin1String("qt_"))) return true;
  return widget.testAttribute(Qt::WA_TransparentForMouseEvents) && widget.focusPolicy() == Qt::NoFocus;
}

QStringList namelessControls(const QWidget& root) {
  QStringList faults;
  for (const QWidget* widget : root.findChildren<QWidget*>()) {
    if (!isControl(*widget) || isPart(*widget)) continue;
    QStringList missing;
    if (widget->objectName().isEmpty()) missing << QStringLiteral("objectName");
    if (widget->accessibleName().isEmpty()) missing << QStringLiteral("accessibleName");
    if (widget->toolTip().isEmpty()) missing << QStringLiteral("toolTip");
    if (missing.isEmpty()) continue;
    const QString parent = widget->parentWidget() != nullptr ? widget->parentWidget()->objectName() : QString();
    faults << QStringLiteral("%1 “%2” in “%3” lacks %4")
                  .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(), parent,
                       missing.join(QStringLiteral(", ")));
  }
  return faults;
}

int widestLabel(Workbench& bench) { return bench.find<QLabel>("runTitle")->fontMetrics().height(); }

}  // namespace

class FeelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home_.path()); }
  void init() {
    support::failOnQtWarnings();
    panels::applyTheme(*qApp, panels::ThemeChoice::light);
    panels::applyTextSize(*qApp, 100);
  }

  void everyControlOfTheWindowHasANameASpokenNameAndATooltip() {
    Workbench bench;
    bench.main->banners().show(panels::Banner::Kind::note, QStringLiteral("t"), QStringLiteral("t"),
                               QStringLiteral("d"));
    for (int page = 0; page < bench.main->pageCount(); ++page) bench.main->showPage(page);
    QStringList faults = namelessControls(*bench.main);
    bench.main->actions().preferences->trigger();
    faults << namelessControls(*bench.find<QDialog>("preferencesDialog"));
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
  }

  void everyActionOfTheMenusHasANameAndNoTwoShareAKey() {
    Workbench bench;
    QHash<QKeySequence, QString> taken;
    const std::function<void(const QMenu&)> walk = [&](const QMenu& menu) {
      for (QAction* action : menu.actions()) {
        if (action->isSeparator()) continue;
        if (action->menu() != nullptr) {
          walk(*action->menu());
          continue;
        }
        const bool of_dock = qobject_cast<QDockWidget*>(action->parent()) != nullptr;
        QVERIFY2(of_dock || !action->objectName().isEmpty(), qPrintable(action->text()));
        if (action->shortcut().isEmpty()) continue;
        const QString other = taken.value(action->shortcut());
        QVERIFY2(other.isEmpty(), qPrintable(other + u' ' + action->objectName()));
        taken.insert(action->shortcut(), action->objectName());
      }
    };
    for (QAction* entry : bench.main->menuBar()->actions()) walk(*entry->menu());
    QVERIFY(taken.size() > 20);
  }

  void preferencesShowAtOnceAndCancelTakesThemBack() {
    Workbench bench;
    const int before = widestLabel(bench);
    bench.main->actions().preferences->trigger();
    auto* dialog = bench.find<QDialog>("preferencesDialog");
    QVERIFY(dialog != nullptr && dialog->isModal());
    auto* text = dialog->findChild<QSpinBox*>(QStringLiteral("preferences_text"));
    text->setValue(160);
    QVERIFY(widestLabel(bench) > before * 14 / 10);
    auto* theme = dialog->findChild<QComboBox*>(QStringLiteral("preferences_theme"));
    theme->setCurrentIndex(2);
    QVERIFY(panels::isDark(qApp->palette()));
    QTest::mouseClick(dialog->findChild<QWidget*>(QStringLiteral("preferences_cancel")), Qt::LeftButton);
    QCOMPARE(bench.main->preferences(), window::Preferences{});
    QCOMPARE(widestLabel(bench), before);
    QVERIFY(!panels::isDark(qApp->palette()));
  }

  void preferencesAreRemembered() {
    {
      Workbench bench(true);
      bench.main->actions().preferences->trigger();
      auto* dialog = bench.find<QDialog>("preferencesDialog");
      dialog->findChild<QSpinBox*>(QStringLiteral("preferences_text"))->setValue(130);
      dialog->findChild<QSpinBox*>(QStringLiteral("preferences_viewer"))->setValue(15);
      dialog->findChild<QSpinBox*>(QStringLiteral("preferences_updates"))->setValue(5);
      QTest::mouseClick(dialog->findChild<QWidget*>(QStringLiteral("preferences_ok")), Qt::LeftButton);
      bench.main->close();
    }
    const Workbench bench(true);
    QCOMPARE(bench.main->preferences().text_percent, 130);
    QCOMPARE(bench.main->preferences().viewer_rate, 15);
    QCOMPARE(bench.main->preferences().updates_per_second, 5);
  }

  void textGrowsFrom80To200PerCentEverywhere() {
    Workbench bench;
    const auto heights = [&bench] {
      QList<int> list{widestLabel(bench)};
      for (const char* name : {"statusWord", "runNote", "parametersScope", "scenarioName", "combo_environment",
                               "badge_rollout_length", "viewer_speed"}) {
        list << bench.find<QWidget>(name)->fontMetrics().height();
      }
      return list;
    };
    const QList<int> normal = heights();
    for (const int percent : {80, 200}) {
      panels::applyTextSize(*qApp, percent);
      const QList<int> now = heights();
      for (int i = 0; i < normal.size(); ++i) {
        const double ratio = double(now[i]) / normal[i];
        QVERIFY2(std::abs(ratio - percent / 100.0) < 0.13, qPrintable(QStringLiteral("%1: %2").arg(i).arg(ratio)));
      }
    }
    QCOMPARE(panels::textScale(), 2.0);
    for (int i = 0; i < 30; ++i) bench.main->actions().larger_text->trigger();  // stays within its range
    QCOMPARE(bench.main->preferences().text_percent, 200);
    for (int i = 0; i < 30; ++i) bench.main->actions().smaller_text->trigger();
    QCOMPARE(bench.main->preferences().text_percent, 80);
  }

  void screensFromSmallToVeryLargeAreFilled() {
    Workbench bench;
    for (const QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)}) {
      bench.main->resize(size);
      QCOMPARE(bench.main->size(), size);  // nothing forces it wider or higher
      for (const char* name : {"pages", "runsPanel", "parametersPanel", "viewerPane"}) {
        auto* widget = bench.find<QWidget>(name);
        const QRect place(widget->mapTo(bench.main.get(), QPoint()), widget->size());
        QVERIFY2(bench.main->rect().contains(place) && place.width() > 150 && place.height() > 100, name);
      }
    }
  }

  void theLargestTextFitsTheSmallestScreen() {
    Workbench bench;
    panels::applyTextSize(*qApp, 200);
    QCoreApplication::sendPostedEvents();
    bench.main->resize(1280, 720);
    QStringList wide;
    for (const QWidget* widget : bench.main->findChildren<QWidget*>()) {
      if (!widget->isWindow() && widget->minimumSizeHint().width() > 640) {
        wide << QStringLiteral("%1 %2: %3").arg(QLatin1String(widget->metaObject()->className()), widget->objectName())
                    .arg(widget->minimumSizeHint().width());
      }
    }
    QVERIFY2(bench.main->size() == QSize(1280, 720), qPrintable(wide.join(u'\n')));
  }

  void iconsAreSharpOnAScreenOfTwiceThePixels() {
    const QPixmap twice = panels::icon(QStringLiteral("play")).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(twice.size(), QSize(32, 32));
    QCOMPARE(twice.devicePixelRatio(), 2.0);
  }

  void aRecordedAlarmShowsInTheDockTheTabAndTheStatusLine() {
    Workbench bench;
    auto* dock = bench.find<QDockWidget>("dock_health");
    auto* badge = bench.find<QToolButton>("statusHealth");
    QCOMPARE(badge->text(), QStringLiteral("Healthy"));
    run::History history;
    run::Event event;
    event.kind = run::EventKind::alarm;
    event.real_steps = 3250;
    event.check = "holdout";
    event.text = "The held-out error rose three fits in a row.";
    history.append(event);
    bench.main->health().readNew(history);
    QCOMPARE(dock->windowTitle(), QStringLiteral("Health (1)"));
    QCOMPARE(badge->text(), QStringLiteral("1 alarm"));
    QTest::mouseClick(badge, Qt::LeftButton);
    auto* table = bench.find<QTableView>("healthTable");
    QTRY_VERIFY(table->isVisible());
    const QAbstractItemModel& rows = *table->model();
    QCOMPARE(rows.index(0, HealthModel::state_column).data().toString(), QStringLiteral("alarm"));  // worst first
    QCOMPARE(rows.index(0, HealthModel::reason_column).data().toString(), QString::fromStdString(event.text));
    QVERIFY(!rows.index(0, HealthModel::remedy_column).data().toString().isEmpty());
  }

  void aWindowThatIsKeptFromAnsweringRaisesItsOwnAlarm() {
    Workbench bench;
    QSignalSpy pulse(&bench.main->pulse(), &bridge::UiPulse::measured);
    QTRY_VERIFY_WITH_TIMEOUT(pulse.count() >= 5, kPatience);  // past its loading time
    QElapsedTimer busy;
    busy.start();
    while (busy.elapsed() < 1300) {
    }  // what a long slot would do
    QTRY_COMPARE_WITH_TIMEOUT(bench.main->health().level(QStringLiteral("window")), HealthModel::Level::alarm, 5000);
  }

  void nothingButThePreferencesIsModal() {
    Workbench bench;
    for (QAction* action :
         {bench.main->actions().open_run, bench.main->actions().open_scenario, bench.main->actions().save_scenario,
          bench.main->actions().shortcuts, bench.main->actions().about}) {
      action->trigger();
      for (const QDialog* dialog : bench.main->findChildren<QDialog*>()) {
        QVERIFY2(!dialog->isModal(), qPrintable(action->objectName()));
      }
    }
  }

  void parametersAreChangedByKeysAlone() {
    Workbench bench;
    panels::ParametersPanel& panel = bench.main->parameters();
    auto* tree = panel.tree();
    tree->setFocus();
    tree->setCurrentIndex(panel.row(QStringLiteral("polyak")).siblingAtColumn(0));  // the key's cell will do
    QTest::keyClick(tree, Qt::Key_Return);
    auto* editor = bench.find<QLineEdit>("edit_polyak");
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("0.01"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(bench.board().configuration().polyak, 0.01);
    QVERIFY(bench.board().changedFromDefault(QStringLiteral("polyak")));
    QTest::keyClick(tree, Qt::Key_Delete);
    QCOMPARE(bench.board().configuration().polyak, bench.board().defaults().polyak);
    QTest::keyClicks(tree, QStringLiteral("1"));  // typing begins the new value
    QTRY_VERIFY(bench.find<QLineEdit>("edit_polyak") != nullptr);
    QCOMPARE(bench.find<QLineEdit>("edit_polyak")->text(), QStringLiteral("1"));
  }

 private:
  QTemporaryDir home_;
};

QTEST_MAIN(FeelTest)
#include "feel_test.moc"
