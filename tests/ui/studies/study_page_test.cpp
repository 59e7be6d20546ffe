// The page with a real study behind it: real widgets, real events.
#include "ui/studies/study_page.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

#include "base/error.h"
#include "study/study_file.h"
#include "support/qt_warnings.h"
#include "ui/bridge/session_bridge.h"
#include "ui/bridge/tiny_experiment.h"
#include "ui/panels/banner.h"
#include "ui/panels/theme.h"
#include "ui/studies/curve_chart.h"
#include "ui/studies/study_form.h"

namespace {

constexpr int kPatience = 120'000;

struct Bench {
  bridge::SessionBridge bridge;
  studies::StudyPage page{bridge};

  Bench() {
    page.resize(900, 800);
    page.show();
  }
  template <class Widget>
  Widget* find(const char* name) {
    return page.findChild<Widget*>(QString::fromLatin1(name));
  }
  void fill(const char* n, int policies, int updates) {
    find<QSpinBox>("study_pretraining")->setValue(0);
    find<QLineEdit>("study_transitions")->setText(QString::fromLatin1(n));
    find<QSpinBox>("study_policies")->setValue(policies);
    find<QSpinBox>("study_updates")->setValue(updates);
    find<QSpinBox>("study_rows")->setValue(60);
  }
  void press(const char* button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
  int measured() { return find<QTableView>("study_table")->model()->rowCount(); }
};

}  // namespace

class StudyPageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { panels::applyTheme(*qApp, panels::ThemeChoice::light); }
  void init() { support::failOnQtWarnings(); }

