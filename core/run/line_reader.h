#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace run {

/// Reads the new complete lines of a text file that somebody else appends to. A last line without its end waits.
/// When the file was cut back behind our place (a resumed run), it is read again from its start. One owner thread.
class LineReader {
 public:
  using Take = std::function<void(std::string_view line, std::size_t number)>;

  explicit LineReader(std::filesystem::path path) : path_(std::move(path)) {}

  /// Hands on every new line with its number, counted from 1. A missing file has no lines. When reading begins anew
  /// from the start, `rewound` is called before the first line.
  void poll(const std::function<void()>& rewound, const Take& take);

  const std::filesystem::path& path() const { return path_; }

 private:
  bool wasRewritten(int descriptor, std::uint64_t size) const;

  std::filesystem::path path_;
  std::uint64_t offset_ = 0;  ///< behind the last complete line that was handed on
  std::size_t lines_ = 0;
  std::string last_line_;  ///< with its end; no longer there means that the file was rewritten
  std::uint64_t seen_size_ = 0;
  std::filesystem::file_time_type seen_time_{};
};

}  // namespace run
