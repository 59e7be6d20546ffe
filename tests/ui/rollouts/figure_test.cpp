// Figures and the widget that shows them: values by hand, pixels by probe, real events.
#include "ui/rollouts/figure.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "support/qt_warnings.h"
#include "ui/charts/chart_legend.h"
#include "ui/panels/theme.h"
#include "ui/rollouts/fan_board.h"
#include "ui/rollouts/figure_view.h"
#include "ui/rollouts/made_comparison.h"
#include "ui/rollouts/member_look.h"
#include "ui/rollouts/rollout_figures.h"
#include "ui/rollouts/step_cursor.h"
#include "ui/rollouts/training_figures.h"

namespace {

using rollouts::FigureView;

void hover(QWidget& widget, QPointF place) {
  QMouseEvent event(QEvent::MouseMove, place, widget.mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
  QApplication::sendEvent(&widget, &event);
}

void leave(QWidget& widget) {
  QEvent event(QEvent::Leave);
  QApplication::sendEvent(&widget, &event);
}

double distance(const QColor& a, const QColor& b) {
  return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
}

/// How far the pixels of a small square about a place lie from a colour, on average.
double colourFrom(const QImage& image, QPointF place, const QColor& from) {
  double sum = 0;
  for (int dx = -4; dx <= 4; ++dx) {
    for (int dy = -4; dy <= 4; ++dy) sum += distance(image.pixelColor(place.toPoint() + QPoint(dx, dy)), from);
  }
  return sum / 81;
}

const rollouts::Layer* layerOf(const rollouts::Figure& figure, const QString& label) {
  for (const rollouts::Layer& layer : figure.layers) {
    if (layer.spec.label == label) return &layer;
  }
  return nullptr;
}

}  // namespace

class FigureTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { panels::applyTheme(*qApp, panels::ThemeChoice::light); }
  void init() { support::failOnQtWarnings(); }

  // B = 20 bins, n = 500: 1.96 · √(19/500) = 1.96 · 0.194936 = 0.382075. Counting √(B/n), or n·B values, is rejected.
  void theBandOfChanceOfAPitHistogramIsHandWorked() {
    QVERIFY(std::abs(rollouts::chanceHalfWidth(20, 500) - 0.382068) < 2e-5);
    QVERIFY(std::abs(rollouts::chanceHalfWidth(20, 500) - 1.959964 * std::sqrt(20.0 / 500)) > 5e-3);
    QVERIFY(std::abs(rollouts::chanceHalfWidth(20, 500) - 1.959964 * std::sqrt(19.0 / (500 * 20))) > 0.1);
    QCOMPARE(rollouts::chanceHalfWidth(1, 500), 0.0);
    const rollouts::Figure pit = rollouts::pitFigure(*support::madeComparison());
    const rollouts::Layer* chance = layerOf(pit, QStringLiteral("95 % by chance"));
    QVERIFY(chance != nullptr);
    const double half = 1.959964 * std::sqrt(9.0 / 900);
    QVERIFY(std::abs(chance->band[0].low - (1 - half)) < 1e-6 && std::abs(chance->band[0].high - (1 + half)) < 1e-6);
    const rollouts::Layer* density = layerOf(pit, QStringLiteral("density"));
    QCOMPARE(density->points[0].x(), 0.05);
    QCOMPARE(density->bar_width, 0.1);
  }

  void bandsAreTwoSigmaAboutTheMembersMean() {
    const auto made = support::madeComparison();
    const rollouts::Figure fan = rollouts::fanFigure(*made, 0, {5, {}});
    const rollouts::Layer* aleatoric = layerOf(fan, QStringLiteral("aleatoric ±2σ"));
    const rollouts::Layer* epistemic = layerOf(fan, QStringLiteral("epistemic ±2σ"));
    QVERIFY(aleatoric && epistemic && !aleatoric->hatched && epistemic->hatched);
    const charts::BandPoint& at = aleatoric->band[16];
    QCOMPARE(at.x, 56.0);
    QVERIFY(std::abs(at.low - (made->fans[0].mean[16] - 0.16)) < 1e-12);
    QVERIFY(std::abs(at.high - (made->fans[0].mean[16] + 0.16)) < 1e-12);
    QCOMPARE(fan.first_step, 40.0);
    QCOMPARE(fan.rules.last().x, 45.0);  // k = 5 steps after the start
    const rollouts::Figure reward = rollouts::fanFigure(*made, 2, {});
    QCOMPARE(layerOf(reward, QStringLiteral("truth"))->points.first().x(), 41.0);  // r of the step that leads there
  }

