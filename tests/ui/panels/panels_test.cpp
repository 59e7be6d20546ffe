#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <cmath>

#include "support/qt_warnings.h"
#include "ui/bridge/tiny_experiment.h"
#include "ui/charts/chart_state.h"
#include "ui/charts/live_chart.h"
#include "ui/panels/adaptive_grid.h"
#include "ui/panels/banner.h"
#include "ui/panels/dashboard.h"
#include "ui/panels/icon.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/rollout_knob.h"
#include "ui/panels/run_header.h"
#include "ui/panels/theme.h"

namespace {

struct Desk {
  bridge::SessionBridge bridge;
  QUndoStack undo;
  bridge::ParameterBoard board{bridge, undo};
  Desk() { board.adopt(support::tinyExperiment()); }
};

}  // namespace

class PanelsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { panels::applyTheme(*qApp, panels::ThemeChoice::light); }
  void init() { support::failOnQtWarnings(); }

  void aSpinBoxEditReachesTheBoard() {
    Desk desk;
    panels::Knob knob(desk.board, QStringLiteral("rollouts_per_step"), QStringLiteral("rollouts"), 4000);
    knob.show();
    knob.focusValue();
    QTest::keyClicks(knob.spin(), QStringLiteral("64"));
    QTest::keyClick(knob.spin(), Qt::Key_Return);
    QCOMPARE(desk.board.configuration().rollouts_per_step, 64);
  }

  void aSliderGestureIsOneChange() {
    Desk desk;
    panels::Knob knob(desk.board, QStringLiteral("updates_per_step"), QStringLiteral("updates"), 60);
    knob.show();
    knob.slider()->setFocus();
    for (int i = 0; i < 5; ++i) QTest::keyClick(knob.slider(), Qt::Key_Right);
    QCOMPARE(knob.badgeText(), QStringLiteral("pending"));
    QTRY_COMPARE(desk.board.configuration().updates_per_step, 7);
    QCOMPARE(desk.undo.count(), 1);
  }

  void theLogarithmicSliderReachesBothEnds() {
    Desk desk;
    panels::Knob knob(desk.board, QStringLiteral("rollouts_per_step"), QStringLiteral("rollouts"), 4000);
    knob.show();
    QTest::keyClick(knob.slider(), Qt::Key_End);
    QTRY_COMPARE(desk.board.configuration().rollouts_per_step, 4000);
    QTest::keyClick(knob.slider(), Qt::Key_Home);
    QTRY_COMPARE(desk.board.configuration().rollouts_per_step, 1);
  }

  void touchingKTakesItOverFromTheSchedule() {
    Desk desk;
    panels::RolloutKnob knob(desk.board);
    knob.show();
    QCOMPARE(knob.mode()->currentText(), QStringLiteral("schedule"));
    QTest::keyClick(knob.slider(), Qt::Key_Right);
    QTRY_COMPARE(desk.board.configuration().rollout_length, 2);
    QCOMPARE(knob.mode()->currentText(), QStringLiteral("manual"));
    desk.undo.undo();
    QCOMPARE(knob.mode()->currentText(), QStringLiteral("schedule"));
  }

  void theParametersPanelEditsByKeyboard() {
    Desk desk;
    panels::ParametersPanel panel(desk.board, desk.bridge);
    panel.resize(320, 600);
    panel.show();
    const QModelIndex row = panel.row(QStringLiteral("discount"));
    panel.tree()->setCurrentIndex(row);
    panel.tree()->scrollTo(row);
    panel.tree()->edit(row);
    auto* editor = panel.findChild<QLineEdit*>(QStringLiteral("edit_discount"));
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("0.95"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(desk.board.configuration().discount, 0.95);
    QVERIFY(panel.findChild<QLabel*>(QStringLiteral("parameterCard"))->text().contains(QStringLiteral("discount")));
  }

  void theSearchLeavesOnlyWhatItFinds() {
    Desk desk;
    panels::ParametersPanel panel(desk.board, desk.bridge);
    panel.show();
    auto* search = panel.findChild<QLineEdit*>(QStringLiteral("parametersSearch"));
    QTest::keyClicks(search, QStringLiteral("elite"));
    QVERIFY(panel.row(QStringLiteral("elite_size")).isValid());
    QVERIFY(!panel.row(QStringLiteral("discount")).isValid());
  }

  void filtersLeaveOnlyWhatChangedOrIsLive() {
    Desk desk;
    desk.board.choosePreset(QStringLiteral("interactive"), QStringLiteral("hopper"));
    panels::ParametersPanel panel(desk.board, desk.bridge);
    panel.show();
    QCOMPARE(panel.model()->changedCount(), 0);
    auto* reset = panel.findChild<QPushButton*>(QStringLiteral("parametersResetAll"));
    QVERIFY(!reset->isVisible());
    auto* changed = panel.findChild<QPushButton*>(QStringLiteral("parameters_changed"));
    QTest::mouseClick(changed, Qt::LeftButton);
    QVERIFY(!panel.row(QStringLiteral("discount")).isValid());
    desk.board.request(QStringLiteral("discount"), QStringLiteral("0.9"));
    QVERIFY(panel.row(QStringLiteral("discount")).isValid());
    QVERIFY(!panel.row(QStringLiteral("polyak")).isValid());
    QCOMPARE(panel.model()->changedCount(), 1);
    QVERIFY(panel.row(QStringLiteral("discount")).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("0.99")));
    QVERIFY(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(desk.board.configuration().discount, 0.99);
    desk.undo.undo();
    QCOMPARE(desk.board.configuration().discount, 0.9);
    QTest::mouseClick(changed, Qt::LeftButton);
    QTest::mouseClick(panel.findChild<QPushButton*>(QStringLiteral("parameters_live")), Qt::LeftButton);
    QVERIFY(panel.row(QStringLiteral("discount")).isValid());
    QVERIFY(!panel.row(QStringLiteral("agent_hidden")).isValid());
  }

  void aClosedGroupStaysClosedAfterASearch() {
    Desk desk;
    panels::ParametersPanel panel(desk.board, desk.bridge);
    panel.show();
    const QModelIndex agent = panel.row(QStringLiteral("discount")).parent();
    panel.tree()->collapse(agent);
    auto* search = panel.findChild<QLineEdit*>(QStringLiteral("parametersSearch"));
    QTest::keyClicks(search, QStringLiteral("discount"));
    QVERIFY(panel.tree()->isExpanded(panel.row(QStringLiteral("discount")).parent()));
    search->clear();
    QVERIFY(!panel.tree()->isExpanded(panel.row(QStringLiteral("discount")).parent()));
    QVERIFY(panel.tree()->isExpanded(panel.row(QStringLiteral("seed")).parent()));
  }

  void everyParametersTooltipSaysRangePresetAndWhen() {
    Desk desk;
    const models::ParameterModel model(desk.board);
    for (const mbpo::Parameter& parameter : mbpo::parameterRegistry()) {
      const QString key = QString::fromStdString(parameter.key);
      const QString tip = model.find(key).data(Qt::ToolTipRole).toString();
      const bool allowed = tip.contains(QStringLiteral("Range")) || tip.contains(QStringLiteral("One of")) ||
                           tip.contains(QStringLiteral("Form:"));
      const QString when = parameter.live() ? QStringLiteral("● Live") : QString::fromStdString(parameter.restart_reason);
      QVERIFY2(allowed && tip.contains(QStringLiteral("Preset:")) && tip.contains(when.toHtmlEscaped()), qPrintable(tip));
    }
  }

  void aBannerOfTheSameTopicTakesTheOldOnesPlace() {
    panels::BannerStack stack;
    stack.show(panels::Banner::Kind::error, QStringLiteral("a"), QStringLiteral("first"), QString());
    stack.show(panels::Banner::Kind::error, QStringLiteral("a"), QStringLiteral("second"), QString());
    QCOMPARE(stack.banners().size(), 1);
    QCOMPARE(stack.banners().first()->title(), QStringLiteral("second"));
    auto* dismiss = stack.findChildren<QToolButton*>(QStringLiteral("bannerDismiss")).last();
    QTest::mouseClick(dismiss, Qt::LeftButton);
    QVERIFY(stack.banners().isEmpty());
    QVERIFY(!stack.isVisible());
  }

  void theDashboardDrawsARecordedRunAndTellsThatItIsNotLive() {
    QTemporaryDir folder;
    {
      run::Session session(support::tinySession(folder));
      const auto enough = [&] { return session.snapshot()->real_steps > 130; };
      QTRY_VERIFY_WITH_TIMEOUT(enough(), 60'000);
    }
    Desk desk;
    panels::Dashboard dashboard(desk.bridge, desk.board);
    dashboard.resize(1000, 800);
    dashboard.show();
    QVERIFY(desk.bridge.open(folder.filePath(QStringLiteral("tiny")).toStdString()));
    auto* chart = dashboard.chart(QStringLiteral("returns"));
    QTRY_VERIFY_WITH_TIMEOUT(!chart->points(0).isEmpty(), 20'000);
    QTRY_VERIFY(dashboard.header()->title().contains(QStringLiteral("not live")));
    QVERIFY(!dashboard.chart(QStringLiteral("critic"))->points(0).isEmpty());
    auto* throughput = dashboard.chart(QStringLiteral("throughput"));
    QCOMPARE(throughput->yScale(), charts::AxisScale::Kind::log);
    QVERIFY(!throughput->points(2).isEmpty());  // rollouts
    auto* stages = dashboard.chart(QStringLiteral("seconds"));
    QCOMPARE(stages->seriesCount(), 6);
    for (int i = 0; i < 6; ++i) QTRY_COMPARE(stages->points(i).size(), stages->points(0).size());
    QCOMPARE(stages->visibleY(), (std::pair<double, double>{0, 100}));
    const double newest = stages->points(0).back().x();
    stages->setCrosshair(newest);
    double sum = 0;
    for (const QString& line : stages->readout().mid(1)) sum += line.section(u' ', -5, -5).toDouble();
    QVERIFY2(std::abs(sum - 100) < 0.31, qPrintable(stages->readout().join(u'\n')));
    desk.bridge.clear();
    QVERIFY(chart->points(0).isEmpty());
  }

  void chartsAreRememberedByTheirMetricsNames() {
    Desk desk;
    panels::Dashboard dashboard(desk.bridge, desk.board), again(desk.bridge, desk.board);
    QVERIFY(dashboard.chartStates().isEmpty());  // as planned: nothing to remember
    auto* chart = dashboard.chart(QStringLiteral("policy_eps"));
    chart->setYScale(charts::AxisScale::Kind::log);
    chart->setSmoothing(0.5);
    chart->setSeriesVisible(2, false);
    chart->setFollowLive(false);
    const QJsonObject states = dashboard.chartStates();
    QCOMPARE(states.keys(), QStringList{QStringLiteral("policy_eps")});
    QVERIFY(QJsonDocument(states).toJson().contains("eps_pi_mean"));

    again.restoreCharts(states);
    QCOMPARE(again.chart(QStringLiteral("policy_eps"))->state(), chart->state());
    QCOMPARE(again.chartStates(), states);
    again.resetCharts();
    QVERIFY(again.chartStates().isEmpty());
    QVERIFY(again.chart(QStringLiteral("policy_eps"))->isSeriesVisible(2));
  }

  void damagedChartStatesAreIgnored() {
    Desk desk;
    panels::Dashboard dashboard(desk.bridge, desk.board);
    const auto states = QJsonDocument::fromJson(R"({"gone": {}, "critic": {"y_scale": "cubic", "smoothing": 7,
        "view": {"follows": false, "still": [3, 1], "width": -2}, "hidden": ["nothing"]}, "actor": 5})");
    dashboard.restoreCharts(states.object());
    const auto* critic = dashboard.chart(QStringLiteral("critic"));
    QCOMPARE(critic->yScale(), charts::AxisScale::Kind::log);
    QCOMPARE(critic->smoothing(), 0.99);
    QVERIFY(critic->followsLive() && critic->isSeriesVisible(0));
  }

  void theGridTakesAsManyColumnsAsFit() {
    panels::AdaptiveGrid grid(300, 200);
    for (int i = 0; i < 6; ++i) grid.add(new QWidget);
    grid.resize(320, 600);
    grid.show();
    QCOMPARE(grid.columns(), 1);
    grid.resize(620, 600);
    QTRY_COMPARE(grid.columns(), 2);
    grid.resize(1000, 600);
    QTRY_COMPARE(grid.columns(), 3);
  }

  // Four in three columns: two and two, and each row reaches the right edge.
  void rowsOfTheGridAreAlikeAndFull() {
    panels::AdaptiveGrid grid(300, 200);
    for (int i = 0; i < 4; ++i) grid.add(new QWidget);
    grid.resize(1000, 600);
    grid.show();
    QTRY_COMPARE(grid.columns(), 3);
    QTRY_COMPARE(grid.widgets()[1]->geometry().right(), grid.width() - 1);
    QCOMPARE(grid.widgets()[3]->geometry().right(), grid.width() - 1);
    QVERIFY(grid.widgets()[2]->y() > grid.widgets()[1]->y());
    QVERIFY(std::abs(grid.widgets()[0]->width() - grid.widgets()[3]->width()) <= 1);
  }

  void bothThemesColourTheSameIconDifferently() {
    const auto middle = [] { return panels::icon(QStringLiteral("stop")).pixmap(24).toImage().pixelColor(12, 12); };
    panels::applyTheme(*qApp, panels::ThemeChoice::dark);
    const QColor dark = middle();
    QVERIFY(panels::isDark(qApp->palette()));
    panels::applyTheme(*qApp, panels::ThemeChoice::light);
    QVERIFY(!panels::isDark(qApp->palette()));
    QVERIFY(dark.lightnessF() > middle().lightnessF() + 0.4F);
  }

};

QTEST_MAIN(PanelsTest)
#include "panels_test.moc"
