#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSettings>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>
#include <cstdio>
#include <random>

#include "support/written_run.h"
#include "workbench_fixture.h"
#include "ui/window/window_actions.h"
#include "ui/window/run_controller.h"
#include "ui/bridge/session_bridge.h"

using support::Workbench;

/// Somebody who has no idea: random clicks, keys, drags, wheels, menu entries, sizes, starts and stops on the real
/// window while it trains. Nothing may crash, hang, or leak, and Stop always answers.
///
/// MBPO_MONKEY_MINUTES says how long (else a few hundred acts; QTEST_FUNCTION_TIMEOUT, in ms, must be longer),
/// MBPO_MONKEY_SEED who, MBPO_MONKEY_TRACE=1 tells the acts.
class MonkeyTest : public QObject {
  Q_OBJECT

  QTemporaryDir home_;
  std::mt19937 random_;
  bool tells_ = false;

  int below(int bound) { return bound <= 0 ? 0 : static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  void tell(const char* act, const QObject* on) {
    if (!tells_) return;
    std::fprintf(stderr, "%s %s %s\n", act, on->metaObject()->className(), qPrintable(on->objectName()));
  }
  QPoint placeIn(const QWidget& widget) { return {below(widget.width()), below(widget.height())}; }

  QWidget* someWidget(QWidget& window) {
    QList<QWidget*> there;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
      if (widget->isVisible() && widget->isEnabled() && widget->width() > 2 && widget->height() > 2) there << widget;
    }
    return there.isEmpty() ? &window : there[below(static_cast<int>(there.size()))];
  }

  void press(QWidget& widget) {
    static constexpr Qt::MouseButton buttons[] = {Qt::LeftButton, Qt::LeftButton, Qt::LeftButton, Qt::RightButton,
                                                  Qt::MiddleButton};
    static constexpr Qt::KeyboardModifier modifiers[] = {Qt::NoModifier, Qt::NoModifier, Qt::ControlModifier,
                                                         Qt::ShiftModifier};
    const Qt::MouseButton button = buttons[below(5)];
    const Qt::KeyboardModifier modifier = modifiers[below(4)];
    const QPoint from = placeIn(widget);
    switch (below(4)) {
      case 0: tell("double-click", &widget); QTest::mouseDClick(&widget, button, modifier, from); break;
      case 1: {
        tell("drag", &widget);
        const QPointer<QWidget> still(&widget);
        QTest::mousePress(&widget, button, modifier, from);
        for (int i = 0; i < 4 && still; ++i) QTest::mouseMove(&widget, placeIn(widget));
        if (still) QTest::mouseRelease(&widget, button, modifier, placeIn(widget));
        break;
      }
      default: tell("click", &widget); QTest::mouseClick(&widget, button, modifier, from);
    }
  }

  void type(QWidget& widget) {
    static constexpr int keys[] = {Qt::Key_Space, Qt::Key_Return, Qt::Key_Escape, Qt::Key_Up,   Qt::Key_Down,
                                   Qt::Key_Left,  Qt::Key_Right,  Qt::Key_Home,   Qt::Key_End,  Qt::Key_PageUp,
                                   Qt::Key_Tab,   Qt::Key_Delete, Qt::Key_1,      Qt::Key_9,    Qt::Key_Minus,
                                   Qt::Key_E,     Qt::Key_T,      Qt::Key_C,      Qt::Key_F,    Qt::Key_Backspace};
    tell("key", &widget);
    QTest::keyClick(&widget, static_cast<Qt::Key>(keys[below(20)]), below(6) == 0 ? Qt::ControlModifier : Qt::NoModifier);
  }

  void turnWheel(QWidget& widget) {
    tell("wheel", &widget);
    const QPoint place = placeIn(widget);
    QWheelEvent event(place, widget.mapToGlobal(place), {}, {0, 120 * (below(2) * 2 - 1)}, Qt::NoButton,
                      below(3) == 0 ? Qt::ShiftModifier : Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
  }

  void triggerSomething(Workbench& bench) {
    QList<QAction*> there;
    for (QAction* action : bench.main->findChildren<QAction*>()) {
      const bool leaves = action == bench.main->actions().quit;
      if (action->isEnabled() && action->menu() == nullptr && !action->isSeparator() && !leaves) there << action;
    }
    QAction* action = there[below(static_cast<int>(there.size()))];
    tell("trigger", action);
    action->trigger();
  }

  void resizeWindow(Workbench& bench) {
    static constexpr QSize sizes[] = {{1280, 720}, {1920, 1080}, {900, 600}, {640, 480}, {2560, 1440}};
    tell("resize", bench.main.get());
    bench.main->resize(sizes[below(5)]);
  }

  void act(Workbench& bench) {
    QWidget* window = QApplication::activeModalWidget();
    if (window == nullptr) window = bench.main.get();
    switch (below(12)) {
      case 0:
      case 1: triggerSomething(bench); break;
      case 2: turnWheel(*someWidget(*window)); break;
      case 3:
      case 4: type(*someWidget(*window)); break;
      case 5: resizeWindow(bench); break;
      case 6: bench.main->runs().run(); break;
      case 7: bench.main->showPage(below(bench.main->pageCount())); break;
      default: press(*someWidget(*window));
    }
  }

 private Q_SLOTS:
  void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home_.path()); }

  void nothingThatSomebodyDoesBreaksIt() {
    const int minutes = qEnvironmentVariableIntValue("MBPO_MONKEY_MINUTES");
    random_.seed(static_cast<unsigned>(qEnvironmentVariableIsSet("MBPO_MONKEY_SEED")
                                           ? qEnvironmentVariableIntValue("MBPO_MONKEY_SEED")
                                           : 1));
    tells_ = qEnvironmentVariableIsSet("MBPO_MONKEY_TRACE");
    Workbench bench;
    for (const int seed : {1, 2, 3}) {
      support::writeFinished(support::below(bench.folder, QString::number(seed)), support::pendulum(seed, 1),
                             {1.0 * seed, 4.0 * seed, 9.0 * seed});
    }
    // Menus and file dialogs run event loops of their own: somebody leaves them again.
    QTimer escape;
    connect(&escape, &QTimer::timeout, this, [] {
      if (QWidget* popup = QApplication::activePopupWidget()) popup->close();
      if (QWidget* modal = QApplication::activeModalWidget()) modal->close();
    });
    escape.start(150);

    QElapsedTimer since;
    since.start();
    int acts = 0, stops = 0;
    qint64 slowest_stop = 0;
    const auto goesOn = [&] { return minutes > 0 ? since.elapsed() < 60'000LL * minutes : acts < 400; };
    while (goesOn()) {
      act(bench);
      ++acts;
      QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
      if (!bench.main->isVisible()) bench.main->show();
      if (acts % 40 != 0 || !bench.bridge().training()) continue;
      QElapsedTimer stop;
      stop.start();
      bench.main->runs().stop();
      QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), 30'000);
      slowest_stop = std::max(slowest_stop, stop.elapsed());
      ++stops;
    }
    bench.main->runs().stop();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), 30'000);
    qInfo("%d acts, %d stops, the slowest in %lld ms", acts, stops, static_cast<long long>(slowest_stop));
    QVERIFY(stops > 0);
  }
};

QTEST_MAIN(MonkeyTest)
#include "monkey_test.moc"
