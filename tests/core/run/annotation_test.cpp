#include "run/annotation.h"

#include <QtTest>
#include <atomic>
#include <thread>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/run_directory.h"
#include "run/run_writer.h"
#include "tiny_run.h"

class AnnotationTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void starAndNoteReadBackAndAnEmptyOneLeavesNoFile() {
    const QTemporaryDir folder;
    const auto directory = below(folder, ".");
    QVERIFY(run::readAnnotation(directory) == run::Annotation{});
    const run::Annotation said{true, "k = 15 learns, „later“\nbut safely"};
    run::writeAnnotation(directory, said);
    QVERIFY(run::readAnnotation(directory) == said);
    run::writeAnnotation(directory, {});
    QVERIFY(!std::filesystem::exists(directory / "annotation.json"));
    run::writeAnnotation(directory, {});  // nothing to remove is no error
  }

  void aReaderSeesTheOldOrTheNewAnnotationAndNothingBetween() {
    const QTemporaryDir folder;
    const auto directory = below(folder, ".");
    const run::Annotation shorter{false, "a"}, longer{true, std::string(100'000, 'b')};
    run::writeAnnotation(directory, shorter);
    std::atomic<bool> done = false;
    std::thread writer([&] {
      for (int i = 0; i < 40; ++i) run::writeAnnotation(directory, i % 2 == 0 ? longer : shorter);
      done = true;
    });
    bool whole = true;
    while (!done) {
      const run::Annotation seen = run::readAnnotation(directory);
      whole = whole && (seen == shorter || seen == longer);
    }
    writer.join();
    QVERIFY(whole);
  }

  void theSummaryCarriesItAndADamagedOneHidesNoRun() {
    const QTemporaryDir folder;
    const auto writer = run::RunWriter::create(below(folder, "a"), tinyConfiguration(400));
    writer->writeStatus("running", "", mbpo::Snapshot{});
    run::writeAnnotation(below(folder, "a"), {true, "while it trains"});
    QCOMPARE(run::readSummary(below(folder, "a")).annotation.note, std::string("while it trains"));
    QVERIFY(!run::readSummary(below(folder, "a")).rollout_policy.empty());
    base::writeFileAtomically(below(folder, "a") / "annotation.json", "{\"format\": 1, \"star");
    QVERIFY_EXCEPTION_THROWN(run::readAnnotation(below(folder, "a")), base::Error);
    QCOMPARE(run::listRuns(below(folder, ".")).size(), std::size_t{1});
    QVERIFY(run::readSummary(below(folder, "a")).annotation == run::Annotation{});
  }
};

QTEST_GUILESS_MAIN(AnnotationTest)
#include "annotation_test.moc"
