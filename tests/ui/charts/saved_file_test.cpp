#include "ui/charts/saved_file.h"

#include <sys/resource.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <stdexcept>

#include "base/error.h"
#include "support/qt_warnings.h"

class SavedFileTest : public QObject {
  Q_OBJECT

  static QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("nothing");
  }
  static void save(const QString& path, const QByteArray& bytes) {
    charts::saveFile(path, [&](QIODevice& out) { out.write(bytes); });
  }
  /// What the error says; empty without one.
  static QString refusal(const QString& path, const QByteArray& bytes) {
    try {
      save(path, bytes);
      return {};
    } catch (const base::Error& error) {
      return QString::fromUtf8(error.what());
    }
  }

  QTemporaryDir folder_;
  const QString path_ = folder_.filePath(QStringLiteral("table.csv"));

 private Q_SLOTS:
  void init() {
    support::failOnQtWarnings();
    save(path_, "old");
  }

  void aNewFileTakesTheOldOnesPlace() {
    save(path_, "new");
    QCOMPARE(contentOf(path_), QByteArray("new"));
    QCOMPARE(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
  }

  void errorsSayWhatWhereAndWhatToDo() {
    const QString missing = folder_.filePath(QStringLiteral("missing/table.csv"));
    const QString said = refusal(missing, "new");
    QVERIFY2(said.contains(missing), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("No such file or directory")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Check that its folder exists")), qPrintable(said));
    QVERIFY(refusal(folder_.path(), "new").contains(folder_.path()));  // a folder is no file
  }

  // As on a full disk: the system takes some of it and no more.
  void aFileThatDoesNotFitLeavesTheOldOneWhole() {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &limit), 0);
    const rlimit tight{4096, limit.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    // In one piece, and in pieces that are gathered before the system sees them.
    QStringList said{refusal(path_, QByteArray(1'000'000, 'x'))};
    const charts::FileContent crumbs = [](QIODevice& out) {
      for (int i = 0; i < 10'000; ++i) out.write("0123456789");
    };
    try {
      charts::saveFile(path_, crumbs);
    } catch (const base::Error& error) {
      said << QString::fromUtf8(error.what());
    }
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
    QCOMPARE(said.size(), 2);
    for (const QString& one : said) {
      QVERIFY2(one.contains(QStringLiteral("File too large")) && one.contains(QStringLiteral("has room")),
               qPrintable(one));
    }
    QCOMPARE(contentOf(path_), QByteArray("old"));
    QCOMPARE(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
  }

  void contentThatCannotBeMadeLeavesTheOldOneToo() {
    const charts::FileContent breaks = [](QIODevice& out) {
      out.write("half");
      throw std::bad_alloc();
    };
    QVERIFY_THROWS_EXCEPTION(std::bad_alloc, charts::saveFile(path_, breaks));
    QCOMPARE(contentOf(path_), QByteArray("old"));
    QCOMPARE(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
  }
};

QTEST_APPLESS_MAIN(SavedFileTest)
#include "saved_file_test.moc"
