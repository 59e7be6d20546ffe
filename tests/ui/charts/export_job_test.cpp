#include "ui/charts/export_job.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>
#include <chrono>
#include <random>
#include <semaphore>
#include <thread>

#include "base/error.h"
#include "support/export_watch.h"
#include "support/qt_warnings.h"
#include "support/random_walk.h"
#include "ui/charts/live_chart.h"

using charts::CsvWriter;
using charts::ExportJob;
using support::ExportWatch;

namespace {

constexpr int kPatience = 300'000;  // a nice thread on a busy machine

/// The smallest chart there is; its table is what a test wants it to be.
class Card : public charts::ChartCard {
 public:
  explicit Card(charts::CsvTable table = [](CsvWriter& csv) { csv.heads({u"x"}); }) : table_(std::move(table)) {
    setObjectName(QStringLiteral("card"));
    resize(200, 100);
  }
  QString title() const override { return name; }

  QString name = QStringLiteral("card");

 protected:
  void paintCard(QPainter& painter, QSize size) const override { painter.fillRect(QRect({}, size), Qt::red); }
  charts::CsvTable table() const override { return table_; }

 private:
  charts::CsvTable table_;
};

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class ExportJobTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  QString file(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  // The writer waits in the middle of its table until this thread has gone on: were it this thread, neither would.
  void theWindowGoesOnWhileATableIsWritten() {
    std::binary_semaphore begun(0), may_end(0);
    std::thread::id writer;
    bool was_let = false;
    Card card([&](CsvWriter& csv) {
      csv.heads({u"x"});
      writer = std::this_thread::get_id();
      begun.release();
      was_let = may_end.try_acquire_for(std::chrono::seconds(60));
      csv.integer(1).endRow();
    });
    ExportWatch watch(card);
    card.beginExport(file("slow.csv"));
    QVERIFY(!QFile::exists(file("slow.csv")));
    QVERIFY(QTest::qWaitFor([&] { return begun.try_acquire(); }, kPatience));
    int turns = 0;
    QTimer turn;
    connect(&turn, &QTimer::timeout, this, [&turns] { ++turns; });
    turn.start(0);
    QTRY_VERIFY_WITH_TIMEOUT(turns >= 20, kPatience);
    QVERIFY(!QFile::exists(file("slow.csv")));  // nobody finds half of it
    QCOMPARE(watch.count(), 0);
    may_end.release();
    QTRY_COMPARE_WITH_TIMEOUT(watch.written, QStringList{file("slow.csv")}, kPatience);
    QVERIFY(was_let);
    QVERIFY(writer != std::this_thread::get_id());
    QCOMPARE(contentOf(file("slow.csv")), QByteArray("x\n1\n"));
  }

  void aLargeSeriesLeavesAsItWasWhateverComesMeanwhile() {
    constexpr int kPoints = 2'000'000;
    std::mt19937 random(17);
    charts::LiveChart chart;
    for (const char* name : {"return", "hidden"}) {
      charts::SeriesSpec spec;
      spec.label = QString::fromLatin1(name);
      chart.addSeries(spec);
    }
    chart.setPoints(0, support::randomWalk(random, kPoints));
    chart.setPoints(1, {{0, 1}});
    chart.setSeriesVisible(1, false);
    QVERIFY(chart.exportTo(file("at_once.csv")));
    ExportWatch watch(chart);
    chart.beginExport(file("beside.csv"));
    QVERIFY(!QFile::exists(file("beside.csv")));
    chart.append(0, QList<QPointF>{{1e9, 5}});  // training goes on
    chart.setSeriesVisible(1, true);
    QTRY_COMPARE_WITH_TIMEOUT(watch.count(), 1, kPatience);
    QCOMPARE(watch.failed, QStringList());
    const QByteArray beside = contentOf(file("beside.csv"));
    QCOMPARE(beside.count('\n'), kPoints + 1);
    QVERIFY(beside == contentOf(file("at_once.csv")));
    QCOMPARE(chart.points(0).size(), kPoints + 1);
  }

  void picturesAndDrawingsLeaveTheSameWay() {
    Card card;
    ExportWatch watch(card);
    for (const char* name : {"card.png", "card.svg"}) {
      card.beginExport(file(name));
      QTRY_COMPARE_WITH_TIMEOUT(watch.written, QStringList{file(name)}, kPatience);
      watch.written.clear();
    }
    QCOMPARE(QImage(file("card.png")).pixelColor(10, 10), QColor(Qt::red));
    QVERIFY(contentOf(file("card.svg")).contains("<title>card</title>"));
  }

  void theDialogProposesTheTitleAndEndsNamesByTheirKind() {
    Card card;
    card.name = QStringLiteral("dε_m/dKL");
    card.show();
    ExportWatch watch(card);
    card.askAndExport();
    auto* dialog = card.findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    auto* line = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QCOMPARE(line->text(), QStringLiteral("dε_m-dKL.png"));  // a slash would name a folder
    auto* kinds = dialog->findChild<QComboBox*>(QStringLiteral("fileTypeCombo"));
    QTest::keyClick(kinds, Qt::Key_End);
    QCOMPARE(kinds->currentText(), QStringLiteral("Table (*.csv)"));
    line->setText(file("shares"));  // not typed: proposals would come and take the next click
    QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(watch.written, QStringList{file("shares.csv")}, kPatience);
  }

  void failuresAreToldToTheNearestParentThatShowsThem() {
    QWidget page;
    auto* inner = new QWidget(&page);
    auto* card = new Card;
    card->setParent(inner);
    ExportWatch watch(page);
    card->beginExport(file("missing/card.csv"));
    QTRY_COMPARE_WITH_TIMEOUT(watch.failed.size(), 1, kPatience);
    QVERIFY2(watch.failed[0].contains(file("missing/card.csv")), qPrintable(watch.failed[0]));
    QVERIFY(watch.failed[0].contains(QStringLiteral("Check")));
    card->beginExport(file("card.doc"));
    QCOMPARE(watch.failed.size(), 2);
    QVERIFY2(watch.failed[1].contains(QStringLiteral(".svg")), qPrintable(watch.failed[1]));
    QVERIFY(watch.written.isEmpty());
  }

  void aFailureThatNobodyShowsGetsABox() {
    Card card;
    card.show();
    card.beginExport(file("missing/card.csv"));
    const auto box = [&] { return card.findChild<QMessageBox*>(); };
    QTRY_VERIFY_WITH_TIMEOUT(box() != nullptr, kPatience);
    QVERIFY(box()->text().contains(file("missing/card.csv")));
    box()->close();
  }

  void whateverTheThreadThrowsIsTold() {
    QWidget page;
    ExportWatch watch(page);
    new ExportJob(page, file("none"), [] { throw std::runtime_error("no memory"); });
    QTRY_COMPARE_WITH_TIMEOUT(watch.failed, QStringList{QStringLiteral("no memory")}, kPatience);
  }

  void piecesTakeATurnEachInOrderAndBeforeTheFile() {
    QWidget page;
    ExportWatch watch(page);
    QList<int> order;
    std::vector<ExportJob::Piece> pieces;
    for (int i = 0; i < 3; ++i) pieces.emplace_back([&order, i] { order << i; });
    new ExportJob(
        page, file("pieces"), [&order] { order << 3; }, std::move(pieces));
    QVERIFY(order.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(watch.count(), 1, kPatience);
    QCOMPARE(order, (QList<int>{0, 1, 2, 3}));
  }

  // A chart may be gone before its file is there: the window then hears of it.
  void theChartMayGoBeforeItsFileIsThere() {
    QWidget page;
    auto* card = new Card;
    card->setParent(&page);
    ExportWatch watch(page);
    card->beginExport(file("late.csv"));
    delete card;
    QTRY_COMPARE_WITH_TIMEOUT(watch.written, QStringList{file("late.csv")}, kPatience);
  }

  void piecesOfAWidgetThatHasGoneAreGivenUp() {
    QWidget window;
    auto* page = new QWidget(&window);
    bool made = false, written = false;
    const QPointer<ExportJob> job = new ExportJob(*page, file("none"), [&] { written = true; }, {[&] { made = true; }});
    delete page;
    QTRY_VERIFY_WITH_TIMEOUT(!job, kPatience);
    QVERIFY(!made && !written);
  }
};

QTEST_MAIN(ExportJobTest)
#include "export_job_test.moc"
