#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "inspect/comparison.h"
#include "inspect/training_view.h"
#include "run/episode_archive.h"

namespace cli {

/// What `mbpo inspect` prints. The keys of the JSON stand in docs/rollouts.md.
std::string comparisonText(const inspect::Comparison& comparison);
nlohmann::ordered_json comparisonJson(const inspect::Comparison& comparison);

std::string episodesText(const std::vector<run::KeptEpisode>& episodes);
nlohmann::ordered_json episodesJson(const std::vector<run::KeptEpisode>& episodes);

std::string trainingViewText(const inspect::TrainingView& view);
nlohmann::ordered_json trainingViewJson(const inspect::TrainingView& view);

}  // namespace cli
