#include "data/row_log.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <set>

#include "base/error.h"
#include "base/random_stream.h"
#include "data/replay_buffer.h"

namespace fs = std::filesystem;

namespace {

const data::TransitionLayout kLayout{400, 1};  // 3216 bytes a row: some ten thousand fill a file

void pushNumbers(data::ReplayBuffer& buffer, std::int64_t count) {
  buffer.push(at::arange(buffer.taken(), buffer.taken() + count, at::kFloat)
                  .unsqueeze(1)
                  .expand({count, kLayout.width()})
                  .contiguous());
}

at::Tensor readBack(const fs::path& folder, const data::RowLog& log, const data::ReplayBuffer& buffer) {
  return data::readRows(folder, log.segments(), buffer.taken() - buffer.size(), buffer.size(), kLayout.width());
}

std::string faultOf(const std::function<void()>& attempt) {
  try {
    attempt();
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

std::uintmax_t bytesIn(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(folder)) bytes += entry.file_size();
  return bytes;
}

std::size_t filesIn(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

class RowLogTest : public QObject {
  Q_OBJECT

  QTemporaryDir temporary_;
  fs::path folder_;

 private Q_SLOTS:
  void init() {
    folder_ = fs::path(temporary_.path().toStdString()) / QTest::currentTestFunction();
    fs::create_directories(folder_);
  }

  // Pushes of one and of many, resizes, gaps (more pushed between two appends than the buffer holds), clears, and a
  // new log that goes on from the segments of the old one: after every append the buffer's rows can be read back.
  void whatTheBufferHoldsCanBeReadBack() {
    base::RandomStream random(7, "test");
    data::ReplayBuffer buffer(kLayout, 50);
    data::RowLog log(folder_, "D");
    for (int step = 0; step < 300; ++step) {
      const auto action = random.below(12);
      if (action == 0) buffer.resize(1 + static_cast<std::int64_t>(random.below(80)));
      if (action == 1) buffer.clear();
      if (action == 2) log = data::RowLog(folder_, "D", log.segments());
      if (action == 3) log.sync();
      if (action > 3) pushNumbers(buffer, 1 + static_cast<std::int64_t>(random.below(action == 4 ? 200 : 20)));
      if (action == 5) continue;  // behind by two
      log.append(buffer);
      QCOMPARE(log.rowsBehind(buffer), 0);
      QVERIFY(at::equal(readBack(folder_, log, buffer), buffer.rows()));
    }
  }

  void appendWritesOnlyWhatIsNew() {
    data::ReplayBuffer buffer(kLayout, 1000);
    data::RowLog log(folder_, "D");
    pushNumbers(buffer, 900);
    log.append(buffer);
    const auto before = bytesIn(folder_);
    pushNumbers(buffer, 3);
    QCOMPARE(log.rowsBehind(buffer), 3);
    log.append(buffer);
    QCOMPARE(bytesIn(folder_) - before, static_cast<std::uintmax_t>(3 * kLayout.width() * 4));
  }

  // Two files' worth more than the buffer holds, at the most, lie on the disk however long a run is.
  void diskUseIsBounded() {
    data::ReplayBuffer buffer(kLayout, 12'000);
    data::RowLog log(folder_, "D");
    std::uintmax_t most = 0;
    for (int checkpoint = 0; checkpoint < 15; ++checkpoint) {
      pushNumbers(buffer, 6000);
      log.append(buffer);
      log.sync();
      most = std::max(most, bytesIn(folder_));
    }
    const auto held = static_cast<std::uintmax_t>(12'000 * kLayout.width() * 4);
    QVERIFY2(most <= held + 3 * (32u << 20), qPrintable(QString::number(most)));
    QVERIFY(at::equal(readBack(folder_, log, buffer), buffer.rows()));
  }

  void theCheckpointBeforeStaysReadable() {
    data::ReplayBuffer buffer(kLayout, 10);
    data::RowLog log(folder_, "D");
    const auto checkpoint = [&] {
      pushNumbers(buffer, 25);  // nothing of the last time is left in the buffer
      log.append(buffer);
      log.sync();
      return std::pair(log.segments(), buffer.taken());
    };
    checkpoint();
    const auto [segments, taken] = checkpoint();
    checkpoint();
    QCOMPARE(data::readRows(folder_, segments, taken - 10, 10, kLayout.width()).size(0), 10);
    checkpoint();
    QVERIFY(
        !faultOf([&, s = segments, t = taken] { data::readRows(folder_, s, t - 10, 10, kLayout.width()); }).empty());
    QCOMPARE(filesIn(folder_), std::size_t{2});
  }

  // What a killed program wrote after its last checkpoint is neither read nor written over.
  void rowsBehindTheSegmentsAreIgnored() {
    data::ReplayBuffer buffer(kLayout, 100), killed(kLayout, 100);
    data::RowLog log(folder_, "D");
    pushNumbers(buffer, 10);
    log.append(buffer);
    log.sync();
    const auto segments = log.segments();
    killed.restore(buffer.rows(), buffer.taken());
    pushNumbers(killed, 5);
    log.append(killed);

    data::RowLog continued(folder_, "D", segments);
    buffer.push(at::full({4, kLayout.width()}, -1.0F));
    continued.append(buffer);
    QVERIFY(at::equal(readBack(folder_, continued, buffer), buffer.rows()));
    QVERIFY(at::equal(data::readRows(folder_, segments, 0, 10, kLayout.width()), buffer.rows().narrow(0, 0, 10)));
  }

  void damageIsNamed() {
    data::ReplayBuffer buffer(kLayout, 100);
    data::RowLog log(folder_, "D");
    pushNumbers(buffer, 10);
    log.append(buffer);
    const fs::path file = folder_ / log.segments()[0].file;
    const auto read = [&] { readBack(folder_, log, buffer); };
    QCOMPARE(faultOf(read), std::string());
    {
      std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
      stream.seekp(4321);
      stream.put('\x7f');
    }
    const std::string altered = faultOf(read);
    QVERIFY2(altered.find("altered") != std::string::npos && altered.find(file.string()) != std::string::npos,
             altered.c_str());
    fs::resize_file(file, 100);
    QVERIFY(faultOf(read).find("too short") != std::string::npos);
    fs::remove(file);
    QVERIFY(faultOf(read).find("missing") != std::string::npos);
  }

  void aNameCannotLeaveTheFolder() {
    data::ReplayBuffer buffer(kLayout, 100);
    data::RowLog log(folder_, "D");
    pushNumbers(buffer, 1);
    log.append(buffer);
    auto segments = log.segments();
    segments[0].file = "../" + segments[0].file;  // still found: only the last part counts
    QCOMPARE(data::readRows(folder_, segments, 0, 1, kLayout.width()).size(0), 1);
  }

  void aFolderThatIsGoneIsReportedAndTheCallMayBeRepeated() {
    data::ReplayBuffer buffer(kLayout, 100);
    data::RowLog log(folder_ / "later", "D");
    pushNumbers(buffer, 10);
    const std::string fault = faultOf([&] { log.append(buffer); });
    QVERIFY2(fault.find("later") != std::string::npos, fault.c_str());
    fs::create_directories(folder_ / "later");
    log.append(buffer);
    QVERIFY(at::equal(readBack(folder_ / "later", log, buffer), buffer.rows()));
  }
};

QTEST_GUILESS_MAIN(RowLogTest)
#include "row_log_test.moc"
