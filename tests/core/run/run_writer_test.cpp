#include "run/run_writer.h"

#include <QtTest>
#include <functional>
#include <iterator>

#include "base/atomic_file.h"
#include "base/error.h"
#include "tiny_run.h"

class RunWriterTest : public QObject {
  Q_OBJECT

  static mbpo::MetricRow sample(std::int64_t step) {
    mbpo::MetricRow row;
    row.real_steps = step;
    row.values = {{mbpo::Metric::alpha, 0.5}};
    return row;
  }

  static std::string faultOf(const std::function<void()>& attempt) {
    try {
      attempt();
    } catch (const base::Error& error) {
      return error.what();
    }
    return {};
  }

  static void checkpointAt(run::RunWriter& writer, std::int64_t step) {
    writer.writeCheckpoint(step, 0, [&](const auto& file) { base::writeFileAtomically(file, std::to_string(step)); });
  }

 private Q_SLOTS:
  void secondWriterIsRefused() {
    const QTemporaryDir folder;
    const auto directory = below(folder, "run");
    const auto writer = run::RunWriter::create(directory, tinyConfiguration(100));
    checkpointAt(*writer, 0);
    const std::string fault = faultOf([&] { run::RunWriter::reopen(directory); });
    QVERIFY2(fault.find("another program") != std::string::npos, fault.c_str());
    QVERIFY2(fault.find(directory.string()) != std::string::npos, fault.c_str());
  }

  void directoryWithFilesIsLeftAlone() {
    const QTemporaryDir folder;
    const auto directory = below(folder, "full");
    std::filesystem::create_directories(directory);
    appendText(directory / "thesis.tex", "important");
    QVERIFY(!faultOf([&] { run::RunWriter::create(directory, tinyConfiguration(100)); }).empty());
    const auto entries = std::filesystem::directory_iterator(directory);
    QCOMPARE(std::distance(begin(entries), end(entries)), std::ptrdiff_t{1});
  }

  void unwritablePlaceNamesItself() {
    const QTemporaryDir folder;
    appendText(below(folder, "file"), "");
    const auto directory = below(folder, "file") / "run";
    const std::string fault = faultOf([&] { run::RunWriter::create(directory, tinyConfiguration(100)); });
    QVERIFY2(fault.find(directory.string()) != std::string::npos, fault.c_str());
  }

  void rowsBehindTheCheckpointAndATornLineAreDroppedOnReopen() {
    const QTemporaryDir folder;
    const auto directory = below(folder, "run");
    {
      const auto writer = run::RunWriter::create(directory, tinyConfiguration(100));
      writer->writeStatus("running", "", mbpo::Snapshot{});
      for (const int step : {10, 20, 30}) writer->append(sample(step));
      checkpointAt(*writer, 30);
      writer->append(sample(30));  // the same step, but not in the checkpoint: it will come again
      writer->append(sample(40));
      writer->flush();
    }
    appendText(directory / "samples.jsonl", "{\"real_steps\": 50, ");
    const auto writer = run::RunWriter::reopen(directory);
    QVERIFY(writer->droppedBytes() > 0);
    QCOMPARE(linesOf(directory / "samples.jsonl").size(), std::size_t{3});
    writer->append(sample(40));
    writer->flush();
    QCOMPARE(linesOf(directory / "samples.jsonl").size(), std::size_t{4});
  }

  void failedCheckpointLeavesThePreviousOne() {
    const QTemporaryDir folder;
    const auto directory = below(folder, "run");
    const auto writer = run::RunWriter::create(directory, tinyConfiguration(100));
    checkpointAt(*writer, 1);
    QVERIFY(!faultOf([&] {
               writer->writeCheckpoint(2, 0, [](const auto& file) {
                 base::writeFileAtomically(file, "half");
                 throw base::Error("disk full");
               });
             }).empty());
    const auto current = run::newestCheckpoint(directory);
    QVERIFY(current.has_value());
    QCOMPARE(base::readFile(current->file), std::string("1"));
    checkpointAt(*writer, 3);
    QCOMPARE(base::readFile(run::newestCheckpoint(directory)->file), std::string("3"));
  }

  void reopeningWithoutCheckpointSaysSo() {
    const QTemporaryDir folder;
    const auto directory = below(folder, "run");
    run::RunWriter::create(directory, tinyConfiguration(100));
    const std::string fault = faultOf([&] { run::RunWriter::reopen(directory); });
    QVERIFY2(fault.find("first checkpoint") != std::string::npos, fault.c_str());
  }
};

QTEST_GUILESS_MAIN(RunWriterTest)
#include "run_writer_test.moc"
