#pragma once

#include <QString>
#include <filesystem>
#include <vector>

#include "ui/lab/lab_setting.h"

namespace lab {

/// A named point to start from, with where its numbers come from.
struct LabPreset {
  QString name, note;
  LabSetting setting;  ///< its theorem is not applied
};

/// Reads an array of {"name", "note", "values": {"gamma": …, …}}; every quantity must be given. Throws base::Error
/// that says what is wrong, where in which file, and what to do.
std::vector<LabPreset> readLabPresets(const std::filesystem::path& file);

}  // namespace lab
