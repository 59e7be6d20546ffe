#include "ui/viewer/film.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include "base/error.h"

using viewer::Film;

class FilmTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  QByteArray path_;

  static QImage picture(const QColor& colour, QSize size = {60, 40}) {
    QImage image(size, QImage::Format_RGB888);
    image.fill(colour);
    return image;
  }
  QString place(const QString& name) const { return folder_.filePath(name); }
  /// What is there, hidden files too.
  QStringList left() const {
    return QDir(folder_.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
  }
  template <class Action>
  static QString faultOf(Action action) {
    try {
      action();
    } catch (const base::Error& error) {
      return QString::fromUtf8(error.what());
    }
    return {};
  }
  /// The only program of this name on the path: a real process that behaves so.
  void installEncoder(const QByteArray& script) {
    QDir(folder_.path()).mkdir(QStringLiteral("bin"));
    QFile file(place(QStringLiteral("bin/ffmpeg")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + script + "\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    file.close();
    qputenv("PATH", folder_.filePath(QStringLiteral("bin")).toLocal8Bit() + ":" + path_);
  }

 private Q_SLOTS:
  void init() { path_ = qgetenv("PATH"); }
  void cleanup() {
    qputenv("PATH", path_);
    QDir(folder_.path()).removeRecursively();
    QDir().mkpath(folder_.path());
  }

  void asManyFilesAsPicturesOfTheFilmsSize() {
    Film film(place(QStringLiteral("walk")), {60, 40}, 30);
    for (int i = 0; i < 5; ++i) film.add(picture(QColor(40 * i, 0, 0), i == 3 ? QSize(120, 80) : QSize(60, 40)));
    QVERIFY2(!QDir(place(QStringLiteral("walk"))).exists(), "it appears only when it is whole");
    film.finish();
    const QStringList files = QDir(place(QStringLiteral("walk"))).entryList(QDir::Files);
    QCOMPARE(files.size(), 5);
    QCOMPARE(files.first(), QStringLiteral("frame_000001.png"));
    for (int i = 0; i < 5; ++i) {
      const QImage image(place(QStringLiteral("walk/")) + files[i]);
      QCOMPARE(image.size(), QSize(60, 40));
      QCOMPARE(image.pixelColor(30, 20), QColor(40 * i, 0, 0));
    }
    QCOMPARE(left(), QStringList{QStringLiteral("walk")});
  }

  void whatIsNotFinishedLeavesNothing() {
    {
      Film film(place(QStringLiteral("walk")), {60, 40}, 30);
      film.add(picture(Qt::red));
    }
    installEncoder("for last; do :; done; cat > \"$last\"");
    {
      Film film(place(QStringLiteral("walk.mp4")), {60, 40}, 30);
      film.add(picture(Qt::red));
    }
    QCOMPARE(left(), QStringList{QStringLiteral("bin")});
  }

  void aMissingEncoderNamesItsPackageAndTheWayAround() {
    qputenv("PATH", "");
    const QString fault = faultOf([&] { Film film(place(QStringLiteral("walk.mp4")), {60, 40}, 30); });
    QVERIFY2(fault.contains(QStringLiteral("apt install ffmpeg")), qPrintable(fault));
    QVERIFY(fault.contains(QStringLiteral("PNG")));
    Film film(place(QStringLiteral("walk")), {60, 40}, 30);
    film.add(picture(Qt::red));
    film.finish();
    QCOMPARE(left(), QStringList{QStringLiteral("walk")});
  }

  void theEncoderGetsEveryPictureWhole() {
    installEncoder("for last; do :; done; cat > \"$last\"");
    Film film(place(QStringLiteral("walk.webm")), {61, 40}, 30);
    for (int i = 0; i < 7; ++i) film.add(picture(Qt::red, {61, 40}));
    film.finish();
    QFile file(place(QStringLiteral("walk.webm")));
    QCOMPARE(file.size(), 7 * 61 * 40 * 3);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.read(6), QByteArray("\xff\0\0\xff\0\0", 6));
  }

  void whatTheEncoderSaysIsPassedOn() {
    installEncoder("echo \"Unknown encoder 'libx264'\" >&2; exit 1");
    const QString fault = faultOf([&] {
      Film film(place(QStringLiteral("walk.mp4")), {60, 40}, 30);
      film.add(picture(Qt::red));
      film.finish();
    });
    QVERIFY2(fault.contains(QStringLiteral("libx264")), qPrintable(fault));
    QCOMPARE(left(), QStringList{QStringLiteral("bin")});
  }

  void badPlacesAreFaultsBeforeAnythingIsDrawn() {
    QVERIFY(faultOf([&] {
              Film film(place(QStringLiteral("no/where.mp4")), {60, 40}, 30);
            }).contains(QStringLiteral("there is no folder")));
    QVERIFY(faultOf([&] {
              viewer::savePicture(picture(Qt::red), place(QStringLiteral("no/where.png")));
            }).contains(QStringLiteral("there is no folder")));
    QDir(folder_.path()).mkpath(QStringLiteral("full/of/things"));
    QVERIFY(faultOf([&] {
              Film film(place(QStringLiteral("full")), {60, 40}, 30);
            }).contains(QStringLiteral("exists already")));
  }
};

QTEST_GUILESS_MAIN(FilmTest)
#include "film_test.moc"
