#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "study/study_result.h"

namespace study {

/// All of a study as one JSON object, null where unknown, and back. Partial results too. Reading throws base::Error
/// that names `source` and what is wrong with it.
std::string toJson(const StudyResult& result);
StudyResult fromJson(std::string_view json, const std::string& source);

/// By suffix: .json holds everything and can be read back; .csv the points, with the slopes in a second file beside it
/// (study_table.h). Each file is replaced atomically. Throws base::Error, also for another suffix.
void writeStudy(const StudyResult& result, const std::filesystem::path& file);
StudyResult readStudy(const std::filesystem::path& json_file);

/// The slopes' file beside the points': "figure.csv" → "figure_slopes.csv".
std::filesystem::path slopesFile(const std::filesystem::path& points_file);

}  // namespace study
