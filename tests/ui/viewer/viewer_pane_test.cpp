#include "ui/viewer/hud.h"
#include "ui/viewer/viewer_pane.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QWheelEvent>
#include <QtTest>
#include <set>

#include "base/error.h"
#include "ui/viewer/gl_context.h"
#include "ui/viewer/viewport.h"

using viewer::ViewerPane;

class ViewerPaneTest : public QObject {
  Q_OBJECT

  static void open(ViewerPane& pane, const QString& environment = QStringLiteral("hopper")) {
    pane.resize(320, 280);
    pane.setEnvironment(environment);
    pane.show();
    QTRY_VERIFY_WITH_TIMEOUT(pane.framesShown() > 0, 20'000);
  }
  static viewer::Viewport* viewport(ViewerPane& pane) { return pane.findChild<viewer::Viewport*>(); }
  static void click(ViewerPane& pane, const char* name) {
    QTest::mouseClick(pane.findChild<QAbstractButton*>(QLatin1String(name)), Qt::LeftButton);
  }
  static void drag(ViewerPane& pane, Qt::MouseButton button, QPoint by) {
    QWidget* target = viewport(pane);
    const QPoint from = target->rect().center();
    QTest::mousePress(target, button, {}, from);
    QTest::mouseMove(target, from + by);
    QTest::mouseRelease(target, button, {}, from + by);
  }
  /// Pauses and waits for the still picture that says so.
  static void pause(ViewerPane& pane) {
    click(pane, "viewer_pause");
    QTRY_VERIFY(viewport(pane)->frame()->status.paused);
  }
  static std::shared_ptr<const agent::FrozenPolicy> someHopperPolicy() {
    agent::FrozenPolicy::Layer layer{11, 6, std::vector<float>(66, 0.1F), std::vector<float>(6, 0.0F)};
    return std::make_shared<agent::FrozenPolicy>(std::vector{layer}, std::vector(3, -1.0), std::vector(3, 1.0), -10.0,
                                                 0.5);
  }
  static bool hasGl(QString& reason) {
    try {
      const viewer::GlContext probe;
      return true;
    } catch (const base::Error& error) {
      reason = QString::fromStdString(error.what());
      return false;
    }
  }

#define NEEDS_GL()                 \
  if (QString reason; !hasGl(reason)) QSKIP(qPrintable(reason))

 private Q_SLOTS:
  void aPictureOfTheAskedSizeThatIsNotUniform() {
    NEEDS_GL();
    ViewerPane pane;
    open(pane);
    const QSize asked = viewport(pane)->size() * viewport(pane)->devicePixelRatioF();
    QTRY_COMPARE(pane.currentFrame().size(), asked);
    const QImage image = pane.currentFrame();
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 4) {
      for (int x = 0; x < image.width(); x += 4) colours.insert(image.pixel(x, y));
    }
    QVERIFY(colours.size() > 50);
  }

  void thePictureFollowsTheSizeOfThePane() {
    NEEDS_GL();
    ViewerPane pane;
    open(pane);
    pane.resize(500, 420);
    QTRY_COMPARE(pane.currentFrame().width(), qRound(500 * viewport(pane)->devicePixelRatioF()));
  }

  void thePictureMovesWhilePlayingAndStandsWhilePaused() {
    NEEDS_GL();
    ViewerPane pane;
    open(pane);
    const QImage first = pane.currentFrame();
    QTRY_VERIFY(pane.currentFrame() != first);
    pause(pane);
    const QImage still = pane.currentFrame();
    const int step = viewport(pane)->frame()->status.step;
    // A redraw while paused shows the same moment.
    const qint64 frames = pane.framesShown();
    pane.setSampledActions(true);
    QTRY_VERIFY(pane.framesShown() > frames);
    QCOMPARE(viewport(pane)->frame()->status.step, step);
    QCOMPARE(pane.currentFrame(), still);
    QTest::keyClick(viewport(pane), Qt::Key_Space);
    QTRY_VERIFY(!pane.isPaused() && pane.currentFrame() != still);
  }