  void theFanPaintsItsBandsAndTheyLookDifferent() {
    FigureView view(QStringLiteral("fan"));
    view.resize(560, 340);
    rollouts::Figure figure = rollouts::fanFigure(*support::madeComparison(), 0, {});
    // Bands alone, about zero: what is probed is theirs.
    for (rollouts::Layer& layer : figure.layers) {
      if (layer.kind != rollouts::Layer::Kind::band) layer.points.clear();
      for (charts::BandPoint& point : layer.band) {
        const bool upper = !layer.hatched;
        point.low = upper ? 0.5 : -1;
        point.high = upper ? 1 : -0.5;
      }
    }
    figure.y = {-1.5, 1.5};
    figure.rules.clear();
    view.setFigure(figure);
    view.show();
    const QImage image = view.grab().toImage();
    const QColor ground = view.palette().color(QPalette::Base);
    const double washed = colourFrom(image, view.toPixel(50, 0.75), ground);
    const double hatched = colourFrom(image, view.toPixel(50, -0.75), ground);
    const double empty = colourFrom(image, view.toPixel(50.6, 1.3), ground);
    QVERIFY2(washed > 25, qPrintable(QString::number(washed)));
    QVERIFY2(hatched > 25, qPrintable(QString::number(hatched)));
    QVERIFY2(empty < 8, qPrintable(QString::number(empty)));
    // A wash is even, strokes are not.
    const auto spread = [&](QPointF place) {
      double low = 1e9, high = 0;
      for (int dx = -5; dx <= 5; ++dx) {
        const double at = distance(image.pixelColor(place.toPoint() + QPoint(dx, 0)), ground);
        low = std::min(low, at);
        high = std::max(high, at);
      }
      return high - low;
    };
    QVERIFY(spread(view.toPixel(50.5, 0.72)) < 4);
    QVERIFY(spread(view.toPixel(50.5, -0.72)) > 25);
  }

  void hoveringOneChartMovesTheOthersToTheSameStep() {
    rollouts::StepCursor cursor;
    rollouts::FanBoard board(cursor);
    board.resize(700, 560);
    FigureView growth(QStringLiteral("growth"));
    growth.resize(420, 280);
    growth.follow(cursor);
    const auto made = support::madeComparison();
    board.show(made, 0, {5, {}});
    growth.setFigure(rollouts::growthFigure(*made, 0, {5, {}}));
    cursor.setLast(20);
    static_cast<QWidget&>(board).show();
    growth.show();
    QSignalSpy moved(&cursor, &rollouts::StepCursor::moved);
    hover(*board.fan(), board.fan()->toPixel(40 + 12, 0));
    QCOMPARE(cursor.step(), 12);
    QCOMPARE(moved.size(), 1);
    QVERIFY(board.fan()->readout().first().contains(QStringLiteral("52")));
    QVERIFY(board.fan()->readout().filter(QStringLiteral("member 2")).size() == 1);
    QVERIFY(growth.readout().first().contains(QStringLiteral("12")));
    QVERIFY(board.thumbnails()[2]->readout().first().contains(QStringLiteral("12")));
    leave(*board.fan());
    hover(growth, growth.toPixel(7, 0.2));
    QCOMPARE(cursor.step(), 7);
    QVERIFY(board.fan()->readout().first().contains(QStringLiteral("47")));
    board.fan()->setFocus();
    QTest::keyClick(board.fan(), Qt::Key_Right);
    QCOMPARE(cursor.step(), 8);
    QTest::keyClick(board.fan(), Qt::Key_End);
    QCOMPARE(cursor.step(), 20);
  }

  void aCursorTellsOnceAndNeverRunsInCircles() {
    rollouts::StepCursor a, b;
    connect(&a, &rollouts::StepCursor::moved, &b, &rollouts::StepCursor::setStep);
    connect(&b, &rollouts::StepCursor::moved, &a, [&](int step) { a.setStep(step + 1); });  // one that disagrees
    a.setLast(10);
    b.setLast(10);
    QSignalSpy told(&a, &rollouts::StepCursor::moved);
    a.setStep(4);
    QCOMPARE(told.size(), 1);
    QCOMPARE(a.step(), 4);
    QCOMPARE(b.step(), 4);
    a.setStep(99);
    QCOMPARE(a.step(), 10);
    a.setLast(3);
    QCOMPARE(a.step(), 3);
    a.setLast(-1);
    QCOMPARE(a.step(), -1);
  }

