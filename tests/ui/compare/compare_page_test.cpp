// The page with run directories behind it and real widgets in front.
#include "ui/compare/compare_page.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <cmath>
#include <set>

#include "support/export_watch.h"
#include "support/qt_warnings.h"
#include "support/written_run.h"
#include "ui/bridge/ui_pulse.h"
#include "ui/charts/live_chart.h"
#include "ui/compare/chart_board.h"
#include "ui/compare/check_popup.h"
#include "ui/compare/compare_tables.h"
#include "ui/compare/comparison.h"
#include "ui/models/compared_runs.h"
#include "ui/models/run_list_model.h"
#include "ui/panels/theme.h"

using mbpo::Metric;

namespace {

/// Nine runs: k 1, 5, 15 by seeds 1, 2, 3. At 250 and 500 steps a run's return is k + seed and 10 (k + seed).
struct Desk {
  QTemporaryDir folder;
  models::ComparedRuns compared;
  std::unique_ptr<models::RunListModel> list;
  std::unique_ptr<compare::ComparePage> page;

  explicit Desk(bool with_runs = true) {
    for (const int k : {1, 5, 15}) {
      for (const int seed : {1, 2, 3}) {
        if (!with_runs) continue;
        const QString name = QStringLiteral("k%1s%2").arg(k).arg(seed);
        const double value = k + seed;
        support::writeFinished(support::below(folder, name), support::pendulum(seed, k), {value, 10 * value});
        compared.setTicked(folder.filePath(name), true);
      }
    }
    list = std::make_unique<models::RunListModel>(folder.path().toStdString());
    list->setCompared(&compared);
    page = std::make_unique<compare::ComparePage>(*list, compared);
    page->resize(900, 700);
    page->show();
  }
  std::size_t curves() { return page->comparison().curves().size(); }
  charts::LiveChart* returns() { return page->charts().chart(Metric::evaluation_return); }
  template <class Widget>
  Widget* find(const char* name) {
    return page->findChild<Widget*>(QString::fromLatin1(name));
  }
  void press(const char* name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
  QString result(int row, int column) {
    return page->tables().results()->model()->index(row, column).data().toString();
  }
};

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

constexpr int kBest = 1, kAtStep = 2, kLast = 3, kStatus = 7;

}  // namespace

class ComparePageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { panels::applyTheme(*qApp, panels::ThemeChoice::light); }
  void init() { support::failOnQtWarnings(); }

  void nineRunsAreOverlaidEachWithItsOwnLook() {
    Desk desk;
    QTRY_COMPARE(desk.curves(), std::size_t{9});
    QCOMPARE(desk.returns()->seriesCount(), 9);
    std::set<std::pair<int, int>> looks;
    for (int i = 0; i < 9; ++i) {
      QCOMPARE(desk.returns()->points(i).size(), 2);
      const charts::SeriesSpec& spec = desk.returns()->seriesSpec(i);
      looks.emplace(spec.colour, static_cast<int>(spec.dash));
    }
    QCOMPARE(looks.size(), std::size_t{9});
    QCOMPARE(desk.page->comparison().curves()[4].label, QStringLiteral("k 5 · seed 2"));
  }

  void groupedRunsBecomeTheirMeanAndTheSpreadOverSeeds() {
    Desk desk;
    QTRY_COMPARE(desk.curves(), std::size_t{9});
    desk.press("compareGrouped");
    QCOMPARE(desk.curves(), std::size_t{3});
    QCOMPARE(desk.returns()->seriesCount(), 3);
    // k = 5: 6, 7, 8 and 60, 70, 80: means 7 and 70, sample deviations 1 and 10.
    QCOMPARE(desk.returns()->points(1), (QList<QPointF>{{250, 7}, {500, 70}}));
    QCOMPARE(desk.page->comparison().curves()[1].label, QStringLiteral("k 5 · n = 3"));
    QCOMPARE(desk.result(1, kBest), QStringLiteral("70 ± 10"));
    QCOMPARE(desk.page->tables().differences()->model()->rowCount(), 1);
    desk.press("compareGrouped");
    QCOMPARE(desk.curves(), std::size_t{9});
  }

