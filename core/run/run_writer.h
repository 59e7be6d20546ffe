#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mbpo/configuration.h"
#include "mbpo/measurement_record.h"
#include "mbpo/metric.h"
#include "mbpo/snapshot.h"
#include "run/append_file.h"
#include "run/checkpoint_store.h"
#include "run/directory_lock.h"
#include "run/history.h"

namespace run {

/// Writes one run directory (run_directory.h lists the files) and holds its lock. Throws base::Error where the disk or
/// another program stands in the way. One owner thread.
class RunWriter {
 public:
  /// A new run; the directory must be missing or empty.
  static std::unique_ptr<RunWriter> create(const std::filesystem::path& directory,
                                           const mbpo::Configuration& configuration);
  /// Continues from the checkpoint in force: drops every line behind it, a torn one included.
  static std::unique_ptr<RunWriter> reopen(const std::filesystem::path& directory);

  void append(const mbpo::MetricRow& row);
  void append(const mbpo::MeasurementRecord& record);
  void append(const Event& event);
  /// Hands the batch of lines appended so far to the file system.
  void flush();

  /// Replaces status.json.
  void writeStatus(const std::string& status, const std::string& failure, const mbpo::Snapshot& snapshot);

  /// `save` writes the trainer to the given file; the rows appended so far belong to the checkpoint.
  void writeCheckpoint(std::int64_t real_steps, std::int64_t updates,
                       const std::function<void(const std::filesystem::path&)>& save);

  /// Of a reopened run: the trainer's file.
  const std::filesystem::path& checkpointFile() const { return checkpoints_.front().file; }
  /// Of a reopened run whose newest checkpoint turns out damaged: continues from the one before it instead. False when
  /// there is none.
  bool fallBack();
  std::uint64_t droppedBytes() const { return dropped_bytes_; }
  const std::filesystem::path& directory() const { return directory_; }

 private:
  RunWriter(std::filesystem::path directory, DirectoryLock lock, std::string started);

  struct NamedFile {
    std::string name;
    AppendFile file;
  };
  void cutBack();

  std::filesystem::path directory_;
  DirectoryLock lock_;
  std::string started_;
  std::vector<NamedFile> rows_;  ///< in the order of kStreams
  NamedFile events_, measurements_;
  std::vector<Checkpoint> checkpoints_;  ///< in force, newest first
  std::uint64_t dropped_bytes_ = 0;
};

}  // namespace run
