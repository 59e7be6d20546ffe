#include "base/atomic_file.h"

#include <QtTest>
#include <fstream>

#include "base/error.h"

namespace fs = std::filesystem;

class AtomicFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void contentReplacesTheOldFile() {
    const QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / "a.json";
    base::writeFileAtomically(path, "old");
    base::writeFileAtomically(path, "new");
    QCOMPARE(base::readFile(path), std::string("new"));
  }

  void failedWriteKeepsTheOldFileAndLeavesNothingBehind() {
    const QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / "a.bin";
    base::writeFileAtomically(path, "good");
    QVERIFY_EXCEPTION_THROWN(base::replaceFileAtomically(path,
                                                         [](const fs::path& temporary) {
                                                           std::ofstream(temporary) << "half";
                                                           throw base::Error("disk full");
                                                         }),
                             base::Error);
    QCOMPARE(base::readFile(path), std::string("good"));
    QCOMPARE(std::distance(fs::directory_iterator(path.parent_path()), {}), 1);
  }

  void missingFolderIsNamed() {
    try {
      base::writeFileAtomically("/nonexistent-folder/a", "x");
      QFAIL("no error");
    } catch (const base::Error& error) {
      QVERIFY(std::string(error.what()).find("/nonexistent-folder/a") != std::string::npos);
    }
  }

  void readingAFolderIsAnError() { QVERIFY_EXCEPTION_THROWN(base::readFile("/"), base::Error); }
};

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