  void aMarkerSaysWhereFewerRunsAreLeft() {
    Desk desk(false);
    for (const int seed : {1, 2, 3}) {
      const QString name = QString::number(seed);
      const std::vector<double> values(seed == 3 ? 2 : 4, 1.0 * seed);
      support::writeFinished(support::below(desk.folder, name), support::pendulum(seed, 1), values);
      desk.compared.setTicked(desk.folder.filePath(name), true);
    }
    desk.press("compareGrouped");
    QTRY_COMPARE(desk.curves(), std::size_t{1});
    QTRY_COMPARE(desk.returns()->points(0), (QList<QPointF>{{250, 2}, {500, 2}, {750, 1.5}, {1000, 1.5}}));
    QCOMPARE(desk.returns()->markers().size(), 1);
    QCOMPARE(desk.returns()->markers().first().x, 750);
    QCOMPARE(desk.returns()->markers().first().label, QStringLiteral("n 3 → 2"));
    desk.press("compare_curve_0");
    QVERIFY(desk.returns()->markers().isEmpty());
  }

  void theLegendTogglesShowsAloneAndShowsAll() {
    Desk desk;
    QTRY_COMPARE(desk.curves(), std::size_t{9});
    desk.press("compare_curve_0");
    QVERIFY(!desk.returns()->isSeriesVisible(0) && desk.returns()->isSeriesVisible(1));
    QTest::mouseDClick(desk.find<QAbstractButton>("compare_curve_3"), Qt::LeftButton);
    for (int i = 0; i < 9; ++i) QCOMPARE(desk.returns()->isSeriesVisible(i), i == 3);
    auto* all = desk.find<QPushButton>("compareShowAll");
    QVERIFY(all->isVisible());
    QTest::mouseClick(all, Qt::LeftButton);
    for (int i = 0; i < 9; ++i) QVERIFY(desk.returns()->isSeriesVisible(i));
    QVERIFY(!all->isVisible());
    // Hidden stays hidden when another run joins.
    desk.press("compare_curve_2");
    support::writeFinished(support::below(desk.folder, "more"), support::pendulum(4, 5), {1});
    desk.compared.setTicked(desk.folder.filePath("more"), true);
    QTRY_COMPARE(desk.curves(), std::size_t{10});
    QVERIFY(!desk.returns()->isSeriesVisible(2) && desk.returns()->isSeriesVisible(9));
  }

