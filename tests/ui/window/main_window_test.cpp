// The whole window with real training behind it: real widgets, real events, a real session.
#include "ui/window/main_window.h"

#include <QAction>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QStatusBar>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QScopeGuard>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include "mbpo/parameter_registry.h"
#include "support/qt_warnings.h"
#include "support/written_run.h"
#include "ui/bridge/tiny_experiment.h"
#include "ui/charts/live_chart.h"
#include "ui/compare/chart_board.h"
#include "ui/compare/compare_page.h"
#include "ui/compare/comparison.h"
#include "ui/lab/lab_page.h"
#include "ui/models/compared_runs.h"
#include "ui/models/run_shelf.h"
#include "ui/panels/banner.h"
#include "ui/panels/dashboard.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/rollout_knob.h"
#include "ui/panels/run_header.h"
#include "ui/panels/runs_panel.h"
#include "ui/window/experiment_bar.h"
#include "ui/window/launch_options.h"
#include "ui/window/shortcut_sheet.h"
#include "workbench_fixture.h"

using bridge::EditState;

namespace {

constexpr int kPatience = 60'000;

struct Workbench : support::Workbench {
  using support::Workbench::Workbench;
  void press(const char* button) { click(button); }
  EditState edit(const char* key) { return board().edit(QString::fromLatin1(key)); }
  qint64 steps() { return bridge().state().real_steps; }
};

}  // namespace

class MainWindowTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { panels::applyTheme(*qApp, panels::ThemeChoice::light); }
  void init() { support::failOnQtWarnings(); }

  void aRunStartsTakesKAndMAndGPausesResumesAndStops() {
    Workbench bench;
    bench.press("button_run");
    QVERIFY(bench.bridge().training());
    QTRY_VERIFY_WITH_TIMEOUT(bench.bridge().state().epoch >= 0, kPatience);

    auto* length = bench.find<QSlider>("slider_rollout_length");
    length->setFocus();
    for (int i = 0; i < 3; ++i) QTest::keyClick(length, Qt::Key_Right);
    auto* rollouts = bench.find<QSpinBox>("spin_rollouts_per_step");
    rollouts->setFocus();
    rollouts->selectAll();
    QTest::keyClicks(rollouts, QStringLiteral("37"));
    QTest::keyClick(rollouts, Qt::Key_Return);
    QCOMPARE(bench.edit("rollouts_per_step").phase, EditState::Phase::pending);
    auto* updates = bench.find<QSpinBox>("spin_updates_per_step");
    QTest::keyClick(updates, Qt::Key_Up);

    QTRY_COMPARE_WITH_TIMEOUT(bench.edit("rollouts_per_step").phase, EditState::Phase::applied, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(bench.edit("rollout_length").phase, EditState::Phase::applied, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(bench.edit("updates_per_step").phase, EditState::Phase::applied, kPatience);
    QVERIFY(bench.edit("rollouts_per_step").step > 0);
    QVERIFY(bench.main->experimentBar().rollouts()->badgeText().startsWith(QStringLiteral("at step")));
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().state().rollout_length, 4, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().state().rollouts_per_step, 37, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().state().updates_per_step, 3, kPatience);
    auto* returns = bench.main->dashboard().chart(QStringLiteral("returns"));
    QTRY_VERIFY(returns->markers().size() >= 4);  // k, its mode, M, G

    bench.press("button_pause");
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().status(), run::Status::paused, kPatience);
    const qint64 paused_at = bench.steps();
    const auto revision = bench.bridge().history()->revision();
    QSignalSpy pulse(&bench.main->pulse(), &bridge::UiPulse::measured);
    QVERIFY(pulse.wait(3000));
    QCOMPARE(bench.steps(), paused_at);
    QCOMPARE(bench.bridge().history()->revision(), revision);

    QCOMPARE(bench.find<QToolButton>("button_run")->text(), QStringLiteral("Resume"));
    bench.press("button_run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > paused_at, kPatience);
    bench.press("button_stop");
    QElapsedTimer since;
    since.start();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), 20'000);
    qInfo("stopped, checkpoint included, after %lld ms", static_cast<long long>(since.elapsed()));
    QCOMPARE(bench.bridge().state().status, QStringLiteral("stopped"));
  }

  void theBoundLabIsThePageBesideTheDashboardAndCanBePresented() {
    Workbench bench;
    const QList<QDockWidget*> docks = bench.main->findChildren<QDockWidget*>();
    const double letters = QApplication::font().pointSizeF();
    bench.main->actions().present->trigger();
    QVERIFY(bench.main->boundLab().isVisible() && bench.main->boundLab().isPresenting());
    for (QDockWidget* dock : docks) QVERIFY(!dock->isVisible());
    QVERIFY(!bench.main->statusBar()->isVisible());
    QVERIFY(QApplication::font().pointSizeF() > letters);
    QTest::keyClick(&bench.main->boundLab(), Qt::Key_Escape);
    for (QDockWidget* dock : docks) QVERIFY(!dock->isHidden());
    QVERIFY(bench.main->statusBar()->isVisible() && !bench.main->actions().present->isChecked());
    QCOMPARE(QApplication::font().pointSizeF(), letters);
    QCOMPARE(window::MainWindow::pageNames().indexOf(QStringLiteral("bound-lab")), 1);
  }

  void stepRunsOneIntervalAndPauses() {
    Workbench bench;
    bench.press("button_step");
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().status(), run::Status::paused, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > 0 && bench.bridge().status() == run::Status::paused, kPatience);
    const qint64 first = bench.steps();
    bench.press("button_step");
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > first && bench.bridge().status() == run::Status::paused, kPatience);
    QVERIFY(bench.steps() - first <= 2 * support::tinyExperiment().model_train_interval);
  }

  void restartOnlyControlsAreLockedWhileARunGoesOn() {
    Workbench bench;
    const QModelIndex row = bench.main->parameters().row(QStringLiteral("agent_hidden"));
    QVERIFY(row.flags().testFlag(Qt::ItemIsEditable));
    bench.press("button_run");
    QVERIFY(!row.flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!bench.find<QComboBox>("combo_environment")->isEnabled());
    QVERIFY(bench.main->parameters().row(QStringLiteral("discount")).flags().testFlag(Qt::ItemIsEditable));
    bench.main->runs().stop();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), 20'000);
    QVERIFY(row.flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(bench.find<QComboBox>("combo_environment")->isEnabled());
  }

  void aRefusedValueSaysWhyInABanner() {
    Workbench bench;
    const QModelIndex row = bench.main->parameters().row(QStringLiteral("discount"));
    QVERIFY(!bench.main->parameters().tree()->model()->setData(row, QStringLiteral("7")));
    QCOMPARE(bench.main->banners().banners().size(), 1);
    const panels::Banner* banner = bench.main->banners().banners().first();
    QCOMPARE(banner->kind(), panels::Banner::Kind::error);
    QVERIFY(banner->title().contains(QStringLiteral("discount = 7")));
    QVERIFY(!banner->detail().isEmpty());
  }

  // By the chart's menu and the dialog's button, as a person does it.
  void theEndOfAChartsExportIsShownInABanner() {
    Workbench bench;
    auto* chart = bench.find<panels::Dashboard>("dashboard")->findChild<charts::LiveChart*>();
    QVERIFY(chart != nullptr);
    const auto save = [&](const QString& file) {
      QTimer::singleShot(0, chart, [] {
        QWidget* menu = QApplication::activePopupWidget();
        const auto closes = qScopeGuard([menu] { menu->close(); });
        menu->findChild<QAction*>(QStringLiteral("chart_export"))->trigger();
      });
      QContextMenuEvent event(QContextMenuEvent::Mouse, {60, 60}, chart->mapToGlobal(QPoint(60, 60)));
      QCoreApplication::sendEvent(chart, &event);
      auto* dialog = chart->findChild<QFileDialog*>();
      QVERIFY(dialog != nullptr);
      QVERIFY(bench.main->isEnabled());
      // Not typed: proposals would come and take the next click.
      dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(file);
      QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save), Qt::LeftButton);
    };
    const auto banners = [&] { return bench.main->banners().banners(); };
    const QString good = bench.folder.filePath(QStringLiteral("chart.csv"));
    save(good);
    QTRY_COMPARE_WITH_TIMEOUT(banners().size(), 1, kPatience);
    QCOMPARE(banners().first()->kind(), panels::Banner::Kind::success);
    QCOMPARE(banners().first()->detail(), good);
    QVERIFY(QFile::exists(good));
    const QString bad = bench.folder.filePath(QStringLiteral("chart.doc"));
    save(bad);
    QTRY_COMPARE_WITH_TIMEOUT(banners().first()->kind(), panels::Banner::Kind::error, kPatience);
    QCOMPARE(banners().size(), 1);  // in the old one's place
    QVERIFY2(banners().first()->detail().contains(bad), qPrintable(banners().first()->detail()));
  }

  void aFinishedRunIsOpenedFromTheListAndItsSettingsBecomeTheDraft() {
    Workbench bench;
    bench.main->board().request(QStringLiteral("rollouts_per_step"), QStringLiteral("23"));
    bench.press("button_run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > 70, kPatience);
    bench.main->runs().stop();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), 20'000);
    bench.main->runs().clear();
    bench.main->board().request(QStringLiteral("rollouts_per_step"), QStringLiteral("99"));
    QCOMPARE(bench.bridge().state().source, bridge::Source::none);

    QListView* list = bench.main->runsPanel().list();
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 1, 20'000);
    const QPoint place = list->visualRect(list->model()->index(0, 0)).center();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(bench.bridge().state().source, bridge::Source::recorded);
    QTRY_VERIFY(!bench.main->dashboard().chart(QStringLiteral("returns"))->points(1).isEmpty());
    QVERIFY(bench.main->dashboard().header()->title().contains(QStringLiteral("not live")));
    QCOMPARE(bench.main->board().configuration().rollouts_per_step, 23);
  }

  void closingWhileTrainingAsksThenCheckpointsAndCloses() {
    Workbench bench;
    bench.press("button_run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > 70, kPatience);
    const std::filesystem::path directory = bench.bridge().state().directory.toStdString();
    bench.main->close();
    QVERIFY(bench.main->isVisible());
    auto* question = bench.find<QMessageBox>("closeQuestion");
    QVERIFY(question != nullptr);
    QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("keepTraining")), Qt::LeftButton);
    QVERIFY(bench.bridge().training());
    QTRY_VERIFY(bench.find<QMessageBox>("closeQuestion") == nullptr);

    bench.main->close();
    question = bench.find<QMessageBox>("closeQuestion");
    QVERIFY(question != nullptr);
    QSignalSpy closed(bench.main.get(), &window::MainWindow::closed);
    QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("stopAndClose")), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, 20'000);
    QVERIFY(!bench.main->isVisible());
    QCOMPARE(run::readSummary(directory).status, std::string("stopped"));
    run::SessionOptions again;
    again.directory = directory;
    again.resume = true;
    again.start_paused = true;
    run::Session resumed(again);
    QTRY_VERIFY_WITH_TIMEOUT(resumed.snapshot()->real_steps > 70, kPatience);
  }

  void theWindowStaysPromptWhileTraining() {
    Workbench bench;
    bench.press("button_run");
    // Past the first fit, the first pictures and the loading of the numerical library.
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > 300, kPatience);
    bench.main->pulse().resetWorst();
    const qint64 from = bench.steps();
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > from + 1000, kPatience);
    qInfo("worst gap of the 10 ms timer: %.1f ms over %lld steps", bench.main->pulse().worstGapSinceReset(),
          static_cast<long long>(bench.steps() - from));
    // The target is 100 ms; a shared machine gets a generous bound.
    QVERIFY(bench.main->pulse().worstGapSinceReset() < 1000);
  }

  void theWindowStaysPromptWithEveryPageLive() {
    Workbench bench;
    bench.press("button_run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > 300, kPatience);
    for (int page = 0; page < bench.main->pageCount(); ++page) {  // each has been built and drawn once
      bench.main->showPage(page);
      bench.main->grab();
    }
    bench.main->pulse().resetWorst();
    const qint64 from = bench.steps();
    int page = 0;
    QTimer turn;
    connect(&turn, &QTimer::timeout, this, [&] { bench.main->showPage(++page % bench.main->pageCount()); });
    turn.start(200);
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > from + 1000 && page > 2 * bench.main->pageCount(), kPatience);
    const bridge::UiPulse& pulse = bench.main->pulse();
    qInfo("10 ms timer with every page in turn: worst gap %.1f ms, 99 %% below %.0f ms", pulse.worstGapSinceReset(),
          pulse.gapQuantileSinceReset(0.99));
    QVERIFY(pulse.gapQuantileSinceReset(0.5) <= pulse.gapQuantileSinceReset(0.99));
    // The targets are 100 ms and 33 ms; a shared machine gets a generous bound.
    QVERIFY(pulse.worstGapSinceReset() < 1000);
  }

  void keysReachTheKnobsAndTheSheetNamesThem() {
    Workbench bench;
    bench.main->actions().focus_rollouts->trigger();
    QCOMPARE(bench.main->focusWidget(), bench.find<QSpinBox>("spin_rollouts_per_step"));
    bench.main->actions().shortcuts->trigger();
    auto* sheet = bench.find<window::ShortcutSheet>("shortcutSheet");
    QVERIFY(sheet != nullptr && sheet->isVisible() && !sheet->isModal());
    QStringList said;
    for (const QLabel* label : sheet->findChildren<QLabel*>()) said << label->text();
    for (const char* key : {"F5", "F6", "F10", "Shift+F5", "Alt+K", "Ctrl+1", "F11"}) {
      QVERIFY2(said.contains(QString::fromLatin1(key)), key);
    }
  }

  void everyControlHasANameToBeFoundAndSpokenBy() {
    Workbench bench;
    for (QWidget* widget : bench.main->experimentBar().findChildren<QWidget*>()) {
      const bool control = qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QComboBox*>(widget) != nullptr ||
                           qobject_cast<QAbstractSpinBox*>(widget) != nullptr || qobject_cast<QSlider*>(widget) != nullptr;
      if (!control || widget->objectName().startsWith(QLatin1String("qt_"))) continue;
      const QByteArray name = widget->objectName().toUtf8() + " " + widget->metaObject()->className();
      QVERIFY2(!widget->objectName().isEmpty(), name);
      QVERIFY2(!widget->accessibleName().isEmpty(), name);
      QVERIFY2(!widget->toolTip().isEmpty(), name);
    }
  }

  void chartsAreRememberedUntilTheLayoutIsReset() {
    const QTemporaryDir home;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    const auto returns = [](Workbench& bench) { return bench.main->dashboard().chart(QStringLiteral("returns")); };
    {
      Workbench picture;  // as for --screenshot
      returns(picture)->setSmoothing(0.5);
      picture.main->close();
    }
    QVERIFY(QDir(home.path()).isEmpty());
    {
      Workbench bench(true);
      QCOMPARE(returns(bench)->smoothing(), 0.0);
      returns(bench)->setSmoothing(0.5);
      returns(bench)->setYScale(charts::AxisScale::Kind::symlog);
      returns(bench)->setSeriesVisible(1, false);
      returns(bench)->setFollowLive(false);
      bench.main->close();
    }
    {
      Workbench bench(true);
      QCOMPARE(returns(bench)->smoothing(), 0.5);
      QCOMPARE(returns(bench)->yScale(), charts::AxisScale::Kind::symlog);
      QVERIFY(!returns(bench)->isSeriesVisible(1));
      QVERIFY(!returns(bench)->followsLive());
      bench.main->actions().reset_layout->trigger();
      QVERIFY(returns(bench)->isSeriesVisible(1) && returns(bench)->followsLive());
      bench.main->close();
    }
    const Workbench bench(true);
    QCOMPARE(bench.main->dashboard().chart(QStringLiteral("returns"))->smoothing(), 0.0);
    QCOMPARE(bench.main->dashboard().chartStates(), QJsonObject());
  }

  void theLaboratoryAndTheTickedRunsOutliveTheWindow() {
    const QTemporaryDir home;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    const QTemporaryDir runs;
    support::writeFinished(support::below(runs, QStringLiteral("kept")), support::pendulum(1, 1), {1.0, 2.0});
    {
      Workbench bench(true);
      lab::LabModel& lab = bench.main->boundLab().model();
      lab.edit(lab::Quantity::eps_m, 0.123);
      lab.togglePin(1);
      lab.edit(lab::Quantity::k, 17);
      lab.chooseTheorem(lab::Theorem::theorem_4_2);
      bench.main->runsPanel().compared()->setTicked(runs.filePath(QStringLiteral("kept")), true);
      bench.main->runsPanel().compared()->setTicked(runs.filePath(QStringLiteral("gone")), true);
      bench.main->close();
    }
    Workbench bench(true);
    const lab::LabModel& lab = bench.main->boundLab().model();
    QCOMPARE(lab.setting().k, std::int64_t{17});
    QCOMPARE(lab.setting().eps_m, 0.123);
    QVERIFY(lab.setting().theorem == lab::Theorem::theorem_4_2);
    QVERIFY(!lab.pin(0) && lab.pin(1) && !lab.pin(2));
    QCOMPARE(lab.pin(1)->eps_m, 0.123);
    QVERIFY(lab.pin(1)->k != 17);
    QCOMPARE(bench.main->runsPanel().compared()->directories(), QStringList{runs.filePath(QStringLiteral("kept"))});
    bench.main->close();
  }

  void runsNamedAtTheStartStandOnTheComparePage() {
    Workbench bench;
    for (const int seed : {1, 2}) {
      const QString name = QString::number(seed);
      support::writeFinished(support::below(bench.folder, name), support::pendulum(seed, 1), {1.0 * seed, 4.0 * seed});
      bench.options.compare << bench.folder.filePath(name);
    }
    bench.options.compare_by_configuration = true;
    bench.options.tab = QStringLiteral("compare");
    bench.main->begin(bench.options);
    QVERIFY(bench.main->comparePage().isVisible());
    QTRY_COMPARE(bench.main->comparePage().comparison().curves().size(), std::size_t{1});
    auto* chart = bench.main->comparePage().charts().chart(mbpo::Metric::evaluation_return);
    QCOMPARE(chart->points(0), (QList<QPointF>{{250, 1.5}, {500, 6}}));
  }

  void aRunThatGoesToTheTrashLeavesTheWindow() {
    Workbench bench;
    bench.press("button_run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > 70, kPatience);
    const QString directory = bench.bridge().state().directory;
    bench.main->runsPanel().shelf()->moveToTrash({directory});
    QTRY_VERIFY(bench.find<panels::Banner>("banner") != nullptr);  // refused: it trains
    QCOMPARE(bench.bridge().state().directory, directory);
    bench.main->runs().stop();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), 20'000);
    bench.main->runsPanel().shelf()->moveToTrash({directory});
    QTRY_COMPARE(bench.bridge().state().source, bridge::Source::none);
    QVERIFY(!std::filesystem::exists(directory.toStdString()));
  }

  void theEnginesParametersAreListedAsRestartOnlyWithTheReason() {
    Workbench bench;
    for (const char* key : {"threads", "engine", "precision"}) {
      const auto& parameter = mbpo::findParameter(key);
      QVERIFY2(!parameter.live() && !parameter.restart_reason.empty(), key);
      QVERIFY2(bench.main->parameters().row(QString::fromLatin1(key)).isValid(), key);
    }
  }

};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
