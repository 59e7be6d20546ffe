#include "ui/charts/picture_queue.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>
#include <chrono>
#include <memory>

#include "support/qt_warnings.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/plot_view.h"

using charts::LiveChart;
using charts::PictureQueue;

class PictureQueueTest : public QObject {
  Q_OBJECT

  static void workFor(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
    }
  }
  static std::unique_ptr<QWidget> shownWidget() {
    auto widget = std::make_unique<QWidget>();
    widget->resize(200, 100);
    widget->show();
    return widget;
  }
  static double newestShown(LiveChart& chart) { return chart.findChild<charts::PlotView*>()->scenery().x.high; }

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void aWidgetThatWaitsGetsOnePictureHoweverOftenItAsks() {
    const auto widget = shownWidget();
    int made = 0;
    for (int i = 0; i < 5; ++i) PictureQueue::shared().add(*widget, [&] { ++made; });
    QCOMPARE(PictureQueue::shared().waiting(), std::size_t{1});
    QCOMPARE(made, 0);
    QTRY_COMPARE(made, 1);
    QCOMPARE(PictureQueue::shared().waiting(), std::size_t{0});
  }

  // All at once they would hold everything up for 60 ms.
  void betweenTwoPicturesEventsGetTheirTurn() {
    using namespace std::chrono_literals;
    std::vector<std::unique_ptr<QWidget>> widgets;
    int made = 0, most_at_once = 0, since_event = 0;
    for (int i = 0; i < 12; ++i) widgets.push_back(shownWidget());
    QTest::qWait(20);
    QTimer others;
    connect(&others, &QTimer::timeout, this, [&] { since_event = 0; });
    others.start(1);
    for (const auto& widget : widgets) {
      PictureQueue::shared().add(*widget, [&] {
        workFor(5ms);
        ++made;
        most_at_once = std::max(most_at_once, ++since_event);
      });
    }
    QTRY_COMPARE(made, 12);
    QVERIFY2(most_at_once <= 2, QByteArray::number(most_at_once));
  }

  void oneThatIsHiddenOrGoneByItsTurnIsLeftOut() {
    auto hidden = shownWidget(), gone = shownWidget(), seen = shownWidget();
    int made = 0;
    for (QWidget* widget : {hidden.get(), gone.get(), seen.get()}) PictureQueue::shared().add(*widget, [&] { ++made; });
    hidden->hide();
    gone.reset();
    QTRY_COMPARE(PictureQueue::shared().waiting(), std::size_t{0});
    QCOMPARE(made, 1);
  }

  void aChartOutOfViewIsMadeWhenSomebodyScrollsToIt() {
    QScrollArea area;
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    std::vector<LiveChart*> shown;
    for (int i = 0; i < 3; ++i) {
      shown.push_back(new LiveChart);
      shown.back()->setFixedSize(360, 300);
      shown.back()->addSeries({});
      column->addWidget(shown.back());
    }
    area.setWidget(content);
    area.resize(420, 320);
    area.show();
    QVERIFY(QTest::qWaitForWindowExposed(&area));
    for (LiveChart* chart : shown) chart->setPoints(0, {{0, 1}, {5000, 2}});
    QTRY_VERIFY(newestShown(*shown.front()) >= 5000);
    QTRY_COMPARE(PictureQueue::shared().waiting(), std::size_t{0});
    QVERIFY(newestShown(*shown.back()) < 5000);
    QVERIFY(shown.back()->visibleX().second >= 5000);  // asked for, it is the truth all the same
    area.verticalScrollBar()->setValue(area.verticalScrollBar()->maximum());
    QTRY_VERIFY(newestShown(*shown.back()) >= 5000);
  }

  void whatIsPaintedIsWhatTheModelSays() {
    LiveChart chart;
    chart.resize(420, 300);
    chart.addSeries({});
    chart.setPoints(0, {{0, 1}, {1, 2}, {2, 0}});
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    PictureQueue::shared().finish();
    QTest::qWait(0);
    const QImage before = chart.grab().toImage();
    chart.setPoints(0, {{0, 2}, {1, 0}, {2, 2}});
    PictureQueue::shared().finish();
    QVERIFY(chart.grab().toImage() != before);
    chart.setPoints(0, {{0, 1}, {1, 2}, {2, 0}});
    PictureQueue::shared().finish();
    QCOMPARE(chart.grab().toImage(), before);
    QTest::qWait(50);  // what Qt Charts announces later changes nothing any more
    QCOMPARE(chart.grab().toImage(), before);
  }
};

QTEST_MAIN(PictureQueueTest)
#include "picture_queue_test.moc"
