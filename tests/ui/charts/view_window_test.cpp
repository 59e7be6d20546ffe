#include "ui/charts/view_window.h"

#include <QtTest>
#include <cmath>

using charts::Range;
using charts::ViewWindow;

class ViewWindowTest : public QObject {
  Q_OBJECT

  static ViewWindow over(double low, double high) {
    ViewWindow window;
    window.setExtent({low, high});
    return window;
  }

 private Q_SLOTS:
  void everythingIsShownWhileItGrows() {
    ViewWindow window = over(0, 100);
    QVERIFY(window.x().low <= 0 && window.x().high >= 100);
    window.setExtent({0, 500});
    QVERIFY(window.x().contains(500));
    QVERIFY(window.showsAll());
  }

  void zoomingKeepsThePointUnderThePointer() {
    ViewWindow window = over(0, 100);
    const Range before = window.x();
    window.zoom(30, 2);
    const Range after = window.x();
    QVERIFY(std::abs((30 - after.low) / after.width() - (30 - before.low) / before.width()) < 1e-12);
    QVERIFY(std::abs(after.width() * 2 - before.width()) < 1e-9);
  }

  void aZoomedViewStandsStillWhileDataArrive() {
    ViewWindow window = over(0, 100);
    window.zoom(30, 4);
    const Range before = window.x();
    QVERIFY(!window.follows());
    window.setExtent({0, 10'000});
    QCOMPARE(window.x(), before);
  }

  void followingKeepsTheWidthAndMoves() {
    ViewWindow window = over(0, 100);
    window.zoom(30, 4);
    const double width = window.x().width();
    window.setFollows(true);
    window.setExtent({0, 1000});
    QVERIFY(window.x().contains(1000));
    QVERIFY(std::abs(window.x().width() - width) < 1e-9);
  }

  void panningBackToTheNewestEndFollowsAgain() {
    ViewWindow window = over(0, 100);
    window.zoom(50, 4);
    window.pan(1000);
    QVERIFY(window.follows());
    QVERIFY(window.x().contains(100));
    window.pan(-20);
    QVERIFY(!window.follows());
  }

  void panningStopsAtTheOldestEnd() {
    ViewWindow window = over(0, 100);
    window.zoom(50, 4);
    window.pan(-1e6);
    QCOMPARE(window.x().low, 0.0);
  }

  void zoomingOutEndsAtEverything() {
    ViewWindow window = over(0, 100);
    window.zoom(50, 8);
    window.zoom(50, 1.0 / 100);
    QVERIFY(window.showsAll());
  }

  void emptyDataHaveAUsableRange() {
    ViewWindow window;
    QVERIFY(window.x().width() > 0);
    window.setExtent({5, 5});
    QVERIFY(window.x().contains(5) && window.x().width() > 0);
  }
};

QTEST_GUILESS_MAIN(ViewWindowTest)
#include "view_window_test.moc"
