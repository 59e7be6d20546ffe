#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ui/viewer/stage.h"

namespace cli {

// What of a run can be filmed. All throw base::Error.

/// An episode that the run's newest policy plays from a seeded start, to its end.
std::shared_ptr<const viewer::Stage> stageOfPolicy(const std::filesystem::path& run, std::uint64_t seed, bool sampled);

/// A kept episode: an id, or newest, best, worst.
std::shared_ptr<const viewer::Stage> stageOfEpisode(const std::filesystem::path& run, const std::string& id_or_word);

struct Imagination {
  std::string episode;  ///< as above; D_env: a state as training draws its starts; empty: newest, or D_env without any
  int start = 0, horizon = 30;
  bool closed_loop = false;
  std::vector<int> members;  ///< empty: the elites
  int samples = 0;           ///< sampled paths per member, shown instead of its mean path
  std::uint64_t seed = 1;
};
/// The true body and, as ghosts, the model's imagination from the same state: one of each member's mean path, or its
/// sampled ones.
std::shared_ptr<const viewer::Stage> stageOfImagination(const std::filesystem::path& run, const Imagination& wanted);

}  // namespace cli
