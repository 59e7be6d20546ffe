#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "mbpo/configuration.h"

namespace mbpo {

/// An experiment that can be handed on: every number that a run depends on, a name and a note. As text it is one JSON
/// object,
///
///     {"mbpo_scenario": 1, "name": "…", "note": "…", "configuration": {every key of the registry}}
///
/// Numbers are written with as many digits as they need, so that reading gives the same configuration, bit for bit.
struct Scenario {
  std::string name;  ///< one line; empty: none
  std::string note;  ///< what is tried, and why
  Configuration configuration;

  bool operator==(const Scenario&) const = default;
};

std::string toText(const Scenario& scenario);

/// Reads and checks everything. Keys that are absent keep the value that the named preset gives the named environment
/// (a file written by hand may be short). Throws base::Error that lists every fault, one a line, each with its place:
/// "pole.json: configuration.discount = '7' is not possible: …". `folder` is where a relative path of a task file
/// starts.
Scenario scenarioFromText(std::string_view text, const std::string& source, const std::filesystem::path& folder = {});

/// The same from and to a file; writing is atomic. Throws base::Error.
Scenario readScenario(const std::filesystem::path& file);
void writeScenario(const std::filesystem::path& file, const Scenario& scenario);

/// Whether a text says that it is a scenario; it may still be faulty.
bool looksLikeScenario(std::string_view text);

}  // namespace mbpo
