#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "base/error.h"

/// What every harness of this folder is: it hands arbitrary bytes to one reader. A base::Error with a sentence is the
/// right answer to most of them; any other exception, a crash, a hang or a sanitizer's report is a fault.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Runs the reader; an error must say something.
template <typename Read>
void expectErrorOrNothing(const Read& read) {
  try {
    read();
  } catch (const base::Error& error) {
    if (std::string_view(error.what()).size() < 10) __builtin_trap();
  }
}

/// A folder of this process, on a file system in memory where there is one.
inline const std::filesystem::path& folder() {
  static const std::filesystem::path made = [] {
    const std::filesystem::path memory = "/dev/shm";
    const auto root = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    const auto path = root / ("mbpo-fuzz-" + std::to_string(::getpid()));
    std::filesystem::create_directories(path);
    return path;
  }();
  return made;
}

inline std::filesystem::path writeFile(const char* name, const std::uint8_t* data, std::size_t size) {
  const auto path = folder() / name;
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  return path;
}

}  // namespace fuzz
