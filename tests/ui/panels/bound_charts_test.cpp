// The bound on the dashboard: real widgets over the bundled recording, against the numbers that its trainer wrote.
#include "ui/panels/bound_charts.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>
#include <cmath>
#include <map>
#include <tuple>

#include "base/resources.h"
#include "support/qt_warnings.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/scatter_chart.h"
#include "ui/panels/bound_selector.h"
#include "ui/panels/chart_sections.h"
#include "ui/panels/dashboard.h"
#include "ui/panels/theme.h"
#include "ui/panels/tile_strip.h"

using mbpo::Metric;

namespace {

constexpr int kPatience = 30'000;

// (real steps, updates, time) → value of one metric; a fit and an epoch's end may share all but the time.
using Recorded = std::map<std::tuple<double, double, double>, double>;

QString exampleRun() { return QString::fromStdString(base::resourceFile("examples/inverted_pendulum").string()); }

struct Desk {
  bridge::SessionBridge bridge;
  QUndoStack undo;
  bridge::ParameterBoard board{bridge, undo};
  panels::Dashboard dashboard{bridge, board};

  explicit Desk(const QString& run = exampleRun()) {
    dashboard.resize(1200, 900);
    dashboard.show();
    if (!run.isEmpty()) bridge.open(run.toStdString());
  }
  charts::LiveChart* chart(const char* id) { return dashboard.chart(QString::fromLatin1(id)); }
  template <class Widget>
  Widget* find(const char* name) {
    return dashboard.findChild<Widget*>(QString::fromLatin1(name));
  }
  /// As by hand: focus, then arrow keys until the entry is there.
  void choose(const char* combo, const QString& value) {
    auto* box = find<QComboBox>(combo);
    QVERIFY2(box->findData(value) >= 0 || box->findText(value) >= 0, combo);
    const int wanted = box->findData(value) >= 0 ? box->findData(value) : box->findText(value);
    box->setFocus();
    while (box->currentIndex() < wanted) QTest::keyClick(box, Qt::Key_Down);
    while (box->currentIndex() > wanted) QTest::keyClick(box, Qt::Key_Up);
  }
  QString origin() { return find<QLabel>("bound_origin")->text(); }

  Recorded recorded(Metric metric) const {
    std::vector<run::Point> points;
    bridge.history()->read(metric, 0, points);
    Recorded values;
    for (const run::Point& point : points) values[{point.real_steps, point.updates, point.wall_seconds}] = point.value;
    return values;
  }
  /// In the order of real steps; of the moments at which `among` was recorded.
  QList<double> valuesOf(Metric metric, Metric among) const {
    const Recorded all = recorded(metric);
    QList<double> values;
    for (const auto& [moment, unused] : recorded(among)) {
      const auto found = all.find(moment);
      values << (found == all.end() ? std::nan("") : found->second);
    }
    return values;
  }
  QList<double> valuesOf(Metric metric) const { return valuesOf(metric, metric); }
};

QList<double> drawn(const charts::LiveChart* chart, int series) {
  QList<double> values;
  for (const QPointF& point : chart->points(series)) values << point.y();
  return values;
}

// What is compared is the set of numbers: moments that share a step may be drawn in another order.
QList<double> sorted(QList<double> values) {
  std::sort(values.begin(), values.end());
  return values;
}

constexpr int kPenalty = 6;  // the line on top of the six layers

}  // namespace

class BoundChartsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { panels::applyTheme(*qApp, panels::ThemeChoice::light); }
  void init() { support::failOnQtWarnings(); }

  void asTrainedTheChartsShowTheTrainersNumbers() {
    Desk desk;
    auto* terms = desk.chart("penalty_terms");
    QTRY_VERIFY_WITH_TIMEOUT(!terms->points(kPenalty).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    QCOMPARE(sorted(drawn(terms, kPenalty)), sorted(desk.valuesOf(Metric::penalty)));
    QCOMPARE(sorted(drawn(terms, 0)), sorted(desk.valuesOf(Metric::penalty_shift_before_branch)));
    QCOMPARE(sorted(drawn(terms, 4)), sorted(desk.valuesOf(Metric::penalty_model_error)));
    QVERIFY(!terms->isSeriesOffered(2));  // 4.3 knows no shift of states
    QCOMPARE(sorted(drawn(desk.chart("bound"), 0)), sorted(desk.valuesOf(Metric::lower_bound)));
    QCOMPARE(sorted(drawn(desk.chart("length"), 1)), sorted(desk.valuesOf(Metric::k_star)));
    QVERIFY(desk.origin().startsWith(QStringLiteral("As the trainer had it")));
    QVERIFY(!desk.find<QPushButton>("bound_as_trained")->isEnabled());
  }

  // The trainer writes the penalties of all four theorems beside its own: an oracle for the whole history.
  void everyTheoremIsRedrawnFromTheRecord_data() {
    QTest::addColumn<QString>("theorem");
    QTest::addColumn<int>("metric");
    QTest::newRow("4.1") << "4.1" << static_cast<int>(Metric::penalty_4_1);
    QTest::newRow("4.2") << "4.2" << static_cast<int>(Metric::penalty_4_2);
    QTest::newRow("4.3 as published") << "4.3-published" << static_cast<int>(Metric::penalty_4_3_published);
  }
  void everyTheoremIsRedrawnFromTheRecord() {
    QFETCH(QString, theorem);
    QFETCH(int, metric);
    Desk desk;
    auto* terms = desk.chart("penalty_terms");
    QTRY_VERIFY_WITH_TIMEOUT(!terms->points(kPenalty).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    const auto ink = [&] { return desk.find<QLabel>("bound_origin")->palette().color(QPalette::WindowText); };
    const QColor as_trained = ink();
    desk.choose("bound_theorem", theorem);
    QVERIFY(ink() != as_trained);  // amber: not what the trainer used
    QCOMPARE(sorted(drawn(terms, kPenalty)), sorted(desk.valuesOf(static_cast<Metric>(metric))));
    QCOMPARE(terms->isSeriesOffered(2), theorem == QLatin1String("4.1"));
    QCOMPARE(terms->isSeriesOffered(5), theorem == QLatin1String("4.2"));
    QVERIFY(desk.origin().startsWith(QStringLiteral("Recomputed from the record; the trainer used theorem 4.3")));
    QTest::mouseClick(desk.find<QPushButton>("bound_as_trained"), Qt::LeftButton);
    QCOMPARE(sorted(drawn(terms, kPenalty)), sorted(desk.valuesOf(Metric::penalty)));
    QCOMPARE(desk.find<QComboBox>("bound_theorem")->currentData().toString(), QStringLiteral("4.3"));
  }

  // Every ε_π there is, put by hand into the terms that take nothing else.
  void everyShiftIsRedrawnFromTheRecord_data() {
    QTest::addColumn<QString>("estimator");
    QTest::addColumn<QString>("aggregate");
    QTest::addColumn<int>("metric");
    const auto row = [](const char* estimator, const char* aggregate, Metric metric) {
      QTest::addRow("%s %s", estimator, aggregate) << estimator << aggregate << static_cast<int>(metric);
    };
    row("combined", "mean", Metric::eps_pi_combined_mean);
    row("combined", "p95", Metric::eps_pi_combined_p95);
    row("pinsker", "max", Metric::eps_pi_max);
    row("pinsker", "mean", Metric::eps_pi_mean);
    row("monte_carlo", "max", Metric::eps_pi_monte_carlo_max);
    row("monte_carlo", "p95", Metric::eps_pi_monte_carlo_p95);
  }
  void everyShiftIsRedrawnFromTheRecord() {
    QFETCH(QString, estimator);
    QFETCH(QString, aggregate);
    QFETCH(int, metric);
    Desk desk;
    auto* terms = desk.chart("penalty_terms");
    QTRY_VERIFY_WITH_TIMEOUT(!terms->points(kPenalty).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    desk.choose("bound_eps_pi", estimator);
    desk.choose("bound_aggregate", aggregate);
    const QList<double> eps_pi = desk.valuesOf(static_cast<Metric>(metric), Metric::penalty);
    const QList<double> r_max = desk.valuesOf(Metric::r_max, Metric::penalty);
    const double gamma = desk.bridge.state().configuration->discount;
    QList<double> actions, mutant;  // 2 r_max · 2 ε_π/(1−γ); the mutant has dropped a factor 2
    for (qsizetype i = 0; i < eps_pi.size(); ++i) {
      actions << 2 * r_max[i] * 2 * eps_pi[i] / (1 - gamma);
      mutant << actions.back() / 2;
    }
    const QList<double> got = sorted(drawn(terms, 3)), expected = sorted(actions);
    QCOMPARE(got.size(), expected.size());
    for (qsizetype i = 0; i < got.size(); ++i) QVERIFY(std::abs(got[i] - expected[i]) <= 1e-12 * expected[i]);
    QVERIFY(std::abs(got.last() - sorted(mutant).last()) > 0.1 * got.last());
    QVERIFY(desk.origin().contains(QStringLiteral("Recomputed")));
    if (aggregate != QLatin1String("max")) QVERIFY(desk.origin().contains(QStringLiteral("ask for the maximum")));
    // The scatter is made anew with it: every pair's x is one of these.
    const auto& pairs = desk.dashboard.slopeChart()->points();
    QVERIFY(pairs.size() >= 3);
    const QList<double> all = desk.valuesOf(static_cast<Metric>(metric));
    for (const QPointF& pair : pairs) QVERIFY(all.contains(pair.x()));
  }

  void everyModelErrorIsRedrawnWhereItWasMeasured_data() {
    QTest::addColumn<QString>("combo");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("metric");
    QTest::newRow("from KL") << "bound_eps_m"
                             << "pinsker_nll" << static_cast<int>(Metric::eps_m_pinsker_nll);
    QTest::newRow("elites") << "bound_eps_m"
                            << "ensemble_tv" << static_cast<int>(Metric::eps_m_ensemble_tv);
    QTest::newRow("ρ = 0.1") << "bound_resolution"
                             << "0.1" << static_cast<int>(Metric::eps_m_at_0_1);
    QTest::newRow("ρ = 3") << "bound_resolution"
                           << "3" << static_cast<int>(Metric::eps_m_at_3);
    QTest::newRow("95 %") << "bound_eps_m_value"
                          << "pac" << static_cast<int>(Metric::eps_m_pac);
  }
  void everyModelErrorIsRedrawnWhereItWasMeasured() {
    QFETCH(QString, combo);
    QFETCH(QString, value);
    QFETCH(int, metric);
    Desk desk;
    auto* terms = desk.chart("penalty_terms");
    QTRY_VERIFY_WITH_TIMEOUT(!terms->points(kPenalty).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    desk.choose("bound_theorem", QStringLiteral("4.1"));  // its model term takes ε_m itself
    desk.choose(combo.toLatin1().constData(), value);
    const Recorded penalties = desk.recorded(Metric::penalty), r_max = desk.recorded(Metric::r_max);
    const double gamma = desk.bridge.state().configuration->discount;
    QList<double> expected;  // 2γ r_max ε_m/(1−γ)²
    for (const auto& [moment, eps_m] : desk.recorded(static_cast<Metric>(metric))) {
      if (penalties.contains(moment)) expected << 2 * gamma * r_max.at(moment) * eps_m / ((1 - gamma) * (1 - gamma));
    }
    expected = sorted(expected);
    const QList<double> got = sorted(drawn(terms, 4));
    QVERIFY(!expected.isEmpty());
    QCOMPARE(got.size(), expected.size());
    for (qsizetype i = 0; i < got.size(); ++i) QVERIFY(std::abs(got[i] - expected[i]) <= 1e-9 * expected[i]);
    QCOMPARE(desk.origin().contains(QStringLiteral("moments")), got.size() < qsizetype(penalties.size()));
  }

  void kStarFollowsTheChosenErrors() {
    Desk desk;
    auto* length = desk.chart("length");
    QTRY_VERIFY_WITH_TIMEOUT(!length->points(1).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    desk.choose("bound_eps_pi", QStringLiteral("monte_carlo"));
    desk.choose("bound_eps_m_prime", QStringLiteral("direct"));
    const QList<double> eps_pi = desk.valuesOf(Metric::eps_pi_monte_carlo_max, Metric::penalty);
    const double gamma = desk.bridge.state().configuration->discount;
    // ε_m′ direct is that of the last fit; at the last moment it is the newest of all.
    const double eps_m_prime = desk.valuesOf(Metric::eps_m_prime_direct).last();
    const double k = length->points(1).last().y();
    QVERIFY(k > 0);
    QVERIFY(std::pow(gamma, k - 1) * eps_pi.last() > eps_m_prime);  // one more step paid until then
    QVERIFY(std::pow(gamma, k) * eps_pi.last() <= eps_m_prime);     // and then no more
  }

  void unitsOfTheReturnScaleDivideBoundAndPenalty() {
    Desk desk;
    auto *terms = desk.chart("penalty_terms"), *bound = desk.chart("bound");
    QTRY_VERIFY_WITH_TIMEOUT(!terms->points(kPenalty).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    const QList<double> raw = drawn(terms, kPenalty), raw_bound = drawn(bound, 0);
    QTest::mouseClick(desk.find<QPushButton>("bound_normalised"), Qt::LeftButton);
    const double scale = desk.valuesOf(Metric::return_scale).last();  // constant in this run
    const QList<double> normalised = drawn(terms, kPenalty);
    for (qsizetype i = 0; i < raw.size(); ++i) QVERIFY(std::abs(normalised[i] * scale / raw[i] - 1) < 1e-12);
    QVERIFY(std::abs(drawn(bound, 0).last() * scale / raw_bound.last() - 1) < 1e-12);
    for (const double least : drawn(bound, 3)) QCOMPARE(least, -1.0);
    for (const double range : drawn(terms, 7)) QCOMPARE(range, 2.0);
    QCOMPARE(terms->seriesSpec(kPenalty).unit, QStringLiteral("r_max/(1−γ)"));
    QVERIFY(desk.origin().startsWith(QStringLiteral("As the trainer had it")));  // other units, the same numbers
    QTest::mouseClick(desk.find<QPushButton>("bound_normalised"), Qt::LeftButton);
    QCOMPARE(drawn(terms, kPenalty), raw);
  }

  void aTypedRMaxScalesThePenaltyAndOneThatIsTooSmallIsToldOf() {
    Desk desk;
    auto* terms = desk.chart("penalty_terms");
    QTRY_VERIFY_WITH_TIMEOUT(!terms->points(kPenalty).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    const double measured = desk.valuesOf(Metric::r_max).last(), before = drawn(terms, kPenalty).last();
    auto* r_max = desk.find<QDoubleSpinBox>("bound_r_max");
    QCOMPARE(r_max->text(), QStringLiteral("measured"));
    const auto type = [&](double value) {
      r_max->setFocus();
      r_max->selectAll();
      QTest::keyClicks(r_max, QLocale().toString(value, 'f', 3));
      QTest::keyClick(r_max, Qt::Key_Return);
    };
    type(2 * measured);
    QVERIFY(std::abs(drawn(terms, kPenalty).last() / (2 * before) - 1) < 1e-9);
    QVERIFY(!desk.origin().contains(QStringLiteral("does not hold")));
    type(0.5 * measured);
    QVERIFY(desk.origin().contains(QStringLiteral("exceeds this r_max: the bound does not hold")));
  }

  void aVacuousBoundSaysWhyAndWhatWouldHelp() {
    Desk desk;
    auto* bound = desk.chart("bound");
    QTRY_VERIFY_WITH_TIMEOUT(!bound->points(0).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    QCOMPARE(desk.valuesOf(Metric::bound_vacuous).last(), 1.0);
    QCOMPARE(bound->badge(), QStringLiteral("vacuous"));
    const QString verdict = desk.find<QLabel>("bound_verdict")->text();
    QVERIFY2(verdict.contains(QStringLiteral("spans the whole range of returns")), qPrintable(verdict));
    QVERIFY2(verdict.contains(QStringLiteral("would tell something below ε_π =")), qPrintable(verdict));
    auto* tile = desk.find<panels::Tile>("tile_bound");
    QVERIFY(tile->accessibleDescription().contains(QStringLiteral("vacuous")));
    QVERIFY(tile->toolTip().contains(QStringLiteral("spans the whole range")));
  }

  void anotherRunBeginsAsTrained() {
    Desk desk;
    auto* terms = desk.chart("penalty_terms");
    QTRY_VERIFY_WITH_TIMEOUT(!terms->points(kPenalty).isEmpty() && desk.bridge.caughtUp(), kPatience);
    desk.choose("bound_theorem", QStringLiteral("4.2"));
    desk.bridge.clear();
    QVERIFY(terms->points(kPenalty).isEmpty());
    QVERIFY(desk.dashboard.slopeChart()->points().isEmpty());
    QCOMPARE(desk.find<QComboBox>("bound_theorem")->currentData().toString(), QStringLiteral("4.3"));
    QVERIFY(desk.chart("bound")->badge().isEmpty());
  }

  void aRecordingWithoutMeasurementsSaysSo() {
    QTemporaryDir folder;
    const QDir from(exampleRun());
    for (const QString& name : from.entryList(QDir::Files)) {
      if (name == QLatin1String("measurements.jsonl")) continue;
      QVERIFY(QFile::copy(from.filePath(name), folder.filePath(name)));
    }
    Desk desk(folder.path());
    auto* bound = desk.chart("bound");
    QTRY_VERIFY_WITH_TIMEOUT(desk.bridge.caughtUp(), kPatience);
    desk.dashboard.refreshNow();
    QVERIFY(bound->points(0).isEmpty());
    QVERIFY2(bound->emptyText().contains(QStringLiteral("no measurements of the bound")),
             qPrintable(bound->emptyText()));
    QCOMPARE(desk.dashboard.slopeChart()->emptyText(), bound->emptyText());
    QVERIFY(!desk.chart("returns")->points(0).isEmpty());
  }

  void aChipGoesToItsSection() {
    Desk desk;
    auto* sections = desk.dashboard.sections();
    QCOMPARE(sections->current(), QStringLiteral("returns"));
    QTest::mouseClick(desk.find<QPushButton>("section_bound"), Qt::LeftButton);
    QCOMPARE(sections->current(), QStringLiteral("bound"));
    auto* theorem = desk.find<QComboBox>("bound_theorem");
    QTRY_VERIFY(!theorem->visibleRegion().isEmpty());
    QVERIFY(desk.find<QPushButton>("section_bound")->isChecked());
    QVERIFY(!desk.find<QPushButton>("section_returns")->isChecked());
  }

  void aPictureOfASectionKeepsItsRowsApart() {
    Desk desk;
    QTRY_VERIFY_WITH_TIMEOUT(desk.bridge.caughtUp(), kPatience);
    panels::Dashboard picture(desk.bridge, desk.board);
    picture.setAttribute(Qt::WA_DontShowOnScreen);
    picture.resize(1200, 1200);
    picture.show();
    const QImage image = picture.toImage(1200, QStringLiteral("policy"));
    const auto place = [&](const QWidget* chart) { return QRect(chart->mapTo(&picture, QPoint()), chart->size()); };
    const QRect above = place(picture.chart(QStringLiteral("policy_tv")));
    const QRect below = place(picture.chart(QStringLiteral("policy_kl")));
    const QRect beside = place(picture.slopeChart());
    QVERIFY2(above.bottom() < below.top(), qPrintable(QStringLiteral("%1 %2, %3 %4, picture %5 × %6")
                                                          .arg(above.top())
                                                          .arg(above.bottom())
                                                          .arg(below.top())
                                                          .arg(below.bottom())
                                                          .arg(image.width())
                                                          .arg(image.height())));
    QCOMPARE(beside.top(), below.top());
    QVERIFY(below.bottom() < image.height() && image.height() < below.bottom() + 20);
    QVERIFY(picture.chart(QStringLiteral("returns"))->isHidden() ||
            !picture.chart(QStringLiteral("returns"))->isVisible());
  }

  void everyControlHasANameAndATip() {
    Desk desk{QString()};
    auto* selector = desk.find<QWidget>("boundSelector");
    int controls = 0;
    const auto check = [&](const QWidget* control) {
      QVERIFY2(
          !control->objectName().isEmpty() && !control->accessibleName().isEmpty() && !control->toolTip().isEmpty(),
          qPrintable(control->objectName()));
      ++controls;
    };
    for (const auto* combo : selector->findChildren<QComboBox*>()) check(combo);
    for (const auto* button : selector->findChildren<QPushButton*>()) check(button);
    check(selector->findChild<QDoubleSpinBox*>());
    QCOMPARE(controls, 10);
  }

};

QTEST_MAIN(BoundChartsTest)
#include "bound_charts_test.moc"
