#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mbpo/configuration.h"

namespace mbpo {

struct PresetInfo {
  std::string name;         ///< "interactive"
  std::string description;  ///< one sentence
};

/// The presets in resources/presets/*.json, in display order.
std::vector<PresetInfo> presets();

/// The preset's values for an environment: defaults ← the preset's common part ← its part for that environment.
/// Throws base::Error listing the presets when the name is unknown.
Configuration presetConfiguration(std::string_view preset, std::string_view environment);

}  // namespace mbpo
