// Scenarios, drops and recovery: real events on the real window.
#include <QClipboard>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>
#include <fstream>

#include "base/atomic_file.h"
#include "mbpo/scenario.h"
#include "run/status_file.h"
#include "support/qt_warnings.h"
#include "ui/charts/live_chart.h"
#include "ui/panels/banner.h"
#include "ui/panels/dashboard.h"
#include "ui/viewer/viewer_pane.h"
#include "ui/window/dropped_file.h"
#include "workbench_fixture.h"

using Kind = window::DroppedFile::Kind;
using panels::Banner;
using support::Workbench;

namespace {

constexpr int kPatience = 60'000;
const QString kM = QStringLiteral("rollouts_per_step");

void drop(QWidget& target, const QMimeData& data) {
  const QPoint place = target.rect().center();
  QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, {});
  QApplication::sendEvent(&target, &enter);
  QVERIFY(enter.isAccepted());
  QDropEvent dropped(place, Qt::CopyAction, &data, Qt::LeftButton, {});
  QApplication::sendEvent(&target, &dropped);
}

void dropFile(QWidget& target, const QString& path) {
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(path)});
  drop(target, data);
}

const Banner* lastBanner(Workbench& bench) {
  const auto banners = bench.main->banners().banners();
  return banners.isEmpty() ? nullptr : banners.last();
}

QString write(const QTemporaryDir& folder, const char* name, const std::string& text) {
  const QString path = folder.filePath(QString::fromLatin1(name));
  base::writeFileAtomically(path.toStdString(), text);
  return path;
}

/// A run whose process died in the middle: trained for real, then its status says that it still runs.
void leaveInterruptedRun(const QTemporaryDir& folder) {
  {
    run::Session session(support::tinySession(folder, QStringLiteral("crashed")));
    QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps > 130, kPatience);
  }
  const std::filesystem::path directory = folder.filePath(QStringLiteral("crashed")).toStdString();
  run::StatusRecord record = run::readStatus(directory);
  record.status = "running";
  run::writeStatus(directory, record);
  QCOMPARE(run::readSummary(directory).status, std::string("interrupted"));
}

}  // namespace

class ScenarioWindowTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    panels::applyTheme(*qApp, panels::ThemeChoice::light);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home_.path());
  }
  void init() { support::failOnQtWarnings(); }

  void aScenarioTravelsAsTextFromOneWindowToAnother() {
    Workbench sender;
    auto* name = sender.find<QLineEdit>("scenarioName");
    name->setFocus();
    QTest::keyClicks(name, QStringLiteral("Short branches"));
    QTest::keyClick(name, Qt::Key_Return);
    sender.board().request(kM, QStringLiteral("77"));
    sender.click("scenario_copyScenario");
    QCOMPARE(lastBanner(sender)->kind(), Banner::Kind::success);

    Workbench receiver;
    QVERIFY(receiver.board().configuration() == support::tinyExperiment());
    receiver.main->actions().paste_scenario->trigger();
    QCOMPARE(receiver.board().scenario(), sender.board().scenario());
    QCOMPARE(receiver.find<QLineEdit>("scenarioName")->text(), QStringLiteral("Short branches"));
    receiver.main->actions().undo->trigger();  // one step takes all of it back
    QVERIFY(receiver.board().configuration() == support::tinyExperiment());
    QVERIFY(receiver.find<QLineEdit>("scenarioName")->text().isEmpty());
    receiver.main->actions().redo->trigger();
    QCOMPARE(receiver.board().scenario(), sender.board().scenario());
  }

  void savingAndOpeningGoThroughDialogsThatDoNotBlock() {
    Workbench bench;
    bench.board().requestLabels(QStringLiteral("A b"), QStringLiteral("why"));
    bench.board().request(kM, QStringLiteral("55"));
    bench.main->actions().save_scenario->trigger();
    auto* dialog = bench.find<QFileDialog>("saveScenarioDialog");
    QVERIFY(dialog != nullptr && !dialog->isModal());
    QVERIFY(dialog->selectedFiles().first().endsWith(QStringLiteral("a_b.json")));
    const QString file = bench.folder.filePath(QStringLiteral("shared.json"));
    Q_EMIT dialog->fileSelected(file);
    dialog->close();
    const mbpo::Scenario saved = mbpo::readScenario(file.toStdString());
    QCOMPARE(saved, bench.board().scenario());

    bench.board().request(kM, QStringLiteral("3"));
    bench.main->actions().open_scenario->trigger();
    auto* open = bench.find<QFileDialog>("openScenarioDialog");
    QVERIFY(open != nullptr && !open->isModal());
    Q_EMIT open->fileSelected(file);
    open->close();
    QCOMPARE(bench.board().scenario(), saved);
  }

  void aFaultyScenarioChangesNothingAndEveryFaultIsNamed() {
    Workbench bench;
    const mbpo::Scenario before = bench.board().scenario();
    const QString file =
        write(bench.folder, "torn.json",
              "{\"mbpo_scenario\": 1, \"configuration\": {\"discount\": 7, \"gama\": 1, \"seed\": 3}}");
    dropFile(*bench.main, file);
    QCOMPARE(bench.board().scenario(), before);
    QCOMPARE(lastBanner(bench)->kind(), Banner::Kind::error);
    QVERIFY2(lastBanner(bench)->detail().contains(QStringLiteral("configuration.discount")),
             qPrintable(lastBanner(bench)->detail()));
    QVERIFY(lastBanner(bench)->detail().contains(QStringLiteral("gama")));
    QGuiApplication::clipboard()->setText(QStringLiteral("not a scenario"));
    bench.main->actions().paste_scenario->trigger();
    QCOMPARE(bench.board().scenario(), before);
    QCOMPARE(lastBanner(bench)->kind(), Banner::Kind::error);
  }

  void whileARunGoesOnAScenarioMayChangeLiveKeysOnlyAndEachIsMarked() {
    Workbench bench;
    bench.click("button_run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.bridge().state().real_steps > 70, kPatience);
    mbpo::Scenario locked = bench.board().scenario();
    locked.configuration.agent_hidden = 32;
    locked.configuration.rollouts_per_step = 9;
    QSignalSpy refused(&bench.board(), &bridge::ParameterBoard::refused);
    QVERIFY(!bench.board().requestScenario(locked));
    QCOMPARE(refused.count(), 1);
    QVERIFY(refused.first().at(2).toString().contains(QStringLiteral("agent_hidden")));
    QCOMPARE(bench.board().value(kM), QStringLiteral("20"));

    mbpo::Scenario live = bench.board().scenario();
    live.configuration.rollouts_per_step = 9;
    live.configuration.updates_per_step = 3;
    QMimeData data;
    data.setText(QString::fromStdString(mbpo::toText(live)));
    drop(*bench.main, data);
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().state().rollouts_per_step, 9, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().state().updates_per_step, 3, kPatience);
    // Each is a line of the change history and a marker on every chart.
    const auto charts = bench.main->dashboard().findChildren<charts::LiveChart*>();
    QVERIFY(charts.size() > 4);
    for (const charts::LiveChart* chart : charts) QTRY_COMPARE_WITH_TIMEOUT(int(chart->markers().size()), 2, kPatience);
    bench.main->actions().undo->trigger();  // and one step back for both
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().state().rollouts_per_step, 20, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(bench.bridge().state().updates_per_step, 2, kPatience);
    for (const charts::LiveChart* chart : charts) QTRY_COMPARE_WITH_TIMEOUT(int(chart->markers().size()), 4, kPatience);
  }

  void aDroppedRunIsOpened() {
    QTemporaryDir folder;
    {
      run::Session session(support::tinySession(folder));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps > 70, kPatience);
    }
    Workbench bench;
    dropFile(*bench.main, folder.filePath(QStringLiteral("tiny/config.json")));  // a file of it means the run
    QCOMPARE(bench.bridge().state().source, bridge::Source::recorded);
    QCOMPARE(bench.bridge().state().name, QStringLiteral("tiny"));
  }

  void aDroppedTaskBecomesTheEnvironmentAndATornOneSaysWhy() {
    Workbench bench;
    const std::string model = WORKBENCH_RESOURCE_DIR "/models/hopper.xml";
    const auto task = [](const std::string& body) {
      const auto quoted = [](const std::string& text) { return '\"' + text + '\"'; };
      return "{" + quoted("name") + ": " + quoted("mine") + ", " + quoted("model") + ": " + quoted(body) + ", " +
             quoted("frame_skip") + ": 4, " + quoted("time_limit") + ": 100, " + quoted("observation") + ": [" +
             quoted("qpos[1:]") + "], " + quoted("reward") + ": [{" + quoted("term") + ": " + quoted("alive") + ", " +
             quoted("weight") + ": 1}]}";
    };
    const QString good = write(bench.folder, "mine.json", task(model));
    dropFile(*bench.main, good);
    QCOMPARE(bench.board().configuration().environment, good.toStdString());
    QTRY_COMPARE(bench.main->viewerPane().environment(), good);
    bench.main->actions().undo->trigger();
    QCOMPARE(bench.board().configuration().environment, std::string("inverted_pendulum"));

    const QString torn = write(bench.folder, "torn.json", task("gone.xml"));
    dropFile(*bench.main, torn);
    QCOMPARE(lastBanner(bench)->kind(), Banner::Kind::error);
    QVERIFY2(lastBanner(bench)->detail().contains(QStringLiteral("gone.xml")), qPrintable(lastBanner(bench)->detail()));
    QCOMPARE(bench.board().configuration().environment, std::string("inverted_pendulum"));
  }

  void aDroppedBodyIsShownAndCanBecomeATask() {
    Workbench bench;
    const QString body = write(bench.folder, "leg.xml", base::readFile(WORKBENCH_RESOURCE_DIR "/models/hopper.xml"));
    write(bench.folder, "look.xml", base::readFile(WORKBENCH_RESOURCE_DIR "/models/look.xml"));
    dropFile(*bench.main, body);
    QTRY_VERIFY_WITH_TIMEOUT(lastBanner(bench) != nullptr, kPatience);
    QVERIFY2(lastBanner(bench)->kind() == Banner::Kind::note, qPrintable(lastBanner(bench)->detail()));
    QVERIFY(bench.main->viewerPane().environment().endsWith(QStringLiteral("leg.json")));
    QCOMPARE(bench.board().configuration().environment, std::string("inverted_pendulum"));
    auto* use = bench.main->banners().findChildren<QPushButton*>(QStringLiteral("bannerAction")).last();
    QTest::mouseClick(use, Qt::LeftButton);
    QCOMPARE(bench.board().configuration().environment,
             bench.folder.filePath(QStringLiteral("leg.json")).toStdString());

    const QString torn = write(bench.folder, "torn.xml", "<mujoco><worldbody>");
    dropFile(*bench.main, torn);
    QTRY_COMPARE_WITH_TIMEOUT(lastBanner(bench)->kind(), Banner::Kind::error, kPatience);
    QVERIFY(lastBanner(bench)->detail().contains(QStringLiteral("torn.xml")));
  }

  void aDroppedBodyThatNothingActsOnIsShownFallingByItself() {
    Workbench bench;
    const QString ball = write(bench.folder, "ball.xml",
                               "<mujoco><worldbody><body pos='0 0 1'><freejoint/><geom size='.1'/></body>"
                               "</worldbody></mujoco>");
    dropFile(*bench.main, ball);
    QTRY_VERIFY_WITH_TIMEOUT(lastBanner(bench) != nullptr, kPatience);
    QCOMPARE(lastBanner(bench)->kind(), Banner::Kind::note);
    QVERIFY2(lastBanner(bench)->detail().contains(QStringLiteral("no actuator")), qPrintable(lastBanner(bench)->detail()));
    const auto stage = bench.main->viewerPane().stage();
    QVERIFY(stage && stage->environment == ball);
    QVERIFY(stage->tracks[0].states.back().qpos[2] < stage->tracks[0].states.front().qpos[2]);
  }

  void whatADropIsIsSeenInTheFileNotInItsName() {
    QTemporaryDir folder;
    const auto kind = [](const QString& path) { return window::lookAtDroppedFile(path).kind; };
    QCOMPARE(kind(write(folder, "a.txt", mbpo::toText({"n", "", {}}))), Kind::scenario);
    QCOMPARE(kind(write(folder, "b.json", "{\"model\": \"m.xml\", \"observation\": []}")), Kind::task);
    QCOMPARE(kind(write(folder, "c.mjcf", "<!-- body -->\n<mujoco/>")), Kind::body);
    QCOMPARE(kind(write(folder, "d.xml", "<robot/>")), Kind::unknown);
    QCOMPARE(kind(folder.path()), Kind::unknown);
    QCOMPARE(kind(folder.filePath(QStringLiteral("gone"))), Kind::unknown);
    const auto unknown = window::lookAtDroppedFile(folder.filePath(QStringLiteral("d.xml")));
    QVERIFY(unknown.reason.contains(QStringLiteral("d.xml")) && unknown.reason.contains(QStringLiteral("MJCF")));
    write(folder, "config.json", "{}");
    QCOMPARE(kind(folder.path()), Kind::run);
    QCOMPARE(window::lookAtDroppedFile(folder.filePath(QStringLiteral("config.json"))).path, folder.path());
  }

  void aDropOverAChartGoesToTheWindow() {
    Workbench bench;
    auto* chart = bench.main->dashboard().chart(QStringLiteral("returns"));
    QMimeData data;
    data.setText(QString::fromStdString(mbpo::toText(bench.board().scenario())));
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(chart, &enter);
    QVERIFY(enter.isAccepted());
    auto* sign = bench.find<QLabel>("dropSign");
    QVERIFY(sign->isVisible() && !sign->text().isEmpty());
    QDragLeaveEvent leave;
    QApplication::sendEvent(bench.main.get(), &leave);
    QVERIFY(!sign->isVisible());
  }

  void afterACrashTheLastRunIsOfferedAndTrainsOn() {
    QTemporaryDir folder;
    leaveInterruptedRun(folder);
    Workbench bench(true, folder.path().toStdString());
    QTRY_VERIFY_WITH_TIMEOUT(lastBanner(bench) != nullptr, kPatience);
    QVERIFY(lastBanner(bench)->title().contains(QStringLiteral("Recover")));
    QVERIFY(lastBanner(bench)->detail().contains(QStringLiteral("checkpoint")));
    auto* action = bench.main->banners().findChildren<QPushButton*>(QStringLiteral("bannerAction")).last();
    QTest::mouseClick(action, Qt::LeftButton);
    QVERIFY(bench.bridge().training());
    QCOMPARE(bench.bridge().state().name, QStringLiteral("crashed"));
    QTRY_VERIFY_WITH_TIMEOUT(bench.bridge().state().real_steps > 130, kPatience);
    bench.main->runs().stop();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), kPatience);
  }

  void aDeclinedRecoveryIsNotOfferedAgain() {
    QTemporaryDir folder;
    leaveInterruptedRun(folder);
    {
      Workbench bench(true, folder.path().toStdString());
      QTRY_VERIFY_WITH_TIMEOUT(lastBanner(bench) != nullptr, kPatience);
      QTest::mouseClick(bench.main->banners().findChildren<QToolButton*>(QStringLiteral("bannerDismiss")).last(),
                        Qt::LeftButton);
      // No closing: the next start may follow a crash.
    }
    const auto interrupted = window::findInterruptedRun(folder.path().toStdString());
    QVERIFY(interrupted && interrupted->checkpoint_step);
    Workbench again(true, folder.path().toStdString());
    QSignalSpy pulse(&again.main->pulse(), &bridge::UiPulse::measured);
    QVERIFY(pulse.wait(5000));
    QVERIFY(lastBanner(again) == nullptr);
  }

  void aRunThatEndedAsItShouldIsNoInterruptedOne() {
    QTemporaryDir folder;
    QVERIFY(!window::findInterruptedRun(folder.path().toStdString()));
    run::Session session(support::tinySession(folder));
    QVERIFY(!window::findInterruptedRun(folder.path().toStdString()));  // still going on
  }

 private:
  QTemporaryDir home_;
};

QTEST_MAIN(ScenarioWindowTest)
#include "scenario_window_test.moc"
