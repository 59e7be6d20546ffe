#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/file_descriptor.h"

namespace run {

/// A text file that grows line by line. Lines are collected and reach the file with one write per `flush`, so that
/// a reader finds whole lines nearly always, and a torn one only at the very end. Throws base::Error. One owner thread.
class AppendFile {
 public:
  /// Opens, or creates, the file and goes on at its end.
  explicit AppendFile(std::filesystem::path path);

  void add(std::string_view line);
  /// After an error (a full disk) what did not reach the file waits for the next call: no line is lost, torn or doubled.
  void flush();
  void sync();                                  ///< flush, and on the disk when this returns
  void cut(std::uint64_t bytes);                ///< drops everything from there on; a shorter file stays as it is
  std::uint64_t size() const { return size_; }  ///< bytes written

 private:
  std::filesystem::path path_;
  base::FileDescriptor descriptor_;
  std::string waiting_;
  std::uint64_t size_ = 0;
};

}  // namespace run