  void anyMetricIsChosenByNameAndOneChartStays() {
    Desk desk;
    desk.press("compareChooseMetrics");
    auto* search = desk.find<QLineEdit>("compareMetricsSearch");
    auto* list = desk.find<QListView>("compareMetricsList");
    QTest::keyClicks(search, QStringLiteral("model steps"));
    const auto click = [&](int row) {
      QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(row, 0)).center());
    };
    int k_row = -1;
    for (int row = 0; row < list->model()->rowCount(); ++row) {
      if (list->model()->index(row, 0).data().toString() == QLatin1String("k (model steps)")) k_row = row;
    }
    QVERIFY(k_row >= 0);
    click(k_row);
    QVERIFY(desk.page->charts().chart(Metric::rollout_length) != nullptr);
    QCOMPARE(desk.page->charts().metrics().size(), std::size_t{3});
    search->setText(QStringLiteral("evaluation return"));
    click(0);
    QVERIFY(desk.returns() == nullptr);
    search->setText(QStringLiteral("model steps"));
    click(k_row);
    search->setText(QStringLiteral("validation RMSE"));
    click(0);
    QCOMPARE(desk.page->charts().metrics().size(), std::size_t{1});  // the last one cannot be taken away
    desk.find<QFrame>("compareMetrics")->close();
  }

  void theXAxisIsStepsEpochsOrTimeAndEitherAxisMayBeLogarithmic() {
    Desk desk;
    QTRY_COMPARE(desk.curves(), std::size_t{9});
    auto* x = desk.find<QComboBox>("compareX");
    x->setFocus();
    QTest::keyClick(x, Qt::Key_Down);
    // Warm-up 250 steps, epochs of 250: 250 steps are the end of epoch 0.
    QCOMPARE(desk.returns()->points(0), (QList<QPointF>{{0, 2}, {1, 20}}));
    QTest::keyClick(x, Qt::Key_Down);
    QCOMPARE(desk.returns()->points(0), (QList<QPointF>{{25, 2}, {50, 20}}));
    QTest::keyClick(x, Qt::Key_Home);
    desk.press("compareLogX");
    QCOMPARE(desk.returns()->xScale(), charts::AxisScale::Kind::log);
    QVERIFY(std::abs(desk.returns()->visibleX().first - 250) < 1e-9);
    desk.returns()->setCrosshair(500);
    QVERIFY2(desk.returns()->readout().first().endsWith(QStringLiteral("500")),
             qPrintable(desk.returns()->readout().first()));
    QString reason;
    const QString table = desk.folder.filePath("chart.csv");
    QVERIFY2(desk.returns()->exportTo(table, &reason), qPrintable(reason));
    QVERIFY(contentOf(table).contains("\"k 1 · seed 1\",\"reward\",250,2\n"));  // values, not their logarithms
    desk.press("compareLogY");
    QCOMPARE(desk.returns()->yScale(), charts::AxisScale::Kind::log);
    auto* smoothing = desk.find<QSlider>("compareSmoothing");
    smoothing->setFocus();
    for (int i = 0; i < 3; ++i) QTest::keyClick(smoothing, Qt::Key_PageUp);
    QCOMPARE(desk.returns()->smoothing(), smoothing->value() / 100.0);
    QVERIFY(desk.returns()->smoothing() > 0);
  }

  void runsOfOtherProcessesGrowOnScreenAndAZoomStaysWhereItIs() {
    Desk desk(false);
    support::WrittenRun living(support::below(desk.folder, "living"), support::pendulum(1, 1));
    for (int i = 1; i <= 8; ++i) living.evaluate(250 * i, i);
    desk.compared.setTicked(desk.folder.filePath("living"), true);
    QTRY_COMPARE(desk.curves(), std::size_t{1});
    QCOMPARE(desk.result(0, kStatus), QStringLiteral("training"));
    QCOMPARE(desk.result(0, kLast), QStringLiteral("8"));
    desk.returns()->setVisibleX(500, 1000);
    const auto window = desk.returns()->visibleX();
    living.evaluate(2250, 4);
    QTRY_COMPARE(desk.returns()->points(0).size(), 9);
    QCOMPARE(desk.returns()->visibleX(), window);
    QCOMPARE(desk.result(0, kLast), QStringLiteral("4"));
    QCOMPARE(desk.result(0, kBest), QStringLiteral("8"));
    living.end();
    QTRY_COMPARE(desk.result(0, kStatus), QStringLiteral("finished"));
  }

  void aLiveChangeTakesARunOutOfItsConfiguration() {
    Desk desk(false);
    std::vector<std::unique_ptr<support::WrittenRun>> living;
    for (const int seed : {1, 2}) {
      living.push_back(std::make_unique<support::WrittenRun>(support::below(desk.folder, QString::number(seed)),
                                                             support::pendulum(seed, 1)));
      living.back()->evaluate(250, seed);
      desk.compared.setTicked(desk.folder.filePath(QString::number(seed)), true);
    }
    desk.press("compareGrouped");
    QTRY_COMPARE(desk.curves(), std::size_t{1});
    QTRY_COMPARE(desk.returns()->points(0), (QList<QPointF>{{250, 1.5}}));
    living[1]->change(300, "rollout_length", "9");
    QTRY_COMPARE(desk.curves(), std::size_t{2});
    QCOMPARE(desk.returns()->points(0), (QList<QPointF>{{250, 1}}));
  }

  void resultsAreSortedByAHeadingAndCompareAtAStep() {
    Desk desk;
    QTRY_COMPARE(desk.curves(), std::size_t{9});
    QTableView* table = desk.page->tables().results();
    QTRY_COMPARE(desk.page->tables().step()->value(), 500);  // what all have reached
    const auto clickHeading = [&](int column) {
      QHeaderView* header = table->horizontalHeader();
      table->scrollTo(table->model()->index(0, column));
      QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                        QPoint(header->sectionViewportPosition(column) + 12, header->height() / 2));
    };
    clickHeading(kBest);
    QCOMPARE(desk.result(0, kBest), QStringLiteral("20"));  // 200 is not before 30
    clickHeading(kBest);
    QCOMPARE(desk.result(0, kBest), QStringLiteral("180"));
    QCOMPARE(desk.result(0, 0), QStringLiteral("k 15 · seed 3"));
    auto* step = desk.find<QSpinBox>("compareStep");
    step->setFocus();
    step->selectAll();
    QTest::keyClicks(step, QStringLiteral("499"));
    QTest::keyClick(step, Qt::Key_Return);
    QCOMPARE(desk.result(0, kAtStep), QStringLiteral("18"));  // what was known then
    step->setValue(501);
    QCOMPARE(desk.result(0, kAtStep), QStringLiteral("–"));  // none has come so far
  }

  void theConfigurationTableShowsDifferencesOrEverything() {
    Desk desk;
    QTRY_COMPARE(desk.curves(), std::size_t{9});
    desk.page->tables().tabs()->setCurrentIndex(1);
    QAbstractItemModel* model = desk.page->tables().differences()->model();
    QCOMPARE(model->rowCount(), 2);  // seed, rollout_length
    QCOMPARE(model->columnCount(), 9);
    desk.press("compareAllKeys");
    QVERIFY(model->rowCount() > 50);
    QCOMPARE(desk.page->tables().tabs()->tabText(1), QStringLiteral("Configuration · 2 differences"));
  }

  void picturesAndTablesAreExported() {
    Desk desk;
    QTRY_COMPARE(desk.curves(), std::size_t{9});
    desk.press("compareGrouped");
    QTRY_COMPARE(desk.curves(), std::size_t{3});
    support::ExportWatch watch(*desk.page);
    const auto save = [&](const QString& path) {
      const auto before = watch.count();
      desk.page->exportTo(path);
      QTRY_COMPARE_WITH_TIMEOUT(watch.count(), before + 1, 20'000);
    };
    const QString png = desk.folder.filePath("c.png");
    save(png);
    QVERIFY(QImage(png).width() > 2000);
    save(desk.folder.filePath("c.svg"));
    QVERIFY(contentOf(desk.folder.filePath("c-evaluation_return.svg")).contains("<svg"));
    save(desk.folder.filePath("c.csv"));
    const QByteArray csv = contentOf(desk.folder.filePath("c.csv"));
    QVERIFY(csv.startsWith("metric,unit,curve,runs,seeds,real_steps,value,std,n\n"));
    QVERIFY2(csv.contains("evaluation_return,\"reward\",\"k 5 · n = 3\",\"k5s1 k5s2 k5s3\",\"1 2 3\",500,70,10,3\n"),
             csv);
    QCOMPARE(watch.written.size(), 3);
    for (const char* name : {"missing/c.csv", "missing/c.png", "missing/c.svg"}) {
      save(desk.folder.filePath(QString::fromLatin1(name)));
      QVERIFY2(watch.failed.last().contains(QStringLiteral("missing/c")), qPrintable(watch.failed.last()));
    }
    QCOMPARE(watch.failed.size(), 3);
  }

  // A long table is put together and written elsewhere: no turn of the event loop is longer than a moment.
  void aLargeExportDoesNotHoldUpTheWindow() {
    Desk desk(false);
    for (const int seed : {1, 2}) {
      const QString name = QString::number(seed);
      {
        support::WrittenRun run(support::below(desk.folder, name), support::pendulum(seed, 1));
        for (int i = 1; i <= 60'000; ++i) run.record(i, Metric::validation_rmse, 1.0 / i);
        run.evaluate(60'000, 1);
        run.end();
      }
      desk.compared.setTicked(desk.folder.filePath(name), true);
    }
    compare::CompareSettings settings;
    settings.metrics = {Metric::validation_rmse};
    desk.page->setSettings(settings);
    QTRY_COMPARE_WITH_TIMEOUT(desk.curves(), std::size_t{2}, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(desk.page->charts().chart(Metric::validation_rmse)->points(1).size(), 60'000, 30'000);
    QTest::qWait(300);
    support::ExportWatch watch(*desk.page);
    for (const char* name : {"large.csv", "large.png", "large.svg"}) {
      bridge::UiPulse pulse;
      QTest::qWait(30);
      pulse.resetWorst();
      QElapsedTimer time;
      time.start();
      desk.page->exportTo(desk.folder.filePath(QString::fromLatin1(name)));
      QTRY_COMPARE_WITH_TIMEOUT(watch.written.size(), 1, 60'000);
      watch.written.clear();
      qInfo("%s: written after %lld ms, longest gap of a 10 ms timer %.0f ms", name,
            static_cast<long long>(time.elapsed()), pulse.worstGapSinceReset());
      QVERIFY(pulse.worstGapSinceReset() < 500);  // a shared machine gets a generous bound
    }
    QCOMPARE(contentOf(desk.folder.filePath("large.csv")).count('\n'), 120'001);
  }

  void metricsThatARunHasNotRecordedAreGreyedAndSayByWhom() {
    Desk desk(false);
    for (const int seed : {1, 2, 3}) {
      const QString name = QStringLiteral("seed%1").arg(seed);
      {
        support::WrittenRun run(support::below(desk.folder, name), support::pendulum(seed, 1));
        run.evaluate(250, 1);
        if (seed != 2) run.record(250, Metric::validation_rmse, 0.5);
        run.end();
      }
      desk.compared.setTicked(desk.folder.filePath(name), true);
    }
    QTRY_COMPARE(desk.curves(), std::size_t{3});
    desk.press("compareChooseMetrics");
    auto* list = desk.find<QListView>("compareMetricsList");
    const auto entry = [&](Metric metric) {
      desk.find<QLineEdit>("compareMetricsSearch")->clear();
      return list->model()->index(static_cast<int>(metric), 0);
    };
    const auto remark = [&](Metric metric) { return entry(metric).data(compare::CheckPopup::kRemarkRole).toString(); };
    QCOMPARE(remark(Metric::evaluation_return), QString());
    QCOMPARE(remark(Metric::validation_rmse), QStringLiteral("not in 1 of 3"));
    QCOMPARE(remark(Metric::eps_m), QStringLiteral("not recorded"));
    QVERIFY(entry(Metric::validation_rmse).data(Qt::ToolTipRole).toString().contains(QStringLiteral("seed2")));
    QVERIFY(!entry(Metric::validation_rmse).data(Qt::ToolTipRole).toString().contains(QStringLiteral("seed1")));
    // It can be ticked all the same: a run that goes on may record it yet.
    list->scrollTo(entry(Metric::eps_m));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(entry(Metric::eps_m)).center());
    QVERIFY(desk.page->charts().chart(Metric::eps_m) != nullptr);
    desk.compared.setTicked(desk.folder.filePath(QStringLiteral("seed2")), false);
    QTRY_COMPARE(remark(Metric::validation_rmse), QString());
  }

  void howRunsAreComparedIsRemembered() {
    Desk desk(false), again(false);
    desk.press("compareGrouped");
    desk.press("compareLogY");
    desk.find<QSlider>("compareSmoothing")->setValue(40);
    desk.find<QComboBox>("compareX")->setCurrentIndex(2);
    again.page->restore(desk.page->state());
    QCOMPARE(again.page->state(), desk.page->state());
    QVERIFY(again.find<QPushButton>("compareGrouped")->isChecked());
    QCOMPARE(again.page->charts().chart(Metric::evaluation_return)->smoothing(), 0.4);
    QCOMPARE(again.page->charts().chart(Metric::evaluation_return)->yScale(), charts::AxisScale::Kind::log);
    again.page->restore({{"metrics", QJsonArray{"gone"}}, {"smoothing", 7}});
    QVERIFY(again.page->charts().chart(Metric::evaluation_return) != nullptr);
    QCOMPARE(again.page->charts().chart(Metric::evaluation_return)->smoothing(), 0.99);
  }

  void runsAreChosenOnThePageToo() {
    Desk desk;
    desk.compared.clear();
    auto* choose = desk.find<QPushButton>("compareChoose");
    QVERIFY(choose->isVisible());
    QTRY_COMPARE(desk.list->rowCount(), 9);
    QTest::mouseClick(choose, Qt::LeftButton);
    auto* list = desk.find<QListView>("compareRunsList");
    QVERIFY(list->isVisible());
    QTest::keyClicks(desk.find<QLineEdit>("compareRunsSearch"), QStringLiteral("k:15"));
    QCOMPARE(list->model()->rowCount(), 3);
    for (int row = 0; row < 3; ++row) {
      QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(row, 0)).center());
    }
    desk.find<QFrame>("compareRuns")->close();
    QCOMPARE(desk.compared.directories().size(), 3);
    QTRY_COMPARE(desk.curves(), std::size_t{3});
    QVERIFY(!choose->isVisible());
  }

  void aRunThatCannotBeReadIsNamedOnThePage() {
    Desk desk(false);
    desk.compared.setTicked(desk.folder.filePath("nothing"), true);
    auto* problems = desk.find<QLabel>("compareProblems");
    QTRY_VERIFY(problems->isVisible());
    QVERIFY(problems->text().contains(QStringLiteral("nothing")));
    desk.compared.clear();
    QTRY_VERIFY(!problems->isVisible());
  }

  void everyControlHasANameAndATip() {
    Desk desk;
    QTRY_COMPARE(desk.curves(), std::size_t{9});
    for (const QWidget* widget : desk.page->findChildren<QWidget*>()) {
      const bool control = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                           qobject_cast<const QComboBox*>(widget) != nullptr ||
                           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                           qobject_cast<const QSlider*>(widget) != nullptr;
      if (!control || !widget->isVisible() || widget->objectName().startsWith(QLatin1String("qt_")) ||
          widget->inherits("QTableCornerButton") || qobject_cast<QTabBar*>(widget->parent()) != nullptr)
        continue;
      const QByteArray name = widget->objectName().toUtf8() + " " + widget->metaObject()->className();
      QVERIFY2(!widget->objectName().isEmpty() && !widget->accessibleName().isEmpty() && !widget->toolTip().isEmpty(),
               name);
    }
  }
};

QTEST_MAIN(ComparePageTest)
#include "compare_page_test.moc"