  void aTinyStudyFillsChartsAndTable() {
    Bench bench;
    bench.fill("60, 100", 3, 6);
    bench.press("study_start");
    QVERIFY(bench.page.runner().running());
    QVERIFY(!bench.find<QPushButton>("study_start")->isEnabled());
    QVERIFY(bench.find<QPushButton>("study_cancel")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(bench.find<QProgressBar>("study_progress")->value() > 0, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.page.runner().running(), kPatience);
    QVERIFY2(bench.find<QLabel>("study_stage")->text().startsWith(QStringLiteral("Finished")),
             qPrintable(bench.find<QLabel>("study_stage")->text()));
    QCOMPARE(bench.measured(), 8);
    const studies::CurvePlot& errors = bench.page.errorChart()->plot();
    QCOMPARE(errors.curves.size(), 2);
    QCOMPARE(errors.curves[1].points.size(), 4);
    QVERIFY(errors.curves[0].spec.dash != errors.curves[1].spec.dash);
    QCOMPARE(bench.page.slopeChart()->plot().curves[0].points.size(), 2);
    QVERIFY(bench.find<QLabel>("study_provenance")->text().contains(QStringLiteral("resolution_tv")));
    QVERIFY(bench.find<QLabel>("study_provenance")->text().startsWith(QStringLiteral("inverted_pendulum, seed 1")));
    QVERIFY(!bench.find<QLabel>("study_provenance")->text().contains(u'%'));

    auto* choice = bench.find<QComboBox>("study_error");
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTest::keyClick(choice, Qt::Key_Down);
    QVERIFY(bench.page.errorChart()->plot().y_title.contains(QStringLiteral("RMSE")));

    const QTemporaryDir folder;
    QVERIFY(bench.page.errorChart()->exportTo(folder.filePath("errors.png")));
    QVERIFY(bench.page.slopeChart()->exportTo(folder.filePath("slopes.csv")));
    QFile slopes(folder.filePath("slopes.csv"));
    QVERIFY(slopes.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(slopes.readAll()).split(u'\n', Qt::SkipEmptyParts).size(), 3);

    const QString saved = folder.filePath("study.json");
    study::writeStudy(*bench.page.runner().snapshot()->result, saved.toStdString());
    Bench another;
    another.page.open(saved);
    QCOMPARE(another.measured(), 8);
    QVERIFY(another.find<QLabel>("study_stage")->text().contains(QStringLiteral("study.json")));
    another.page.open(folder.filePath("slopes.csv"));  // refused; what is shown stays
    QCOMPARE(another.measured(), 8);
    QVERIFY(another.page.findChild<panels::BannerStack*>()->banners().first()->detail().contains(
        QStringLiteral("slopes.csv")));
  }

  void cancellingAnswersAtOnceAndKeepsWhatIsMeasured() {
    Bench bench;
    bench.fill("60", 200, 1'000'000);
    bench.press("study_start");
    QTRY_VERIFY_WITH_TIMEOUT(bench.measured() >= 2, kPatience);
    QVERIFY(!bench.find<QLabel>("study_stage")->text().isEmpty());
    QElapsedTimer since;
    since.start();
    bench.press("study_cancel");
    QCOMPARE(bench.find<QLabel>("study_stage")->text(), QStringLiteral("Cancelling …"));
    QTRY_VERIFY_WITH_TIMEOUT(!bench.page.runner().running(), 10'000);
    qInfo("cancelled after %lld ms", static_cast<long long>(since.elapsed()));
    QVERIFY(bench.find<QLabel>("study_stage")->text().startsWith(QStringLiteral("Cancelled")));
    QVERIFY(bench.measured() >= 2);
    QVERIFY(bench.find<QPushButton>("study_start")->isEnabled());
    QVERIFY(bench.find<QPushButton>("study_save")->isEnabled());
  }

  void itStudiesTheShownRunsPolicyWhileThatRunTrainsOn() {
    const QTemporaryDir folder;
    Bench bench;
    QVERIFY(bench.bridge.start(support::tinySession(folder)));
    QTRY_VERIFY_WITH_TIMEOUT(bench.bridge.state().epoch >= 0, kPatience);
    QSignalSpy written(&bench.bridge, &bridge::SessionBridge::checkpointWritten);
    bench.bridge.requestCheckpoint();
    QTRY_VERIFY_WITH_TIMEOUT(!written.isEmpty(), kPatience);
    bench.fill("60", 3, 6);
    bench.find<QComboBox>("study_source")->setCurrentIndex(1);
    const qint64 from = bench.bridge.state().real_steps;
    bench.press("study_start");
    QVERIFY(bench.page.runner().running());
    QTRY_VERIFY_WITH_TIMEOUT(!bench.page.runner().running(), kPatience);
    QCOMPARE(bench.measured(), 4);
    QVERIFY(bench.find<QLabel>("study_provenance")->text().contains(QStringLiteral("policy of tiny at real step")));
    QVERIFY(bench.bridge.training());
    QTRY_VERIFY_WITH_TIMEOUT(bench.bridge.state().real_steps > from, kPatience);
  }

  void faultsAreToldInABanner() {
    Bench bench;
    bench.fill("many", 3, 6);
    bench.press("study_start");
    auto* banners = bench.page.findChild<panels::BannerStack*>();
    QCOMPARE(banners->banners().size(), 1);
    QVERIFY(banners->banners().first()->detail().contains(QStringLiteral("many")));
    bench.find<QComboBox>("study_source")->setCurrentIndex(1);
    QVERIFY(!bench.find<QComboBox>("study_environment")->isEnabled());
    bench.press("study_start");
    QCOMPARE(banners->banners().size(), 1);
    QVERIFY(banners->banners().first()->detail().contains(QStringLiteral("no run is shown")));
    QVERIFY(!bench.page.runner().running());
  }

  void numbersOfTransitionsAreReadAsPeopleWriteThem() {
    QCOMPARE(studies::parseTransitions(QStringLiteral("10 000, 1000;3000, 1000")),
             (std::vector<std::int64_t>{1000, 3000, 10'000}));
    QVERIFY_THROWS_EXCEPTION(base::Error, studies::parseTransitions(QStringLiteral("1k")));
  }

  void everyControlHasANameToBeFoundAndSpokenBy() {
    Bench bench;
    for (QWidget* widget : bench.page.findChildren<QWidget*>()) {
      const bool control =
          qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
          qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QProgressBar*>(widget) ||
          (qobject_cast<QLineEdit*>(widget) && !qobject_cast<QAbstractSpinBox*>(widget->parentWidget()));
      if (!control || widget->objectName().startsWith(QLatin1String("qt_"))) continue;
      if (widget->metaObject()->className() == QByteArray("QTableCornerButton")) continue;
      const QByteArray name = widget->objectName().toUtf8() + " " + widget->metaObject()->className();
      QVERIFY2(!widget->objectName().isEmpty(), name);
      QVERIFY2(!widget->accessibleName().isEmpty(), name);
      QVERIFY2(!widget->toolTip().isEmpty(), name);
    }
  }

};

QTEST_MAIN(StudyPageTest)
#include "study_page_test.moc"
