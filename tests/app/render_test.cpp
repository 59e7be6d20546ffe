// `mbpo render`, as a user meets it.
#include <QDir>
#include <QImage>
#include <QtTest>

#include "program.h"

class RenderTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  QString run_;

  QString place(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
  ProgramResult render(const QStringList& rest) const {
    return runProgram(QStringList{"render", "--run", run_, "--size", "160x120", "--quick"} + rest);
  }

 private Q_SLOTS:
  void initTestCase() {
    run_ = place("run");
    const ProgramResult trained = runProgram(tinyTraining(run_, 300));
    QVERIFY2(trained.code == 0, qPrintable(trained.errors));
    const ProgramResult tried = render({"--out", place("try.png")});
    if (tried.errors.contains("OpenGL through EGL")) QSKIP(qPrintable(tried.errors));
  }

  void aPolicysEpisodeIsAFolderOfPicturesOfTheAskedSize() {
    const ProgramResult result = render({"--policy", "--fps", "10", "--out", place("policy")});
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    const QDir film(place("policy"));
    const QStringList files = film.entryList(QDir::Files);
    QVERIFY(!files.isEmpty());
    QVERIFY(result.output.contains(QString("%1 pictures").arg(files.size())));
    QCOMPARE(QImage(film.filePath(files.last())).size(), QSize(160, 120));
  }

  void halfTheSpeedTakesTwiceThePictures() {
    const auto pictures = [&](const char* speed, const char* name) {
      const ProgramResult result = render({"--fps", "20", "--speed", speed, "--out", place(name)});
      return result.code == 0 ? QDir(place(name)).entryList(QDir::Files).size() : 0;
    };
    const auto whole = pictures("1", "whole"), half = pictures("0.5", "half");
    QVERIFY(whole > 1);
    QVERIFY2(qAbs(half - (2 * whole - 1)) <= 1, qPrintable(QString("%1 and %2").arg(whole).arg(half)));
  }

  void theSameSeedGivesTheSamePicture() {
    for (const char* name : {"a.png", "b.png"}) QCOMPARE(render({"--at", "3", "--out", place(name)}).code, 0);
    QCOMPARE(QImage(place("a.png")), QImage(place("b.png")));
    QCOMPARE(render({"--at", "3", "--seed", "9", "--out", place("c.png")}).code, 0);
    QVERIFY(QImage(place("a.png")) != QImage(place("c.png")));
  }

  void imaginationAndKeptEpisodesAreFilmed() {
    const ProgramResult episode = render({"--episode", "best", "--out", place("episode.png")});
    QVERIFY2(episode.code == 0, qPrintable(episode.errors));
    const ProgramResult imagined =
        render({"--imagined", "--horizon", "4", "--at", "4", "--out", place("imagined.png")});
    QVERIFY2(imagined.code == 0, qPrintable(imagined.errors));
    QVERIFY(QImage(place("episode.png")) != QImage(place("imagined.png")));
  }

  void faultsSayWhatIsWrongAndWriteNothing_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("code");
    QTest::newRow("size") << QStringList{"--size", "9x9", "--out", "x.png"} << "--size 9x9" << 2;
    QTest::newRow("speed") << QStringList{"--speed", "0", "--out", "x.png"} << "--speed" << 2;
    QTest::newRow("camera") << QStringList{"--camera", "nonsense", "--out", "x.png"} << "AZIMUTH,ELEVATION,DISTANCE"
                            << 1;
    QTest::newRow("folder") << QStringList{"--out", "no/where/x.png"} << "there is no folder" << 1;
    QTest::newRow("episode") << QStringList{"--episode", "bst", "--out", "x.png"} << "bst" << 2;
    QTest::newRow("both") << QStringList{"--policy", "--imagined", "--out", "x.png"} << "--policy" << 2;
  }
  void faultsSayWhatIsWrongAndWriteNothing() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    QFETCH(int, code);
    arguments.last().prepend(folder_.path() + '/');
    const ProgramResult result = runProgram(QStringList{"render", "--run", run_} + arguments);
    QCOMPARE(result.code, code);
    QVERIFY2(result.errors.contains(said), qPrintable(result.errors));
    QVERIFY(!QFileInfo::exists(arguments.last()));
  }
};

QTEST_GUILESS_MAIN(RenderTest)
#include "render_test.moc"
