#include "ui/viewer/stage_view.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/error.h"
#include "ui/viewer/side_panels.h"

using viewer::Appearance;
using viewer::SceneRenderer;
using viewer::Stage;
using viewer::StageView;
using viewer::Track;

namespace {

constexpr QSize kSize{480, 360};

/// Level, along +y, at the hopper's torso from 4 m: the body's plane is square to the view.
viewer::Camera sideView() {
  viewer::Camera camera;
  camera.azimuth = 90;
  camera.elevation = 0;
  camera.distance = 4;
  camera.offset = {0, 0, -0.4};
  return camera;
}

/// The hopper as its model stands, moved along x.
env::BodyState hopperAt(double x) {
  env::BodyState state;
  state.qpos = {x, 1.25, 0, 0, 0, 0};
  state.qvel.assign(6, 0.0);
  return state;
}

Track track(const char* name, const QColor& colour, bool solid, std::vector<env::BodyState> states) {
  return {QString::fromLatin1(name), colour, solid, std::move(states)};
}

std::shared_ptr<Stage> stageOf(std::vector<Track> tracks) {
  auto stage = std::make_shared<Stage>();
  stage->environment = QStringLiteral("hopper");
  stage->seconds_per_step = 0.008;
  stage->tracks = std::move(tracks);
  return stage;
}

/// The mean column of the pixels that differ.
double middleOfDifference(const QImage& a, const QImage& b) {
  double sum = 0, count = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      if (a.pixel(x, y) == b.pixel(x, y)) continue;
      sum += x;
      ++count;
    }
  }
  return sum / count;
}

}  // namespace

class StageViewTest : public QObject {
  Q_OBJECT

  std::unique_ptr<viewer::GlContext> gl_;
  std::unique_ptr<SceneRenderer> renderer_;

  QImage taken(const Appearance& body) {
    renderer_->pose({&body, 1});
    return renderer_->render(sideView(), kSize, 1);
  }
  QImage taken(StageView& view, double step, bool side_by_side = false) {
    view.pose(step);
    return view.render(sideView(), kSize, 1, side_by_side, true);
  }

 private Q_SLOTS:
  void initTestCase() {
    try {
      gl_ = std::make_unique<viewer::GlContext>();
    } catch (const base::Error& error) {
      QSKIP(error.what());
    }
    renderer_ = std::make_unique<SceneRenderer>(*gl_, "hopper");
  }

  // By hand: the plane of the body is 4 m away, half the picture's height is 4 tan(fovy/2) there, so 0.3 m are
  // 0.3 · 180 / (4 tan 20°) = 37.1 pixels.
  void aGhostStandsAsManyPixelsAsideAsItsMetresProjectTo() {
    const env::BodyState here = hopperAt(0), there = hopperAt(0.3);
    Appearance ghost;
    ghost.solid = false;
    ghost.colour = Qt::red;
    const QImage ground = taken(ghost);  // no state: nothing but the ground
    ghost.from = ghost.to = &here;
    const QImage first = taken(ghost);
    ghost.from = ghost.to = &there;
    const QImage second = taken(ghost);
    const double expected = 0.3 * kSize.height() / 2 / (4 * std::tan(20 * std::numbers::pi / 180));
    const double found = middleOfDifference(second, ground) - middleOfDifference(first, ground);
    QVERIFY2(std::abs(found - expected) < 1, qPrintable(QString("%1 for %2").arg(found).arg(expected)));
    // Toward +x is to the right when looking along +y; a mirrored or halved offset would fail above.
  }

  void whereAGhostCoversTheBodyBothColoursShow() {
    const env::BodyState here = hopperAt(0), beside = hopperAt(0.04);
    Appearance cast[2];
    cast[0].from = cast[0].to = &here;
    cast[0].colour = QColor(250, 250, 250);
    cast[1].from = cast[1].to = &beside;
    cast[1].colour = Qt::red;
    cast[1].solid = false;
    const auto picture = [&](std::size_t bodies, double opacity) {
      cast[1].opacity = opacity;
      renderer_->pose({cast, bodies});
      return renderer_->render(sideView(), kSize, 1);
    };
    const QImage alone = picture(1, 0), half = picture(2, 0.5), full = picture(2, 1);
    int blended = 0;
    for (int y = 0; y < kSize.height(); ++y) {
      for (int x = 0; x < kSize.width(); ++x) {
        const QColor a = alone.pixelColor(x, y), b = half.pixelColor(x, y), c = full.pixelColor(x, y);
        // Inside, not on the edge, whose ink does not halve.
        if (a.green() < 150 || std::abs(a.green() - c.green()) < 60) continue;
        if (std::abs(b.green() - (a.green() + c.green()) / 2) <= 2 &&
            std::abs(b.red() - (a.red() + c.red()) / 2) <= 2) {
          ++blended;
        }
      }
    }
    QVERIFY2(blended > 200, qPrintable(QString::number(blended)));
  }

