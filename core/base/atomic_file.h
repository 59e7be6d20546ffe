#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace base {

/// Replaces `path` by `content` so that a reader, or a crash at any moment, sees the old file or the new one and
/// nothing between: temporary file in the same folder, fsync, rename, fsync of the folder. Throws Error.
void writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// The same for content that something else writes: `write` fills the temporary file it is given. When it throws,
/// the temporary file is removed and the old file stays.
void replaceFileAtomically(const std::filesystem::path& path,
                           const std::function<void(const std::filesystem::path& temporary)>& write);

/// The whole file; throws Error that names the path and the reason.
std::string readFile(const std::filesystem::path& path);

}  // namespace base
