// The program from outside: arguments in; pictures, messages and exit codes out.
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QSet>
#include <QTest>

#include "base/resources.h"
#include "run/run_directory.h"
#include "ui/bridge/tiny_experiment.h"

namespace {

struct Outcome {
  int code = -1;
  QString said;
};

Outcome call(const QStringList& arguments) {
  QProcess program;
  program.setProcessChannelMode(QProcess::MergedChannels);
  program.start(QStringLiteral(WORKBENCH_PROGRAM), arguments);
  if (!program.waitForFinished(120'000)) return {};
  return {program.exitCode(), QString::fromUtf8(program.readAll())};
}

int coloursOf(const QImage& image) {
  QSet<QRgb> colours;
  for (int y = 0; y < image.height(); y += 3) {
    for (int x = 0; x < image.width(); x += 3) colours.insert(image.pixel(x, y));
  }
  return static_cast<int>(colours.size());
}

QStringList tinySettings() {
  QStringList settings;
  for (const char* pair : {"threads=1", "warm_up_steps=60", "epoch_length=50", "model_train_interval=25",
                           "eval_episodes=1", "ensemble_size=2", "elite_size=1", "model_hidden=16", "agent_hidden=16",
                           "updates_per_step=2", "rollouts_per_step=20", "fit_epoch_limit=2", "steps=100000"}) {
    settings << QStringLiteral("--set") << QString::fromLatin1(pair);
  }
  return settings;
}

}  // namespace

class WorkbenchProgramTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aScreenshotHasTheAskedSizeAndShowsSomething() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.png"));
    const Outcome done = call({QStringLiteral("--screenshot"), file, QStringLiteral("--after"), QStringLiteral("0.5"),
                               QStringLiteral("--size"), QStringLiteral("1280x720"), QStringLiteral("--runs"),
                               folder.path(), QStringLiteral("--theme"), QStringLiteral("light")});
    QVERIFY2(done.code == 0, qPrintable(done.said));
    const QImage image(file);
    QCOMPARE(image.size(), QSize(1280, 720));
    QVERIFY(coloursOf(image) > 50);
  }

  void aScreenshotOfTrainingLeavesACheckpointedRun() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.png")), runs = folder.filePath(QStringLiteral("runs"));
    QStringList arguments{QStringLiteral("--screenshot"),
                          file,
                          QStringLiteral("--after"),
                          QStringLiteral("3"),
                          QStringLiteral("--size"),
                          QStringLiteral("1440x900"),
                          QStringLiteral("--train"),
                          QStringLiteral("--runs"),
                          runs};
    const Outcome done = call(arguments + tinySettings());
    QVERIFY2(done.code == 0, qPrintable(done.said));
    QCOMPARE(QImage(file).size(), QSize(1440, 900));
    const auto list = run::listRuns(runs.toStdString());
    QCOMPARE(list.size(), std::size_t{1});
    QCOMPARE(list.front().status, std::string("stopped"));