  void theSameStateGivesTheSamePicture() {
    StageView view(*renderer_, stageOf({track("true", {}, true, {hopperAt(0), hopperAt(0.1), hopperAt(0.2)}),
                                        track("ghost", Qt::red, false, {hopperAt(0), hopperAt(0.2), hopperAt(0.3)})}));
    const QImage first = taken(view, 1.5), other = taken(view, 0), again = taken(view, 1.5);
    QVERIFY(first != other);
    QCOMPARE(again, first);
  }

  // The model's floor ends 20 m from its middle. A hundred metres are whole periods of its tiles.
  void theGroundGoesOnUnderARunner() {
    const auto picture = [&](double x) {
      const env::BodyState state = hopperAt(x);
      Appearance body;
      body.from = body.to = &state;
      renderer_->pose({&body, 1});
      renderer_->follow(true, 0, true);
      return renderer_->render(sideView(), kSize, 1);
    };
    const QImage far = picture(100), near = picture(0);
    int differing = 0;
    for (int y = 0; y < kSize.height(); ++y) {
      for (int x = 0; x < kSize.width(); ++x) {
        const QColor a = near.pixelColor(x, y), b = far.pixelColor(x, y);
        differing += std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) > 12;
      }
    }
    QVERIFY2(differing < kSize.width() * kSize.height() / 100, qPrintable(QString::number(differing)));
  }

  void aStateThatIsNotFiniteHidesItsBodyAndIsSaid() {
    env::BodyState broken = hopperAt(0.2);
    broken.qpos[1] = std::numeric_limits<double>::quiet_NaN();
    const auto truth = track("true", {}, true, {hopperAt(0), hopperAt(0.1), hopperAt(0.2)});
    StageView with(*renderer_, stageOf({truth, track("ghost", Qt::red, false, {hopperAt(0), hopperAt(0.1), broken})}));
    taken(with, 1);
    QVERIFY(with.tracks()[1].note.isEmpty());
    with.pose(2);
    const QImage hidden = with.render(sideView(), kSize, 1, false, /*traces=*/false);
    QCOMPARE(with.tracks()[1].note, QStringLiteral("not finite from step 2"));
    StageView without(*renderer_, stageOf({truth}));
    without.pose(2);
    QCOMPARE(hidden, without.render(sideView(), kSize, 1, false, false));
  }

  void howFarApartBodiesAreAndWhereOneEndsIsTold() {
    StageView view(*renderer_, stageOf({track("true", {}, true, {hopperAt(0), hopperAt(0), hopperAt(0)}),
                                        track("ghost", Qt::red, false, {hopperAt(0), hopperAt(0.3)})}));
    view.pose(0);
    QVERIFY(std::abs(view.tracks()[1].apart) < 1e-9);
    view.pose(0.5);
    QVERIFY(std::abs(view.tracks()[1].apart - 0.15) < 1e-9);
    view.pose(2);
    QVERIFY(std::abs(view.tracks()[1].apart - 0.3) < 1e-9);
    QCOMPARE(view.tracks()[1].note, QStringLiteral("ended at step 1"));
    QVERIFY(std::isnan(view.tracks()[0].apart));
  }

  void ghostsHaveEdgesOfTheirOwn() {
    std::vector<Track> tracks{track("true", {}, true, {hopperAt(0)})};
    for (int i = 0; i < 3; ++i) tracks.push_back(track("ghost", Qt::red, false, {hopperAt(0.1 * i)}));
    StageView view(*renderer_, stageOf(tracks));
    QVERIFY(view.tracks()[1].pattern != view.tracks()[2].pattern);
    QVERIFY(view.tracks()[2].pattern != view.tracks()[3].pattern);
  }

  void sideBySideEachBodyHasThePictureThatItWouldHaveAlone() {
    const auto twin = track("twin", Qt::red, true, {hopperAt(0)});
    StageView view(*renderer_, stageOf({twin, twin}));
    const QImage both = taken(view, 0, true);
    const int half = kSize.width() / 2;
    QCOMPARE(both.copy(1, 1, half - 2, kSize.height() - 2), both.copy(half + 1, 1, half - 2, kSize.height() - 2));
    QVERIFY(both != taken(view, 0, false));
  }

  void statesOfAnotherBodyAreAnErrorThatNamesTheTrack() {
    env::BodyState other;
    other.qpos = {0, 0};
    try {
      StageView view(*renderer_, stageOf({track("imagined", {}, true, {other})}));
      QFAIL("no error");
    } catch (const base::Error& error) {
      QVERIFY(QString::fromUtf8(error.what()).contains(QStringLiteral("imagined")));
    }
  }

  void panelsFillTheAreaInReadingOrder() {
    const auto wide = viewer::sidePanels({0, 0, 300, 100}, 3);
    QCOMPARE(wide[0], QRectF(0, 0, 100, 100));
    QCOMPARE(wide[2], QRectF(200, 0, 100, 100));
    const auto tall = viewer::sidePanels({0, 0, 100, 200}, 2);
    QCOMPARE(tall[1], QRectF(0, 100, 100, 100));
  }

  void cleanupTestCase() {
    renderer_.reset();
    gl_.reset();
  }
};

QTEST_MAIN(StageViewTest)
#include "stage_view_test.moc"
