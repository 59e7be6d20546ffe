#pragma once

#include <filesystem>

namespace cli {

/// Has mbpo-workbench, the program beside this one, draw a run directory's or a saved study's charts: `mbpo` itself has
/// no widgets. Needs no display. Waits for it; throws base::Error when it is missing or fails.
void drawPicture(const std::filesystem::path& source, const std::filesystem::path& picture);

}  // namespace cli
