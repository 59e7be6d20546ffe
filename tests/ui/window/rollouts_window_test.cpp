// The page Rollouts and the viewer beside it, in the whole window.
#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

#include "support/qt_warnings.h"
#include "ui/panels/theme.h"
#include "ui/rollouts/fan_board.h"
#include "ui/rollouts/figure_view.h"
#include "ui/rollouts/rollouts_page.h"
#include "ui/viewer/viewer_pane.h"
#include "workbench_fixture.h"

namespace {

constexpr int kPatience = 120'000;

}  // namespace

class RolloutsWindowTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { panels::applyTheme(*qApp, panels::ThemeChoice::light); }
  void init() { support::failOnQtWarnings(); }

  void theViewerPlaysTheBodiesOfThePageWhileItIsInFront() {
    support::Workbench bench;
    const int number = static_cast<int>(window::MainWindow::pageNames().indexOf(QStringLiteral("rollouts")));
    QCOMPARE(number, 2);
    bench.click("button_run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.bridge().state().epoch >= 1, kPatience);
    viewer::ViewerPane& pane = bench.main->viewerPane();
    rollouts::RolloutsPage& page = bench.main->rolloutsPage();
    QVERIFY(pane.stage() == nullptr);
    bench.main->showPage(number);
    QTRY_VERIFY_WITH_TIMEOUT(pane.stage() != nullptr, kPatience);
    QCOMPARE(pane.stage(), page.stage());
    QVERIFY(pane.stage()->tracks.size() >= 2);
    QVERIFY(pane.stage()->tracks.front().solid && !pane.stage()->tracks.back().solid);
    bench.main->runs().stop();  // no newer episode from now on
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!page.inspector().isBusy(), kPatience);
    pane.setPaused(true);
    rollouts::FigureView* fan = page.fans()->fan();
    const QPointF place = fan->toPixel(fan->figure().first_step + 2, 0);
    QMouseEvent event(QEvent::MouseMove, place, fan->mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(fan, &event);
    QCOMPARE(pane.step(), 2.0);
    pane.setStep(0);
    QSignalSpy moved(&page.cursor(), &rollouts::StepCursor::moved);
    pane.setPaused(false);  // the bodies play, the charts' crosshair goes along
    QTRY_VERIFY_WITH_TIMEOUT(!moved.isEmpty(), kPatience);
    bench.main->showPage(0);
    QVERIFY(pane.stage() == nullptr);
    bench.main->showPage(number);
    QVERIFY(pane.stage() != nullptr);
  }

  void whatWasChosenIsRememberedFromOneStartToTheNext() {
    const QTemporaryDir home;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    {
      support::Workbench bench(true);
      bench.find<QSpinBox>("rollout_horizon")->setValue(77);
      bench.find<QPushButton>("rollout_closed")->click();
      bench.main->close();
    }
    support::Workbench again(true);
    QCOMPARE(again.find<QSpinBox>("rollout_horizon")->value(), 77);
    QVERIFY(again.find<QPushButton>("rollout_closed")->isChecked());
  }

  void itsKeysAreOnTheSheetAndWorkOnlyThere() {
    support::Workbench bench;
    bench.main->actions().shortcuts->trigger();
    const auto* sheet = bench.main->findChild<QDialog*>(QStringLiteral("shortcutSheet"));
    QStringList said;
    for (const QLabel* label : sheet->findChildren<QLabel*>()) said << label->text();
    QVERIFY(said.contains(QStringLiteral("Alt+Up")));
    QVERIFY(said.contains(QStringLiteral("Previous episode")));
    auto* next = bench.find<QAction>("nextEpisode");
    QVERIFY(!next->isEnabled());
    bench.main->showPage(2);
    QVERIFY(next->isEnabled());
  }

};

QTEST_MAIN(RolloutsWindowTest)
#include "rollouts_window_test.moc"
