#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "ui/viewer/stage.h"

namespace cli {

/// An episode that the run's newest policy plays from a seeded start, to its end.
std::shared_ptr<const viewer::Stage> stageOfPolicy(const std::filesystem::path& run, std::uint64_t seed, bool sampled);

}  // namespace cli