  void orbitPanZoomAndCentreChangeThePicture() {
    NEEDS_GL();
    ViewerPane pane;
    open(pane);
    pause(pane);
    QImage before = pane.currentFrame();
    drag(pane, Qt::LeftButton, {60, 20});
    QTRY_VERIFY(pane.currentFrame() != before);
    before = pane.currentFrame();
    drag(pane, Qt::RightButton, {30, 10});
    QTRY_VERIFY(pane.currentFrame() != before);
    before = pane.currentFrame();
    const QPointF middle = viewport(pane)->rect().center();
    QWheelEvent wheel(middle, viewport(pane)->mapToGlobal(middle), {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(viewport(pane), &wheel);
    QTRY_VERIFY(pane.currentFrame() != before);
    before = pane.currentFrame();
    QTest::mouseDClick(viewport(pane), Qt::RightButton, {}, {40, 200});
    QTRY_VERIFY(pane.currentFrame() != before);
  }

  void resetCameraBringsTheFirstViewBack() {
    NEEDS_GL();
    ViewerPane pane;
    open(pane);
    pause(pane);
    pane.resetCamera();
    const qint64 frames = pane.framesShown();
    QTRY_VERIFY(pane.framesShown() > frames);
    const QImage before = pane.currentFrame();
    drag(pane, Qt::LeftButton, {60, 20});
    QTRY_VERIFY(pane.currentFrame() != before);
    click(pane, "viewer_camera");
    QTRY_COMPARE(pane.currentFrame(), before);
  }

  void aHiddenPaneRendersNothing() {
    NEEDS_GL();
    ViewerPane pane, witness;
    open(pane);
    open(witness);
    pane.hide();
    // The last picture may still be on its way; the witness's next ones come after it.
    qint64 seen = witness.framesShown();
    QTRY_VERIFY(witness.framesShown() > seen + 2);
    const qint64 frames = pane.framesShown();
    seen = witness.framesShown();
    QTRY_VERIFY(witness.framesShown() > seen + 8);
    QCOMPARE(pane.framesShown(), frames);
    pane.show();
    QTRY_VERIFY(pane.framesShown() > frames);
  }

  // A large picture costs more than a training may lose: it is drawn coarser, still fills the pane, and says so.
  void besideATrainingLargePicturesAreCoarserAndAfterItWhole() {
    NEEDS_GL();
    if (!viewer::GlContext().isSoftware()) QSKIP("pictures are drawn by a GPU");
    ViewerPane pane;
    open(pane);
    pane.resize(1200, 940);
    const QSizeF view = viewport(pane)->size();
    QTRY_COMPARE(pane.currentFrame().deviceIndependentSize().toSize(), view.toSize());
    const QSize whole = pane.currentFrame().size();
    pane.setTraining(true);
    QTRY_VERIFY_WITH_TIMEOUT(viewport(pane)->frame()->status.scale < 1, 20'000);
    QTRY_VERIFY(pane.currentFrame().width() < whole.width());
    QVERIFY(std::abs(pane.currentFrame().deviceIndependentSize().width() - view.width()) < 3);
    QVERIFY(viewport(pane)->frame()->status.ceiling > 0);
    pane.setPaused(true);  // a still costs once
    QTRY_COMPARE(pane.currentFrame().size(), whole);
    pane.setPaused(false);
    pane.setTraining(false);
    QTRY_COMPARE(viewport(pane)->frame()->status.scale, 1.0);
    QTRY_COMPARE(viewport(pane)->frame()->status.ceiling, 0.0);
  }

  void aPolicyIsTakenOverWhenLiveAndKeptOtherwise() {
    NEEDS_GL();
    ViewerPane pane;
    open(pane);
    QCOMPARE(viewport(pane)->frame()->status.policy_step, -1);
    pane.setPolicy(someHopperPolicy(), 1000);
    QTRY_COMPARE(viewport(pane)->frame()->status.policy_step, 1000);
    click(pane, "viewer_live");
    pane.setPolicy(someHopperPolicy(), 2000);
    const qint64 frames = pane.framesShown();
    QTRY_VERIFY(pane.framesShown() > frames + 2);
    QCOMPARE(viewport(pane)->frame()->status.policy_step, 1000);
    click(pane, "viewer_live");
    QTRY_COMPARE(viewport(pane)->frame()->status.policy_step, 2000);
  }

  void theCriticsEstimateIsShownWhereCriticsCameAlong() {
    NEEDS_GL();
    ViewerPane pane;
    open(pane);
    const auto shown = [&] {
      return viewer::calcHudText(viewport(pane)->frame()->status, false).numbers.filter(QStringLiteral("Q̂"));
    };
    const auto alone = someHopperPolicy();
    pane.setPolicy(alone, 1000);
    QTRY_COMPARE(viewport(pane)->frame()->status.policy_step, 1000);
    const qint64 frames = pane.framesShown();
    QTRY_VERIFY(pane.framesShown() > frames + 2);
    QVERIFY(shown().isEmpty());
    const auto always = [](float q) {
      return agent::FrozenCritic::Network{{14, 1, std::vector<float>(14, 0.0F), {q}}};
    };
    const auto critic = std::make_shared<agent::FrozenCritic>(std::array{always(120), always(150)});
    pane.setPolicy(std::make_shared<agent::FrozenPolicy>(alone->layers(), alone->actionLow(), alone->actionHigh(),
                                                         alone->logStdMin(), alone->logStdMax(), critic),
                   2000);
    QTRY_COMPARE(shown(), QStringList{QStringLiteral("Q̂ 120 discounted (estimate, min of two critics)")});
    QCOMPARE(viewport(pane)->frame()->status.policy_step, 2000);
  }

  void aPolicyThatDoesNotFitIsSaidSo() {
    NEEDS_GL();
    ViewerPane pane;
    open(pane, QStringLiteral("inverted_pendulum"));
    pane.setPolicy(someHopperPolicy(), 1000);
    QTRY_VERIFY(viewport(pane)->frame()->status.note.contains(QStringLiteral("11 observations")));
    QCOMPARE(viewport(pane)->frame()->status.policy_step, -1);
  }

  void keysAndButtonsChangeTheSpeed() {
    ViewerPane pane;
    QTest::keyClick(viewport(pane), Qt::Key_Minus);
    QCOMPARE(pane.speed(), 0.5);
    QTest::keyClick(viewport(pane), Qt::Key_Equal);
    click(pane, "viewer_faster");
    QCOMPARE(pane.speed(), 2.0);
  }

  void anUnknownTaskIsAMessageAndTheNextOneWorks() {
    NEEDS_GL();
    ViewerPane pane;
    QSignalSpy status(&pane, &ViewerPane::statusChanged);
    pane.setEnvironment(QStringLiteral("nonsense"));
    pane.resize(320, 280);
    pane.show();
    QTRY_VERIFY(pane.problem().contains(QStringLiteral("nonsense")));
    QVERIFY(!status.isEmpty());
    QVERIFY(pane.currentFrame().isNull());
    pane.setEnvironment(QStringLiteral("reacher"));
    QTRY_VERIFY_WITH_TIMEOUT(pane.framesShown() > 0, 20'000);
    QVERIFY(pane.problem().isEmpty());
  }

  void withoutGlThePaneSaysSoAndLives() {
    qputenv("MBPO_VIEWER_NO_GL", "1");
    ViewerPane pane;
    pane.resize(320, 280);
    pane.setEnvironment(QStringLiteral("hopper"));
    pane.show();
    QTRY_VERIFY(pane.problem().startsWith(QStringLiteral("3D view unavailable: ")));
    qunsetenv("MBPO_VIEWER_NO_GL");
    pane.setPaused(true);
    pane.resetCamera();
    pane.resetEpisode();
    QCOMPARE(pane.framesShown(), 0);
  }

  void panesMayComeAndGoAtAnyMoment() {
    for (int i = 0; i < 5; ++i) {
      ViewerPane pane;
      pane.resize(200, 200);
      pane.setEnvironment(QStringLiteral("ant"));
      pane.show();
      QCoreApplication::processEvents();
    }
  }
};

QTEST_MAIN(ViewerPaneTest)
#include "viewer_pane_test.moc"
