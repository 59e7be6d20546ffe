#pragma once

#include <filesystem>
#include <string_view>

namespace base {

/// The folder of MJCF models, task files, presets and examples: $MBPO_RESOURCES if set, else
/// `../share/mbpo-workbench` beside the program if it is there, else the source tree's `resources`.
std::filesystem::path resourceDirectory();

/// A file under it; throws Error naming the path when it is missing.
std::filesystem::path resourceFile(std::string_view relative);

}  // namespace base
