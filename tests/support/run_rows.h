#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

inline std::vector<std::string> linesOf(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The rows of a run without what depends on the clock or the machine.
inline std::vector<std::string> repeatableLines(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  for (const std::string& line : linesOf(file)) {
    auto json = nlohmann::ordered_json::parse(line);
    for (const char* key : {"wall_seconds", "updates_per_second", "steps_per_second", "seconds_fit", "seconds_roll_out",
                            "seconds_act", "seconds_update", "seconds_measure", "seconds_evaluation", "seconds_publish",
                            "rollouts_per_second", "resident_memory"}) {
      json.erase(key);
    }
    lines.push_back(json.dump());
  }
  return lines;
}

inline constexpr const char* kRowFiles[] = {"epochs.jsonl", "fits.jsonl", "samples.jsonl", "episodes.jsonl",
                                                "measurements.jsonl"};
