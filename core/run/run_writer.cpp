#include "run/run_writer.h"

#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "mbpo/parameter_registry.h"
#include "run/json_lines.h"
#include "run/status_file.h"

namespace run {
namespace fs = std::filesystem;
namespace {

void requireEmpty(const fs::path& directory) {
  if (!fs::exists(directory)) return;
  if (!fs::is_directory(directory)) {
    throw base::Error(directory.string() + " is a file: choose a directory for the run");
  }
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().filename() == "lock") continue;
    throw base::Error("the directory " + directory.string() + " already holds " +
                      (fs::exists(directory / "config.json") ? "a run" : "other files") +
                      ": continue that run, or choose another directory");
  }
}

}  // namespace

RunWriter::RunWriter(fs::path directory, DirectoryLock lock, std::string started)
    : directory_(std::move(directory)),
      lock_(std::move(lock)),
      started_(std::move(started)),
      events_{kEventFile, AppendFile(directory_ / kEventFile)},
      measurements_{kMeasurementFile, AppendFile(directory_ / kMeasurementFile)} {
  for (const mbpo::Stream stream : mbpo::kStreams) {
    const std::string name = rowFileName(stream);
    rows_.push_back({name, AppendFile(directory_ / name)});
  }
}

std::unique_ptr<RunWriter> RunWriter::create(const fs::path& directory, const mbpo::Configuration& configuration) {
  try {
    requireEmpty(directory);
    fs::create_directories(directory);
    DirectoryLock lock(directory);
    requireEmpty(directory);  // again: now nobody else can be first
    base::writeFileAtomically(directory / "config.json", mbpo::toJson(configuration));
    return std::unique_ptr<RunWriter>(new RunWriter(directory, std::move(lock), utcNow()));
  } catch (const fs::filesystem_error& error) {
    throw base::Error("cannot create the run directory " + directory.string() + ": " + error.code().message());
  }
}

std::unique_ptr<RunWriter> RunWriter::reopen(const fs::path& directory) {
  if (!fs::exists(directory / "config.json")) {
    throw base::Error(directory.string() + " is no run: config.json is missing");
  }
  DirectoryLock lock(directory);
  auto checkpoints = findCheckpoints(directory);
  if (checkpoints.empty()) {
    throw base::Error("the run " + directory.string() + " ended before its first checkpoint: start a new one");
  }
  std::unique_ptr<RunWriter> writer(new RunWriter(directory, std::move(lock), readStatus(directory).started));
  writer->checkpoints_ = std::move(checkpoints);
  writer->cutBack();
  return writer;
}

bool RunWriter::fallBack() {
  if (checkpoints_.size() < 2) return false;
  checkpoints_.erase(checkpoints_.begin());
  cutBack();
  return true;
}

void RunWriter::cutBack() {
  const Checkpoint& checkpoint = checkpoints_.front();
  const auto cut = [&](NamedFile& named) {
    const auto kept = checkpoint.bytes.find(named.name);
    const std::uint64_t before = named.file.size();
    named.file.cut(kept == checkpoint.bytes.end() ? 0 : kept->second);
    dropped_bytes_ += before - named.file.size();
  };
  for (NamedFile& named : rows_) cut(named);
  cut(events_);
  cut(measurements_);
}

void RunWriter::append(const mbpo::MetricRow& row) {
  rows_[static_cast<std::size_t>(row.stream)].file.add(toLine(row));
}

void RunWriter::append(const mbpo::MeasurementRecord& record) { measurements_.file.add(mbpo::toLine(record)); }

void RunWriter::append(const Event& event) { events_.file.add(toLine(event)); }

void RunWriter::flush() {
  for (NamedFile& named : rows_) named.file.flush();
  events_.file.flush();
  measurements_.file.flush();
}

void RunWriter::writeStatus(const std::string& status, const std::string& failure, const mbpo::Snapshot& snapshot) {
  StatusRecord record = makeStatus(status, started_, snapshot);
  record.failure = failure;
  run::writeStatus(directory_, record);
}

void RunWriter::writeCheckpoint(std::int64_t real_steps, std::int64_t updates,
                                const std::function<void(const fs::path&)>& save) {
  Checkpoint next{nextCheckpointFile(directory_), real_steps, updates, {}};
  save(next.file);
  // The rows must be on the disk before a checkpoint counts on them.
  const auto sync = [&](NamedFile& named) {
    named.file.sync();
    next.bytes[named.name] = named.file.size();
  };
  for (NamedFile& named : rows_) sync(named);
  sync(events_);
  sync(measurements_);
  const auto previous = checkpoints_.empty() ? std::nullopt : std::optional(checkpoints_.front());
  commitCheckpoint(directory_, next, previous);
  checkpoints_ = {next};
  if (previous) checkpoints_.push_back(*previous);
}

}  // namespace run
