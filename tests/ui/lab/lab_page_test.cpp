// The bound lab's page: real widgets, real mouse and keys, a real recorded run.
#include "ui/lab/lab_page.h"

#include <time.h>

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "bound/penalty.h"
#include "bound/rollout_length.h"
#include "support/qt_warnings.h"
#include "ui/bridge/session_bridge.h"
#include "ui/bridge/tiny_experiment.h"
#include "ui/lab/bound_view.h"
#include "ui/lab/finite_mdp_view.h"
#include "ui/lab/formula_view.h"
#include "ui/lab/improvement_view.h"
#include "ui/lab/lesson_panel.h"
#include "ui/lab/line_chart.h"
#include "ui/lab/phase_diagram.h"
#include "ui/lab/terms_chart.h"
#include "ui/lab/vacuous_badge.h"
#include "ui/panels/theme.h"

using lab::Quantity;
using lab::Theorem;

namespace {

constexpr int kPatience = 60'000;

struct Lab {
  bridge::SessionBridge bridge;
  QUndoStack undo;
  lab::LabPage page{bridge, &undo};

  explicit Lab(QSize size = {1100, 760}) {
    page.resize(size);
    page.show();
    QCoreApplication::processEvents();
  }
  template <class Widget>
  Widget* find(const QString& name) {
    return page.findChild<Widget*>(name);
  }
  void click(const char* button) {
    QTest::mouseClick(find<QAbstractButton>(QString::fromLatin1(button)), Qt::LeftButton);
  }
  void type(const char* spin, const QString& text) {
    auto* box = find<QDoubleSpinBox>(QString::fromLatin1(spin));
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text);
    QTest::keyClick(box, Qt::Key_Return);
  }
  void choose(const char* combo, int index) {
    auto* box = find<QComboBox>(QString::fromLatin1(combo));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < index; ++i) QTest::keyClick(box, Qt::Key_Down);
    Q_EMIT box->activated(box->currentIndex());  // keys on a closed box tell so on some styles only
  }
  const lab::LabSetting& setting() { return page.model().setting(); }
};

double processorMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void drag(QWidget& widget, QPointF from, QPointF to) {
  QTest::mousePress(&widget, Qt::LeftButton, {}, from.toPoint());
  for (int i = 1; i <= 8; ++i) QTest::mouseMove(&widget, (from + (to - from) * i / 8).toPoint());
  QTest::mouseRelease(&widget, Qt::LeftButton, {}, to.toPoint());
}

/// How the change steps of each bundled lesson are met, in their order.
using Deeds = std::vector<std::function<void(Lab&)>>;
std::function<void(Lab&)> set(Quantity quantity, double value) {
  return [=](Lab& l) { l.page.model().edit(quantity, value); };
}
std::function<void(Lab&)> theorem(int index) {
  return [=](Lab& l) { l.choose("theorem", index); };
}
std::function<void(Lab&)> press(const char* button) {
  return [=](Lab& l) { l.click(button); };
}
std::function<void(Lab&)> runTo20() {
  return [](Lab& l) {
    QTRY_VERIFY_WITH_TIMEOUT(l.page.improvementView().result() != nullptr, kPatience);
    while (l.page.improvementView().shown() < 20) l.click("improvementStep");
  };
}

std::map<QString, Deeds> lessonDeeds() {
  return {
      {"1_why_short_rollouts", {set(Quantity::k, 5), set(Quantity::k, 18), set(Quantity::k, 60)}},
      {"2_when_k_star_leaves_zero",
       {set(Quantity::eps_m, 0.08), set(Quantity::eps_m, 0.01), set(Quantity::eps_pi, 0.005)}},
      {"3_why_4_1_is_pessimistic", {theorem(0), set(Quantity::eps_pi, 0), theorem(2)}},
      {"4_published_or_corrected", {press("pin_A"), theorem(2), set(Quantity::eps_pi, 0.2)}},
      {"5_vacuous", {set(Quantity::r_max, 10), set(Quantity::discount, 0.5), set(Quantity::discount, 0.99)}},
      {"6_role_of_gamma", {press("pin_B"), set(Quantity::discount, 0.99), set(Quantity::discount, 0)}},
      {"7_model_generalisation", {theorem(2), set(Quantity::slope, 0.7), set(Quantity::slope, 1.2)}},
      {"8_algorithm_1_never_falls",
       {[](Lab& l) {
          QTRY_VERIFY_WITH_TIMEOUT(l.page.improvementView().result() != nullptr, kPatience);
          for (int i = 0; i < 5; ++i) l.click("improvementStep");
        },
        runTo20(),
        [](Lab& l) {
          l.choose("certificate", 2);
          runTo20()(l);
        }}},
      {"9_bounds_put_to_the_test",
       {press("finiteResample"),
        [](Lab& l) { QTest::keyClick(l.find<QSlider>(QStringLiteral("dial_noise")), Qt::Key_End); },
        [](Lab& l) {
          auto& chart = l.page.finiteMdpView().chart();
          QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(int(chart.toPixel(16, 1).x()), chart.height() / 2));
        }}},
  };
}

}  // namespace

class LabPageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    panels::applyTheme(*qApp, panels::ThemeChoice::light);
    qRegisterMetaType<lab::Lesson>("lab::Lesson");
  }
  void init() { support::failOnQtWarnings(); }

  void draggingTheLineChangesKAndNothingElse() {
    Lab l;
    auto& chart = l.page.boundView().terms();
    const lab::LabSetting before = l.setting();
    drag(chart, chart.toPixel(5, 10), chart.toPixel(30, 10));
    QCOMPARE(l.setting().k, 30);
    QCOMPARE(lab::withValue(l.setting(), Quantity::k, 5), before);
    QCOMPARE(l.undo.count(), 1);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(l.setting().k, 29);
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(l.setting().k, 18);  // k*
    QVERIFY(chart.accessibleDescription().contains(QStringLiteral("best k = 18")));
  }

  void theDotIsWhereBruteForceFindsTheLeastPenalty() {
    Lab l;
    l.page.model().edit(Quantity::eps_m, 0.003);
    const auto best = l.page.model().curve().best;
    QCOMPARE(best.k, bound::searchOptimalRolloutLength(lab::boundSetting(l.setting()), lab::calcEpsMPrime(l.setting()),
                                                       l.setting().eps_pi, 1000));
  }

  void draggingTheRingChangesBothErrors() {
    Lab l;
    auto& phase = l.page.boundView().phase();
    drag(phase, phase.toPixel(0.1, 0.02), phase.toPixel(0.5, 0.001));
    QVERIFY(std::abs(std::log10(l.setting().eps_pi / 0.5)) < 0.02);
    QVERIFY(std::abs(std::log10(l.setting().eps_m / 0.001)) < 0.02);
    const double eps_m = l.setting().eps_m, eps_pi = l.setting().eps_pi;
    QTest::keyClick(&phase, Qt::Key_Up);
    QVERIFY(l.setting().eps_m > eps_m);
    QCOMPARE(l.setting().eps_pi, eps_pi);
    drag(phase, phase.toPixel(0.5, 0.001), phase.toPixel(0.5, 0.001) + QPointF(0, 500));
    QCOMPARE(l.setting().eps_m, 0.0);  // beyond the lower edge
  }

  void slidersAndBoxesEditAndFollowEachOther() {
    Lab l;
    auto* slider = l.find<QSlider>(QStringLiteral("labSlider_eps_m"));
    auto* spin = l.find<QDoubleSpinBox>(QStringLiteral("labSpin_eps_m"));
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(l.setting().eps_m, 1.0);
    QCOMPARE(spin->value(), 1.0);
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(l.setting().eps_m, 0.0);
    l.type("labSpin_gamma", QStringLiteral("0.99"));
    QCOMPARE(l.setting().discount, 0.99);
    QCOMPARE(l.find<QSlider>(QStringLiteral("labSlider_gamma"))->value(), 667);
    for (const Quantity quantity : lab::kQuantities) {
      const QString key = QLatin1String(lab::quantityInfo(quantity).key);
      auto* one = l.find<QSlider>(QStringLiteral("labSlider_") + key);
      const double before = lab::valueOf(l.setting(), quantity);
      QTest::keyClick(one, one->value() > 500 ? Qt::Key_PageDown : Qt::Key_PageUp);
      QVERIFY2(lab::valueOf(l.setting(), quantity) != before, qPrintable(key));
    }
  }

  void aMouseDragOfASliderIsOneUndoStep() {
    Lab l;
    auto* slider = l.find<QSlider>(QStringLiteral("labSlider_eps_pi"));
    const double before = l.setting().eps_pi;
    const int y = slider->height() / 2;
    const auto at = [&](double p) { return QPointF(7 + p * (slider->width() - 14), y); };
    drag(*slider, at(slider->value() / 1000.0), at(0.2));
    QVERIFY(l.setting().eps_pi < before / 3);
    QCOMPARE(l.undo.count(), 1);
    l.undo.undo();
    QCOMPARE(l.setting().eps_pi, before);
  }

  void everyTheoremHasItsTermsAndItsBestK() {
    Lab l;
    const std::array<std::size_t, 4> terms{3, 5, 4, 3};
    for (int i = 0; i < 4; ++i) {
      l.choose("theorem", i);
      QCOMPARE(l.setting().theorem, lab::kTheorems[static_cast<std::size_t>(i)]);
      QCOMPARE(l.page.model().curve().names.size(), terms[static_cast<std::size_t>(i)]);
      QVERIFY(!l.page.boundView().formula().termRectangle(bound::term::kModelError).isEmpty());
      QVERIFY(l.find<QLabel>(QStringLiteral("theoremNote"))->text().size() > 40);
      l.page.grab();
    }
    l.choose("theorem", 0);
    QVERIFY(!l.find<QSlider>(QStringLiteral("labSlider_k"))->isEnabled());
    l.choose("theorem", 1);
    QCOMPARE(l.page.model().curve().best.k, 0);
  }

  void theMouseOnATermHighlightsItInFormulaAndChart() {
    Lab l;
    auto& formula = l.page.boundView().formula();
    QTest::mouseMove(&formula, formula.termRectangle(bound::term::kModelError).center().toPoint());
    QCOMPARE(l.page.model().highlighted(), bound::term::kModelError);
    auto& chart = l.page.boundView().terms();
    QTest::mouseMove(&chart, chart.toPixel(45, 20).toPoint());  // far right and low: the model's errors
    QCOMPARE(l.page.model().highlighted(), bound::term::kModelError);
    QTest::mouseMove(&chart, chart.toPixel(1, 70).toPoint());
    QCOMPARE(l.page.model().highlighted(), bound::term::kShiftBeforeBranch);
  }

  void theBadgeSaysWhetherAndWhy() {
    Lab l;
    auto& badge = l.page.boundView().badge();
    QVERIFY(l.page.model().isVacuous());
    QVERIFY(badge.verdict().contains(QStringLiteral("Vacuous")));
    QVERIFY(badge.explanation().contains(QStringLiteral("k*")));
    l.type("labSpin_gamma", QStringLiteral("0.5"));
    QVERIFY(!l.page.model().isVacuous());
    QVERIFY(badge.verdict().contains(QStringLiteral("Says something")));
  }

  void pinsAreSetRestoredAndLetGo() {
    Lab l;
    l.click("pin_A");
    const lab::LabSetting pinned = l.setting();
    QCOMPARE(*l.page.model().pin(0), pinned);
    QVERIFY(l.find<QLabel>(QStringLiteral("pinText_A"))->text().contains(QStringLiteral("k* = 18")));
    l.page.model().edit(Quantity::eps_m, 0.7);
    l.click("pin_B");
    l.click("pinRestore_A");
    QCOMPARE(l.setting(), pinned);
    l.click("pin_A");
    QVERIFY(!l.page.model().pin(0) && l.page.model().pin(1));
  }

  void presetsLayTheirValuesOutUntilOneIsChanged() {
    Lab l;
    l.choose("theorem", 3);
    l.choose("labPreset", 2);  // Perfect model
    QCOMPARE(l.setting().eps_m, 0.0);
    QCOMPARE(l.setting().theorem, Theorem::theorem_4_3_published);
    auto* box = l.find<QComboBox>(QStringLiteral("labPreset"));
    QCOMPARE(box->currentText(), QStringLiteral("Perfect model"));
    l.page.model().edit(Quantity::k, 99);
    QCOMPARE(box->currentIndex(), -1);
  }

  void liveValuesAreARecordedRuns() {
    const QTemporaryDir folder;
    {
      bridge::SessionBridge trainer;
      QVERIFY(trainer.start(support::tinySession(folder)));
      QTRY_VERIFY_WITH_TIMEOUT(trainer.latest().of(mbpo::Metric::eps_m).has_value() &&
                                   trainer.latest().of(mbpo::Metric::eps_pi).has_value() && trainer.state().epoch >= 2,
                               kPatience);
      trainer.stop();
      QTRY_VERIFY_WITH_TIMEOUT(!trainer.training(), kPatience);
    }
    Lab l;
    QVERIFY(!l.find<QPushButton>(QStringLiteral("liveValues"))->isEnabled());
    QVERIFY(l.find<QPushButton>(QStringLiteral("liveValues"))->toolTip().contains(QStringLiteral("F5")));
    const lab::LabSetting mine = l.setting();
    QVERIFY(l.bridge.open(folder.filePath(QStringLiteral("tiny")).toStdString()));
    QTRY_VERIFY_WITH_TIMEOUT(l.bridge.caughtUp() && l.page.model().reading().known, kPatience);
    l.click("liveValues");
    const auto latest = [&](mbpo::Metric metric) { return l.bridge.latest().of(metric)->value; };
    QCOMPARE(l.setting().eps_m, latest(mbpo::Metric::eps_m));
    QCOMPARE(l.setting().eps_pi, latest(mbpo::Metric::eps_pi));
    QCOMPARE(l.setting().r_max, latest(mbpo::Metric::r_max));
    QCOMPARE(l.setting().discount, l.bridge.state().configuration->discount);
    QVERIFY(l.setting().k >= 1);
    const QString origins = l.find<QLabel>(QStringLiteral("labOrigins"))->text();
    QVERIFY2(origins.contains(QStringLiteral("resolution_tv")) && origins.contains(QStringLiteral("rows")),
             qPrintable(origins));
    QVERIFY(!l.page.model().trail().empty());
    // In the order of its steps, although fits and epochs are recorded in files of their own.
    QVERIFY(std::ranges::is_sorted(l.page.model().trail(), {}, &lab::TrailPoint::real_steps));
    QCOMPARE(l.page.model().trail().back().eps_m, latest(mbpo::Metric::eps_m));
    l.page.grab();
    QTest::keyClick(&l.page.boundView().terms(), Qt::Key_Right);  // an edit takes over
    QVERIFY(l.find<QPushButton>(QStringLiteral("myValues"))->isChecked());
    QCOMPARE(l.setting().eps_m, latest(mbpo::Metric::eps_m));
    l.undo.undo();
    l.page.model().edit(mine, QStringLiteral("test"));
    l.click("liveValues");
    l.click("myValues");
    QCOMPARE(l.setting(), mine);
    l.click("liveValues");
    l.bridge.clear();
    QVERIFY(l.page.model().trail().empty());
    QVERIFY(l.find<QPushButton>(QStringLiteral("myValues"))->isChecked());
  }

  void theFinitePageDrawsEveryBoundAboveTheGap() {
    Lab l;
    l.click("view_finite");
    QCOMPARE(l.page.view(), lab::LabPage::View::finite_mdp);
    auto& view = l.page.finiteMdpView();
    const auto& series = view.chart().series();
    QCOMPARE(series.size(), view.result().lines.size() + 2);
    const auto& gap = series.back().points;
    for (std::size_t i = 0; i < view.result().lines.size(); ++i) {
      if (!view.result().lines[i].branched) continue;
      for (std::size_t k = 0; k < gap.size(); ++k) QVERIFY(series[i].points[k].y() >= gap[k].y() - 1e-9);
    }
    const double before = view.result().exact.true_return;
    l.click("finiteResample");
    QTRY_VERIFY(view.result().exact.true_return != before);
    auto* table = l.find<QTableWidget>(QStringLiteral("tightnessTable"));
    QCOMPARE(table->rowCount(), static_cast<int>(view.result().lines.size()));
    QTest::keyClick(&view.chart(), Qt::Key_Right);
    QVERIFY(table->horizontalHeaderItem(0)->text().contains(QString::number(view.chart().cursorPlace())));
    l.choose("finiteWorld", 0);
    QTRY_COMPARE(view.result().states, std::size_t{5});
    QVERIFY(l.find<QLabel>(QStringLiteral("finiteVerdict"))->text().contains(QStringLiteral("Every bound holds")));
    l.choose("finiteModel", 1);
    QVERIFY(l.find<QSlider>(QStringLiteral("dial_samples"))->isVisible());
    QTRY_VERIFY(!view.busy());
    l.click("finiteUse");
    QCOMPARE(l.setting().eps_pi, view.result().exact.eps_pi);
    QCOMPARE(l.setting().eps_m, view.result().exact.eps_m);
    QVERIFY(!view.grab().isNull());
  }

  // A million samples take longer than a frame: the hand does not wait, and the last place of the dial is what is
  // shown.
  void aDragOfTheSamplesDoesNotHoldUpTheWindow() {
    Lab l;
    l.click("view_finite");
    auto& view = l.page.finiteMdpView();
    l.choose("finiteModel", 1);
    auto* dial = l.find<QSlider>(QStringLiteral("dial_samples"));
    double slowest = 0;
    for (int i = 0; i <= 20; ++i) {
      const double before = processorMilliseconds();
      dial->setValue(dial->maximum() - 20 + i);
      slowest = std::max(slowest, processorMilliseconds() - before);
      QTest::qWait(1);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!view.busy(), kPatience);
    QCOMPARE(view.result().spec.samples, 1'000'000);
    QCOMPARE(view.result().exact.true_return, lab::calcFiniteResult(view.result().spec).exact.true_return);
    QElapsedTimer alone;
    alone.start();
    lab::calcFiniteResult(view.result().spec);
    qInfo("a million samples: %lld ms on their thread, %.2f ms at most on the window's",
          static_cast<long long>(alone.elapsed()), slowest);
    QVERIFY(slowest < 16);
  }

  void algorithmOneStepsRunsAndResets() {
    Lab l;
    l.click("view_algorithm");
    auto& view = l.page.improvementView();
    QTRY_VERIFY_WITH_TIMEOUT(view.result() != nullptr, kPatience);
    QCOMPARE(view.shown(), 0);
    l.click("improvementStep");
    QCOMPARE(view.shown(), 1);
    QVERIFY(!view.chart().series().empty());
    l.click("improvementPlay");
    QTRY_COMPARE_WITH_TIMEOUT(view.shown(), 20, kPatience);
    QVERIFY(!l.find<QPushButton>(QStringLiteral("improvementStep"))->isEnabled());
    view.grab();
    l.click("improvementReset");
    QCOMPARE(view.shown(), 0);
  }

  void everyBundledLessonCanBeFinished() {
    Lab l({1200, 800});
    l.click("showLessons");
    auto deeds = lessonDeeds();
    QVERIFY(l.page.lessons().lessons().size() >= 6);
    for (const lab::Lesson& lesson : l.page.lessons().lessons()) {
      QVERIFY2(deeds.contains(lesson.id), qPrintable(lesson.id));
      l.click(qPrintable(QStringLiteral("lessonBegin_") + lesson.id));
      std::size_t deed = 0;
      for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
        const lab::LessonStep& step = lesson.steps[i];
        const QString where = QStringLiteral("%1, step %2").arg(lesson.id).arg(i + 1);
        QVERIFY2(l.page.lessons().progress().current() == i, qPrintable(where));  // nothing ticked before its deed
        if (step.kind == lab::LessonStep::Kind::change) {
          deeds[lesson.id].at(deed++)(l);
          QTRY_VERIFY(!l.page.finiteMdpView().busy());
        } else {
          const auto option = [&](int n) {
            return l.page.lessons()
                .findChild<QWidget*>(QStringLiteral("lessonStep_%1").arg(i + 1))
                ->findChild<QPushButton*>(QStringLiteral("lessonOption_%1").arg(n));
          };
          if (step.kind == lab::LessonStep::Kind::check) {
            QTest::mouseClick(option(step.answer == 0 ? 1 : 0), Qt::LeftButton);
            QVERIFY2(l.page.lessons().progress().current() == i, qPrintable(where));
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
          }
          QTest::mouseClick(option(step.answer), Qt::LeftButton);
        }
        QVERIFY2(l.page.lessons().progress().isTicked(i), qPrintable(where));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
      }
      QVERIFY(l.page.lessons().progress().isDone());
      QVERIFY(l.page.lessons().findChild<QLabel*>(QStringLiteral("lessonFinished")) != nullptr);
      l.page.grab();
      l.click("lessonBack");
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
      for (int pin = 0; pin < lab::LabModel::kPins; ++pin) {
        if (l.page.model().pin(pin)) l.page.model().togglePin(pin);
      }
    }
  }

  void aLessonTicksWhileALineIsDragged() {
    Lab l;
    l.click("showLessons");
    l.click("lessonBegin_1_why_short_rollouts");
    QTest::mouseClick(l.find<QPushButton>(QStringLiteral("lessonOption_0")), Qt::LeftButton);
    auto& chart = l.page.boundView().terms();
    drag(chart, chart.toPixel(0, 5), chart.toPixel(7, 5));
    QVERIFY(l.page.lessons().progress().isTicked(1));
  }

  void presentingLeavesFormulaAndChartsAndEscapeEndsIt() {
    Lab l;
    QSignalSpy told(&l.page, &lab::LabPage::presentingChanged);
    l.click("present");
    QVERIFY(l.page.isPresenting());
    QVERIFY(!l.find<QWidget>(QStringLiteral("labControls"))->isVisible());
    QVERIFY(l.page.boundView().terms().isVisible());
    QTest::keyClick(&l.page, Qt::Key_Escape);
    QVERIFY(!l.page.isPresenting());
    QVERIFY(l.find<QWidget>(QStringLiteral("labControls"))->isVisible());
    QCOMPARE(told.count(), 2);
  }

  void everyControlHasANameAndATooltip() {
    Lab l;
    QStringList bare;
    for (QWidget* widget : l.page.findChildren<QWidget*>()) {
      const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QSlider*>(widget) ||
                           qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget);
      if (!control || widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QTableCornerButton"))
        continue;
      if (widget->objectName().isEmpty() || widget->accessibleName().isEmpty() || widget->toolTip().isEmpty()) {
        bare << QStringLiteral("%1 “%2”").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
      }
    }
    QVERIFY2(bare.isEmpty(), qPrintable(bare.join(u'\n')));
  }

  void aSmallWindowHoldsThePageWithoutCuttingItOff() {
    for (const QSize size : {QSize(640, 420), QSize(735, 440), QSize(1130, 800)}) {
      Lab l(size);
      QCOMPARE(l.page.size(), size);
      auto& view = l.page.boundView();
      QVERIFY2(view.width() <= size.width(),
               qPrintable(QStringLiteral("%1 in %2").arg(view.width()).arg(size.width())));
    }
  }

  // What a drag costs, printed: the edit, and the painting of all that it changes. In processor time of this thread,
  // since a limit on wall time would fail on a busy machine.
  void dragsAreTimed() {
    for (const QSize size : {QSize(786, 600), QSize(1400, 900)}) {
      Lab l(size);
      QVERIFY(QTest::qWaitForWindowExposed(&l.page));
      const auto measure = [&](const char* what, const std::function<void(int)>& move) {
        std::vector<double> times;
        for (int i = 0; i < 60; ++i) {
          const double before = processorMilliseconds();
          move(i);
          QCoreApplication::sendPostedEvents();  // layouts and the update request: paints what has changed
          times.push_back(processorMilliseconds() - before);
        }
        std::ranges::sort(times);
        qInfo("%dx%d, %s: median %.1f ms, largest %.1f ms", size.width(), size.height(), what, times[30], times[59]);
      };
      measure("k", [&](int i) { l.page.model().edit(Quantity::k, i); });
      measure("ε_m", [&](int i) { l.page.model().edit(Quantity::eps_m, 0.001 * (i + 1)); });
      l.page.model().edit(Quantity::discount, 0.99);
      l.page.model().edit(Quantity::k, 400);
      measure("ε_π with 500 columns", [&](int i) { l.page.model().edit(Quantity::eps_pi, 0.01 * (i + 1)); });
      l.click("view_finite");
      auto* dial = l.find<QSlider>(QStringLiteral("dial_shift"));
      measure("the shift of a finite MDP", [&](int i) { dial->setValue(200 + 10 * i); });
    }
  }
};

QTEST_MAIN(LabPageTest)
#include "lab_page_test.moc"
