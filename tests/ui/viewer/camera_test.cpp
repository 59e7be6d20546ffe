#include "ui/viewer/camera.h"

#include <QtTest>
#include <cmath>

using viewer::Camera;
using viewer::Point;

class CameraTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void azimuthNinetyLooksAlongY() {
    Camera camera;
    camera.azimuth = 90;
    camera.elevation = 0;
    const Point ahead = viewer::forward(camera);
    QVERIFY(std::abs(ahead[0]) < 1e-12 && std::abs(ahead[1] - 1) < 1e-12 && std::abs(ahead[2]) < 1e-12);
  }

  void elevationStopsShortOfThePoles() {
    const Camera camera = viewer::orbited({}, 0, 100);
    QVERIFY(camera.elevation >= -89);
    QVERIFY(viewer::orbited({}, 0, -100).elevation <= 89);
  }

  // Seen along +y, at distance 2 with a field of view of 90°, the height seen is 4 m: half a height to the right moves
  // what is looked at by 2 m to the left, so that the scene goes with the pointer.
  void panningMovesTheSceneWithThePointer() {
    Camera camera;
    camera.azimuth = 90;
    camera.elevation = 0;
    camera.distance = 2;
    const Point right = viewer::panned(camera, 0.5, 0, 90).offset;
    QVERIFY(std::abs(right[0] + 2) < 1e-12 && std::abs(right[1]) < 1e-12 && std::abs(right[2]) < 1e-12);
    const Point down = viewer::panned(camera, 0, 0.5, 90).offset;
    QVERIFY(std::abs(down[2] - 2) < 1e-12 && std::abs(down[0]) < 1e-12);
  }

  void zoomInAndOutCancel() {
    const Camera camera;
    QVERIFY(viewer::zoomed(camera, 3).distance < camera.distance);
    QVERIFY(std::abs(viewer::zoomed(viewer::zoomed(camera, 3), -3).distance - camera.distance) < 1e-12);
    QVERIFY(viewer::zoomed(camera, 1000).distance > 0);
  }

  void lookingAtKeepsTheDirection() {
    const Camera camera = viewer::lookingAt({}, {1, 2, 3}, {4, 2, 0});
    QCOMPARE(camera.offset, (Point{3, 0, -3}));
    QCOMPARE(camera.azimuth, Camera().azimuth);
  }
};

QTEST_GUILESS_MAIN(CameraTest)
#include "camera_test.moc"
