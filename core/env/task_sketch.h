#pragma once

#include <filesystem>
#include <string>

namespace env {

/// A task file's text for a bare MJCF, to begin from: every joint position and velocity is observed, every step alive
/// earns 1, a control step lasts about 20 ms, an episode 1000 steps, and the camera follows the first body that is free
/// to move. The model is named by its absolute path. Compiles the model (milliseconds to seconds); throws base::Error
/// with MuJoCo's reason, or when the body has nothing to act with.
std::string sketchTask(const std::filesystem::path& mjcf);

}  // namespace env