    const QString report = folder.filePath(QStringLiteral("report.png"));
    const Outcome reported =
        call({QStringLiteral("--report"), QString::fromStdString(list.front().directory.string()), report});
    QVERIFY2(reported.code == 0, qPrintable(reported.said));
    QVERIFY(QImage(report).width() >= 1200);
    QVERIFY(coloursOf(QImage(report)) > 50);
  }

  void aPictureThatCannotBeWrittenIsAFailureWithItsName() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("missing/window.png"));
    const Outcome done = call({QStringLiteral("--screenshot"), file, QStringLiteral("--after"), QStringLiteral("0.1"),
                               QStringLiteral("--runs"), folder.path()});
    QCOMPARE(done.code, 1);
    QVERIFY2(done.said.contains(file), qPrintable(done.said));
  }

  void aReportOfNoRunIsAFailureWithItsName() {
    QTemporaryDir folder;
    const Outcome done = call({QStringLiteral("--report"), folder.path(), folder.filePath(QStringLiteral("r.png"))});
    QCOMPARE(done.code, 1);
    QVERIFY2(done.said.contains(folder.path()), qPrintable(done.said));
  }

  void aReportOfASavedStudyIsItsTwoCharts() {
    QTemporaryDir folder;
    const QString picture = folder.filePath(QStringLiteral("study.png"));
    const QString study = QString::fromStdString(base::resourceFile("studies/hopper.json").string());
    const Outcome drawn = call({QStringLiteral("--report"), study, picture});
    QVERIFY2(drawn.code == 0, qPrintable(drawn.said));
    QCOMPARE(QImage(picture).width(), 2400);
    QVERIFY(coloursOf(QImage(picture)) > 50);
    const QString torn = folder.filePath(QStringLiteral("torn.json"));
    QFile file(torn);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"study\": ") > 0);
    file.close();
    const Outcome refused = call({QStringLiteral("--report"), torn, picture});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.said.contains(torn), qPrintable(refused.said));
  }

  // As tall as its charts: two rows of them for the policy's shift, one for k.
  void aSectionOfAReportHasItsOwnHeight() {
    QTemporaryDir folder;
    const QString example = QString::fromStdString(base::resourceFile("examples/inverted_pendulum").string());
    QList<int> heights;
    for (const char* section : {"policy", "k"}) {
      const QString file = folder.filePath(QLatin1String(section) + QStringLiteral(".png"));
      const Outcome done =
          call({QStringLiteral("--report"), example, file, QStringLiteral("--section"), QLatin1String(section)});
      QVERIFY2(done.code == 0, qPrintable(done.said));
      heights << QImage(file).height();
    }
    QVERIFY2(heights[0] > 2 * 270 && heights[0] < 3 * 270, qPrintable(QString::number(heights[0])));
    QVERIFY2(heights[1] > 270 && heights[1] < 2 * 270, qPrintable(QString::number(heights[1])));
  }

  void aRooflineIsDrawnInBothThemes() {
    QTemporaryDir folder;
    QList<QColor> grounds;
    for (const char* theme : {"light", "dark"}) {
      const QString file = folder.filePath(QLatin1String(theme) + QStringLiteral(".png"));
      const Outcome done = call({QStringLiteral("--roofline"), QStringLiteral(WORKBENCH_TEST_DATA "/bench/small.json"),
                                 file, QStringLiteral("--theme"), QLatin1String(theme)});
      QVERIFY2(done.code == 0, qPrintable(done.said));
      const QImage image(file);
      QVERIFY(image.width() >= 2000 && image.height() >= 1200);
      QVERIFY(coloursOf(image) > 20);
      grounds << image.pixelColor(3, 3);
    }
    QVERIFY(grounds[0].lightness() > 200 && grounds[1].lightness() < 80);
    const QString vector = folder.filePath(QStringLiteral("roofline.svg"));
    QCOMPARE(call({QStringLiteral("--roofline"), QStringLiteral(WORKBENCH_TEST_DATA "/bench/small.json"), vector}).code,
             0);
    QVERIFY(QFileInfo(vector).size() > 2000);
  }

  void aDamagedBenchFileEndsWithTwoAndItsName() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("bench.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[{]");
    file.close();
    const Outcome done =
        call({QStringLiteral("--roofline"), file.fileName(), folder.filePath(QStringLiteral("r.png"))});
    QCOMPARE(done.code, 2);
    QVERIFY2(done.said.contains(file.fileName()) && done.said.contains(QStringLiteral("mbpo bench --json")),
             qPrintable(done.said));
    const Outcome unwritable =
        call({QStringLiteral("--roofline"), QStringLiteral(WORKBENCH_TEST_DATA "/bench/small.json"),
              folder.filePath(QStringLiteral("missing/r.png"))});
    QCOMPARE(unwritable.code, 1);
  }

  void badArgumentsEndWithTwo() {
    const Outcome done = call({QStringLiteral("--environment"), QStringLiteral("moon")});
    QCOMPARE(done.code, 2);
    QVERIFY2(done.said.contains(QStringLiteral("moon")), qPrintable(done.said));
  }

  void helpNamesTheDefaults() {
    const Outcome done = call({QStringLiteral("--help")});
    QCOMPARE(done.code, 0);
    QVERIFY(done.said.contains(QStringLiteral("--screenshot")));
    QVERIFY(done.said.contains(QStringLiteral("inverted_pendulum")));
  }
};

QTEST_GUILESS_MAIN(WorkbenchProgramTest)
#include "workbench_program_test.moc"