  void aThumbnailIsChosenByClickAndByKey() {
    rollouts::StepCursor cursor;
    rollouts::FanBoard board(cursor);
    board.resize(700, 560);
    board.show(support::madeComparison(), 0, {});
    static_cast<QWidget&>(board).show();
    QSignalSpy chosen(&board, &rollouts::FanBoard::chosen);
    QCOMPARE(board.thumbnails().size(), 3);
    QVERIFY(board.thumbnails()[0]->isChosen());
    QTest::mouseClick(board.thumbnails()[1], Qt::LeftButton);
    QCOMPARE(chosen.takeFirst().first().toInt(), 1);
    QTest::keyClick(board.thumbnails()[2], Qt::Key_Return);
    QCOMPARE(chosen.takeFirst().first().toInt(), 2);
  }

  void theLegendHidesALayerAndItStaysHidden() {
    FigureView view(QStringLiteral("fan"));
    view.resize(560, 340);
    view.setFigure(rollouts::fanFigure(*support::madeComparison(), 0, {}));
    view.show();
    auto* entry = view.findChild<charts::LegendEntry*>(QStringLiteral("legend_member 2"));
    QVERIFY(entry != nullptr);
    QTest::mouseClick(entry, Qt::LeftButton);
    QVERIFY(!layerOf(view.figure(), QStringLiteral("member 2"))->visible);
    view.setFigure(rollouts::fanFigure(*support::madeComparison(25), 1, {}));
    QVERIFY(!layerOf(view.figure(), QStringLiteral("member 2"))->visible);
    QVERIFY(layerOf(view.figure(), QStringLiteral("member 3"))->visible);
  }

  void membersDifferInColourAndDashAndTruthAloneIsSolid() {
    for (int member = 0; member < 8; ++member) {
      const rollouts::MemberLook look = rollouts::lookOfMember(member);
      QVERIFY(look.dash != charts::SeriesSpec::Dash::solid);
      for (int other = 0; other < member; ++other) QVERIFY(look.colour != rollouts::lookOfMember(other).colour);
      if (member > 0) QVERIFY(look.dash != rollouts::lookOfMember(member - 1).dash);
    }
    const rollouts::Figure fan = rollouts::fanFigure(*support::madeComparison(), 0, {});
    QCOMPARE(layerOf(fan, QStringLiteral("truth"))->spec.dash, charts::SeriesSpec::Dash::solid);
  }

  void growthSwitchesToALogarithmicAxis() {
    FigureView view(QStringLiteral("growth"));
    view.resize(460, 300);
    view.offerLogY();
    view.setFigure(rollouts::growthFigure(*support::madeComparison(), 0, {5, 7.0}));
    view.show();
    // Exponential growth: on a logarithmic axis the middle of its ends is its middle.
    const auto bend = [&] {
      const std::vector<double> rmse = support::madeComparison()->growth.rmse;
      const double y1 = view.toPixel(1, rmse[0]).y(), y10 = view.toPixel(10, rmse[9]).y();
      return std::abs(y10 - (y1 + view.toPixel(19, rmse[18]).y()) / 2);
    };
    QVERIFY(bend() > 10);
    QTest::mouseClick(view.findChild<QToolButton*>(QStringLiteral("growth_log")), Qt::LeftButton);
    QVERIFY(view.isLogY());
    QVERIFY2(bend() < 0.5, qPrintable(QString::number(bend())));
    view.setFigure(rollouts::growthFigure(*support::madeComparison(), 1, {5, 7.0}));
    QVERIFY(view.isLogY());
    QCOMPARE(view.figure().rules.size(), 2);  // k and k*
    QVERIFY(view.figure().caption.contains(QStringLiteral("200 start states")));
    QVERIFY(view.figure().caption.contains(QStringLiteral("180 at step 20")));
  }

  void aBestLengthBeyondTheHorizonIsNamedAtTheEdge() {
    const auto made = support::madeComparison();
    const rollouts::Rule within = rollouts::growthFigure(*made, 0, {5, 7.0}).rules.last();
    QCOMPARE(within.x, 7.0);
    QVERIFY(within.style != Qt::NoPen);
    const rollouts::Rule beyond = rollouts::growthFigure(*made, 0, {5, 69.0}).rules.last();
    QCOMPARE(beyond.x, 20.0);
    QVERIFY(beyond.style == Qt::NoPen && beyond.label.endsWith(QStringLiteral("→")));
  }

