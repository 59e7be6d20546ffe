#pragma once

#include <filesystem>
#include <string>

namespace run {

/// What a person says of a run: annotation.json in its directory. Apart from everything that training writes, so that
/// it may be changed while any process trains, and moves with the directory.
struct Annotation {
  bool starred = false;
  std::string note;  ///< UTF-8, may have several lines; empty: none

  bool operator==(const Annotation&) const = default;
};

/// None where the file is missing; throws base::Error naming the file when it is damaged.
Annotation readAnnotation(const std::filesystem::path& directory);

/// Replaces the file atomically; an empty annotation removes it. Throws base::Error.
void writeAnnotation(const std::filesystem::path& directory, const Annotation& annotation);

}  // namespace run
