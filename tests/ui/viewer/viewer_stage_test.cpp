// The pane with a stage, by real widgets: scrubbing, playing, keys, pulling, recording, faults.
#include <QAbstractButton>
#include <QDir>
#include <QMenu>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "ui/viewer/gl_context.h"
#include "ui/viewer/hud.h"
#include "ui/viewer/notice_strip.h"
#include "ui/viewer/viewer_pane.h"
#include "ui/viewer/viewport.h"

using viewer::Notice;
using viewer::Stage;
using viewer::ViewerPane;

// Pictures by software on a busy machine take their time.
#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 60'000)
#define EVENTUALLY_EQUAL(found, expected) QTRY_COMPARE_WITH_TIMEOUT(found, expected, 60'000)

class ViewerStageTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  static viewer::Viewport* viewport(ViewerPane& pane) { return pane.findChild<viewer::Viewport*>(); }
  static const viewer::PlayStatus& status(ViewerPane& pane) { return viewport(pane)->frame()->status; }
  static void key(ViewerPane& pane, Qt::Key key) { QTest::keyClick(viewport(pane), key); }

  static env::BodyState hopperAt(double x) {
    env::BodyState state;
    state.qpos = {x, 1.25, 0, 0, 0, 0};
    state.qvel.assign(6, 0.0);
    return state;
  }
  /// `steps` steps of 8 ms; the ghost runs away from the body.
  static std::shared_ptr<Stage> stage(int steps = 20) {
    auto stage = std::make_shared<Stage>();
    stage->environment = QStringLiteral("hopper");
    stage->title = QStringLiteral("a test");
    stage->seconds_per_step = 0.008;
    stage->tracks = {{QStringLiteral("true"), {}, true, {}}, {QStringLiteral("imagined"), Qt::red, false, {}}};
    for (int i = 0; i <= steps; ++i) {
      stage->tracks[0].states.push_back(hopperAt(0.01 * i));
      stage->tracks[1].states.push_back(hopperAt(0.02 * i));
    }
    return stage;
  }
  static void open(ViewerPane& pane, std::shared_ptr<const Stage> shown = stage()) {
    pane.resize(320, 300);
    pane.setPaused(true);
    pane.setEnvironment(QStringLiteral("hopper"));
    pane.showStage(std::move(shown));
    pane.show();
    EVENTUALLY(pane.framesShown() > 0 && status(pane).is_stage);
  }
  static void openLive(ViewerPane& pane) {
    pane.resize(320, 300);
    pane.setPaused(true);
    pane.setEnvironment(QStringLiteral("hopper"));
    pane.show();
    EVENTUALLY(pane.framesShown() > 0);
  }
  static void goTo(ViewerPane& pane, double step) {
    pane.setStep(step);
    EVENTUALLY_EQUAL(status(pane).step, step);
  }

 private Q_SLOTS:
  void initTestCase() {
    try {
      const viewer::GlContext probe;
    } catch (const base::Error& error) {
      QSKIP(error.what());
    }
  }

  void scrubbingShowsTheStepAndComesBackToTheSamePicture() {
    ViewerPane pane;
    open(pane);
    QCOMPARE(pane.step(), 0.0);
    goTo(pane, 7.5);
    const QImage there = pane.currentFrame();
    goTo(pane, 2);
    QVERIFY(pane.currentFrame() != there);
    goTo(pane, 7.5);
    QCOMPARE(pane.currentFrame(), there);
    QVERIFY(std::abs(status(pane).tracks[1].apart - 0.075) < 1e-9);
    pane.setStep(99);
    QCOMPARE(pane.step(), 20.0);
  }

  void theEstimateOfEachBodyAtTheStepIsShownWhereItIsKnown() {
    auto rated = std::make_shared<Stage>(*stage(3));
    rated->value = {10, 20, 30};
    rated->tracks[1].value = {-1, -2, -3};
    ViewerPane pane;
    open(pane, rated);
    goTo(pane, 1);
    const auto text = [&] { return viewer::calcHudText(status(pane), false); };
    QCOMPARE(text().numbers.filter(QStringLiteral("Q̂")),
             QStringList{QStringLiteral("Q̂ 20.0 discounted (estimate, min of two critics)")});
    QVERIFY(text().tracks[1].endsWith(QStringLiteral("· Q̂ −2.00")));
    goTo(pane, 3);  // the last state: no action left to rate
    QVERIFY(text().numbers.filter(QStringLiteral("Q̂")).isEmpty());
    QVERIFY(!text().tracks[1].contains(QStringLiteral("Q̂")));
    pane.showStage(stage(2));
    EVENTUALLY_EQUAL(status(pane).time_limit, 2);
    QVERIFY(text().numbers.filter(QStringLiteral("Q̂")).isEmpty());
  }

  void arrowsGoAStepAndBackspaceToTheFirst() {
    ViewerPane pane;
    open(pane);
    QSignalSpy steps(&pane, &ViewerPane::stepChanged);
    goTo(pane, 3.4);
    key(pane, Qt::Key_Right);
    QCOMPARE(pane.step(), 4.0);
    key(pane, Qt::Key_Left);
    QCOMPARE(pane.step(), 3.0);
    QCOMPARE(steps.count(), 2);
    key(pane, Qt::Key_Backspace);
    EVENTUALLY_EQUAL(status(pane).step, 0.0);
  }

  void playingMovesTheStepToTheEndAndPausesThere() {
    ViewerPane pane;
    open(pane);
    QSignalSpy steps(&pane, &ViewerPane::stepChanged);
    key(pane, Qt::Key_Space);
    EVENTUALLY(pane.isPaused());
    QCOMPARE(pane.step(), 20.0);
    QVERIFY(!steps.isEmpty());
    key(pane, Qt::Key_Space);  // from the end it begins anew
    EVENTUALLY(pane.isPaused() && pane.step() == 20.0);
  }

  void aLoopBeginsAnew() {
    ViewerPane pane;
    open(pane);
    key(pane, Qt::Key_L);
    QVERIFY(pane.loops());
    pane.setPaused(false);
    double last = 0;
    bool fell = false;
    connect(&pane, &ViewerPane::stepChanged, &pane, [&](double step) {
      fell = fell || step < last;
      last = step;
    });
    EVENTUALLY(fell);
    QVERIFY(!pane.isPaused());
  }

  void sideBySideIsAnotherPictureAndBringsTheFirstBack() {
    ViewerPane pane;
    open(pane);
    goTo(pane, 10);
    const QImage over = pane.currentFrame();
    key(pane, Qt::Key_B);
    QVERIFY(pane.isSideBySide());
    EVENTUALLY(pane.currentFrame() != over);
    QTest::mouseClick(pane.findChild<QAbstractButton*>(QStringLiteral("viewer_side_by_side_button")), Qt::LeftButton);
    EVENTUALLY_EQUAL(pane.currentFrame(), over);
  }

  void lettersAndDigitsShowAndHideThings_data() {
    QTest::addColumn<int>("pressed");
    QTest::addColumn<QString>("name");
    for (const viewer::ViewOptionInfo& info : viewer::viewOptionTable()) {
      // The hopper has nothing in these groups, and at rest in the air no contact.
      const QString name = QString::fromLatin1(info.name);
      if (name.startsWith(QLatin1String("group_")) && name != QLatin1String("group_0")) continue;
      if (name == QLatin1String("text")) continue;
      QTest::newRow(info.name) << info.key << name;
    }
  }
  void lettersAndDigitsShowAndHideThings() {
    QFETCH(int, pressed);
    QFETCH(QString, name);
    ViewerPane pane;
    auto standing = stage();
    for (auto& state : standing->tracks[0].states) state.qpos[1] = 1.2;  // the foot a little in the ground
    open(pane, standing);
    goTo(pane, 10);
    const QImage before = pane.currentFrame();
    QAction* action = pane.findChild<QMenu*>(QStringLiteral("viewer_menu"))
                          ->findChild<QAction*>(QStringLiteral("viewer_show_") + name);
    const bool was_checked = action->isChecked();
    key(pane, Qt::Key(pressed));
    EVENTUALLY(pane.currentFrame() != before);
    QCOMPARE(action->isChecked(), !was_checked);
    action->trigger();
    EVENTUALLY_EQUAL(pane.currentFrame(), before);
  }

  void bracketsTurnThroughTheModelsCamerasAndEscapeFreesIt() {
    ViewerPane pane;
    open(pane);
    QVERIFY(status(pane).camera.isEmpty());
    key(pane, Qt::Key_BracketRight);
    EVENTUALLY_EQUAL(status(pane).camera, QStringLiteral("track"));
    key(pane, Qt::Key_Escape);
    EVENTUALLY(status(pane).camera.isEmpty());
    key(pane, Qt::Key_BracketLeft);
    EVENTUALLY_EQUAL(status(pane).camera, QStringLiteral("track"));
  }

  void aBodyIsSelectedByDoubleClickAndPulledWithCtrl() {
    ViewerPane pane;
    openLive(pane);
    QTest::mouseDClick(viewport(pane), Qt::LeftButton, {}, viewport(pane)->rect().center());
    EVENTUALLY(!status(pane).selected.isEmpty());
    const QImage before = pane.currentFrame();
    const QPoint from = viewport(pane)->rect().center();
    QTest::mousePress(viewport(pane), Qt::RightButton, Qt::ControlModifier, from);
    EVENTUALLY(status(pane).pulls);
    QTest::mouseMove(viewport(pane), from + QPoint(60, -60));
    EVENTUALLY(pane.currentFrame() != before);
    pane.setPaused(false);
    EVENTUALLY(status(pane).step > 3);
    QTest::mouseRelease(viewport(pane), Qt::RightButton, Qt::ControlModifier, from + QPoint(60, -60));
    EVENTUALLY(!status(pane).pulls);
    QVERIFY(pane.problem().isEmpty());
  }

  void recordedBodiesCannotBePulledAndItIsSaid() {
    ViewerPane pane;
    open(pane);
    QTest::mouseDClick(viewport(pane), Qt::LeftButton, {}, viewport(pane)->rect().center());
    EVENTUALLY(!status(pane).selected.isEmpty());
    QTest::mousePress(viewport(pane), Qt::LeftButton, Qt::ControlModifier, viewport(pane)->rect().center());
    EVENTUALLY(pane.notice().text.contains(QStringLiteral("Recorded bodies")));
    QTest::mouseRelease(viewport(pane), Qt::LeftButton, Qt::ControlModifier, viewport(pane)->rect().center());
  }

  void aStateThatIsNotFiniteIsSurvivedAndSaid() {
    ViewerPane pane;
    auto broken = stage();
    broken->tracks[1].states[5].qpos[1] = std::numeric_limits<double>::quiet_NaN();
    broken->tracks[0].states[9].qpos[0] = std::numeric_limits<double>::infinity();
    open(pane, broken);
    goTo(pane, 5);
    QVERIFY(status(pane).tracks[1].note.contains(QStringLiteral("not finite from step 5")));
    goTo(pane, 9);
    goTo(pane, 12);
    QVERIFY(pane.problem().isEmpty());
  }

  void aRecordingHasEveryPictureOfTheStage() {
    ViewerPane pane;
    open(pane);
    goTo(pane, 4);
    const QString path = folder_.filePath(QStringLiteral("film"));
    const QSize size = viewport(pane)->size() * viewport(pane)->devicePixelRatioF();
    pane.beginRecording(path, 50);
    EVENTUALLY(pane.notice().text.contains(path));
    QCOMPARE(pane.notice().kind, Notice::Kind::done);
    // 20 steps of 8 ms are 0.16 s: 8 intervals of 1/50 s.
    const QStringList files = QDir(path).entryList(QDir::Files);
    QCOMPARE(files.size(), 9);
    for (const QString& file : files) QCOMPARE(QImage(QDir(path).filePath(file)).size(), size);
    QVERIFY(QImage(QDir(path).filePath(files.first())) != QImage(QDir(path).filePath(files.last())));
    EVENTUALLY_EQUAL(status(pane).step, 4.0);  // back where it was
    QVERIFY(!pane.isRecording());
  }

  void aLiveRecordingGoesOnUntilItIsStoppedAndACancelledOneLeavesNothing() {
    ViewerPane pane;
    openLive(pane);
    pane.setPaused(false);
    const QString path = folder_.filePath(QStringLiteral("live"));
    pane.beginRecording(path);
    EVENTUALLY(viewport(pane)->frame()->film.pictures > 3);
    QVERIFY(pane.findChild<viewer::NoticeStrip*>()->isVisible());
    QTest::mouseClick(pane.findChild<QAbstractButton*>(QStringLiteral("viewer_film_stop")), Qt::LeftButton);
    EVENTUALLY(!pane.isRecording() && QDir(path).exists());
    QVERIFY(QDir(path).entryList(QDir::Files).size() > 3);
    const QString gone = folder_.filePath(QStringLiteral("gone"));
    pane.beginRecording(gone);
    EVENTUALLY(pane.isRecording());
    QTest::mouseClick(pane.findChild<QAbstractButton*>(QStringLiteral("viewer_film_cancel")), Qt::LeftButton);
    EVENTUALLY(pane.notice().text.contains(QStringLiteral("cancelled")));
    QVERIFY(!QFileInfo::exists(gone));
  }

  void aPictureIsSavedAsItIsSeenAndABadPlaceIsSaid() {
    ViewerPane pane;
    open(pane);
    pane.setOption(viewer::ViewOption::text, false);
    goTo(pane, 6);
    const QString path = folder_.filePath(QStringLiteral("picture.png"));
    const QImage seen = pane.currentFrame();
    pane.savePicture(path);
    EVENTUALLY(pane.notice().text.contains(path));
    QCOMPARE(QImage(path).convertToFormat(QImage::Format_RGB888), seen);
    pane.savePicture(folder_.filePath(QStringLiteral("no/where.png")));
    EVENTUALLY_EQUAL(pane.notice().kind, Notice::Kind::error);
    QVERIFY(pane.findChild<viewer::NoticeStrip*>()->isVisible());
    QTest::mouseClick(pane.findChild<QAbstractButton*>(QStringLiteral("viewer_notice_close")), Qt::LeftButton);
    QVERIFY(!pane.findChild<viewer::NoticeStrip*>()->isVisible());
    pane.beginRecording(folder_.filePath(QStringLiteral("no/where.mp4")));
    EVENTUALLY(pane.notice().text.contains(QStringLiteral("where")) ||
               pane.notice().text.contains(QStringLiteral("folder")));
    QVERIFY(!pane.isRecording());
  }

  void aLostContextIsMadeAnewOnceAndThenSaid() {
    qputenv("MBPO_VIEWER_LOSE_GL", "4");
    ViewerPane pane;
    open(pane);
    goTo(pane, 5);
    for (int i = 0; i < 6 && pane.notice().number == 0; ++i) {
      pane.setStep(i);
      EVENTUALLY_EQUAL(status(pane).step, double(i));
    }
    QVERIFY(pane.notice().text.contains(QStringLiteral("begun anew")));
    QVERIFY(pane.problem().isEmpty());
    pane.setLoop(true);
    pane.setPaused(false);
    EVENTUALLY(pane.problem().startsWith(QStringLiteral("3D view unavailable: ")));
    qunsetenv("MBPO_VIEWER_LOSE_GL");
    key(pane, Qt::Key_Backspace);  // another try by hand
    EVENTUALLY(pane.problem().isEmpty());
  }

  void aStageOfAnotherTaskLoadsItAndNullGoesBackToTheLivePolicy() {
    ViewerPane pane;
    openLive(pane);
    auto cart = std::make_shared<Stage>();
    cart->environment = QStringLiteral("inverted_pendulum");
    cart->seconds_per_step = 0.04;
    cart->tracks = {{QStringLiteral("true"), {}, true, {{{0, 0}, {}, 0, {}}, {{0.5, 0.1}, {}, 0.04, {}}}}};
    pane.showStage(cart);
    EVENTUALLY(status(pane).is_stage && status(pane).task == QStringLiteral("inverted_pendulum"));
    pane.showStage(nullptr);
    EVENTUALLY(!status(pane).is_stage && status(pane).task == QStringLiteral("hopper"));
  }

  void aStageThatDoesNotFitIsSaidAndTheLivePolicyComesBack() {
    ViewerPane pane;
    openLive(pane);
    auto wrong = stage();
    wrong->tracks[1].states[3].qpos.pop_back();
    pane.showStage(wrong);
    EVENTUALLY(pane.problem().contains(QStringLiteral("imagined")));
    pane.showStage(nullptr);
    EVENTUALLY(pane.problem().isEmpty());
    QVERIFY(!status(pane).is_stage);
  }
};

QTEST_MAIN(ViewerStageTest)
#include "viewer_stage_test.moc"