  void scoresNeverRoundUpToPerfection() {
    QCOMPARE(rollouts::scoreText(0.999999), QStringLiteral("> 0.9999"));
    QCOMPARE(rollouts::scoreText(0.99991), QStringLiteral("0.9999"));
    QCOMPARE(rollouts::scoreText(1), QStringLiteral("1.0000"));
    QCOMPARE(rollouts::scoreText(-0.5), QStringLiteral("−0.5000"));
    QCOMPARE(rollouts::scoreText(std::nan("")), QStringLiteral("–"));
  }

  // Elites come by rank; the legend by number, so that it does not jump at every fit. Sampled paths go with their
  // member.
  void membersStandByTheirNumbersAndHideWithTheirSamples() {
    auto made = support::madeComparison();
    made->members = {3, 0, 2};
    inspect::ImaginedPath sample;
    sample.member = 2;
    sample.sample = 0;
    sample.observation.assign(21, {0.1, 0.2});
    sample.reward.assign(20, 1.0);
    made->paths.push_back(sample);
    FigureView view(QStringLiteral("fan"));
    view.resize(560, 340);
    view.setFigure(rollouts::fanFigure(*made, 0, {}));
    view.show();
    QStringList members;
    for (const rollouts::Layer& layer : view.figure().layers) {
      if (layer.spec.label.startsWith(QStringLiteral("member"))) members << layer.spec.label;
    }
    QCOMPARE(members, (QStringList{"member 0", "member 2", "member 3", "member 2"}));
    QCOMPARE(layerOf(view.figure(), QStringLiteral("member 3"))->points[20].y(), made->fans[0].member_mean[0][20]);
    QTest::mouseClick(view.findChild<charts::LegendEntry*>(QStringLiteral("legend_member 2")), Qt::LeftButton);
    int hidden = 0;
    for (const rollouts::Layer& layer : view.figure().layers) hidden += !layer.visible;
    QCOMPARE(hidden, 2);
    const charts::Crosshair cross = rollouts::readStep(view.figure(), charts::ChartTheme(), 5);
    QCOMPARE(std::ranges::count_if(cross.readings, [](const auto& one) { return one.label.startsWith("member"); }), 2);
  }

  void figuresLeaveAsPictureAndTable() {
    FigureView view(QStringLiteral("fan"));
    view.resize(560, 340);
    view.setFigure(rollouts::fanFigure(*support::madeComparison(), 0, {}));
    view.show();
    const QTemporaryDir folder;
    QVERIFY(view.exportTo(folder.filePath("fan.png")));
    QVERIFY(view.exportTo(folder.filePath("fan.svg")));
    QVERIFY(view.exportTo(folder.filePath("fan.csv")));
    QFile table(folder.filePath("fan.csv"));
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(table.readAll());
    QCOMPARE(text.count(QStringLiteral("\"truth\"")), 21);
    QCOMPARE(text.count(QStringLiteral("\"aleatoric ±2σ, low\"")), 21);
    QString reason;
    QVERIFY(!view.exportTo(folder.filePath("fan.doc"), &reason));
    QVERIFY(reason.contains(QStringLiteral("fan.doc")));
  }

  void emptyFiguresSayWhatWillCome() {
    inspect::Comparison unfinished = *support::madeComparison();
    unfinished.complete = false;
    unfinished.growth = {};
    const rollouts::Figure growth = rollouts::growthFigure(unfinished, 0, {});
    QVERIFY(!growth.hasData());
    QCOMPARE(growth.empty_text, QStringLiteral("Being measured …"));
    QVERIFY(!rollouts::startsFigure({}).hasData());
    QVERIFY(!rollouts::branchLengthsFigure({}).hasData());
  }

  void branchesThatTheTaskEndedAreApart() {
    inspect::TrainingView view;
    view.lengths.branches = {10, 0, 30};
    view.lengths.terminated = {10, 0, 4};
    view.rollout_length = 3;
    const rollouts::Figure figure = rollouts::branchLengthsFigure(view);
    QCOMPARE(layerOf(figure, QStringLiteral("all branches"))->points[2], QPointF(3, 30));
    QCOMPARE(layerOf(figure, QStringLiteral("ended by the task"))->points[2], QPointF(3, 4));
    QVERIFY(figure.caption.contains(QStringLiteral("40 branches, 14 ended")));
  }

};

QTEST_MAIN(FigureTest)
#include "figure_test.moc"
