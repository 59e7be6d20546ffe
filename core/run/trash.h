#pragma once

#include <filesystem>

namespace run {

/// Runs that were put away lie in `.trash` beside the others, whole and on the same disk: moving one there, and back,
/// is a rename. Nothing but `emptyTrash` deletes a run.
std::filesystem::path trashFolder(const std::filesystem::path& runs_folder);

/// Moves a run into its folder's trash and returns where it lies now; takes another name where that one is taken.
/// Throws base::Error, and moves nothing, while any process writes the run, or when the directory is no run.
std::filesystem::path moveToTrash(const std::filesystem::path& run_directory);

/// Moves a run out of the trash, back beside the others; returns where it lies now. Throws base::Error.
std::filesystem::path restoreFromTrash(const std::filesystem::path& trashed_directory);

/// Deletes the runs in a folder's trash for good, and nothing else that may lie there; returns how many. Throws
/// base::Error at the first that cannot be deleted.
int emptyTrash(const std::filesystem::path& runs_folder);

}  // namespace run
