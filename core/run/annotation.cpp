#include "run/annotation.h"

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"

namespace run {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* kAnnotationFile = "annotation.json";
constexpr int kFormat = 1;

}  // namespace

Annotation readAnnotation(const fs::path& directory) {
  const fs::path file = directory / kAnnotationFile;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return {};
  try {
    const Json json = Json::parse(base::readFile(file));
    if (json.at("format").get<int>() > kFormat) {
      throw base::Error(file.string() + " was written by a newer version of this program: use that one");
    }
    return {json.value("starred", false), json.value("note", std::string())};
  } catch (const Json::exception& error) {
    throw base::Error(file.string() + " is damaged (" + error.what() + "): remove it to annotate the run anew");
  }
}

void writeAnnotation(const fs::path& directory, const Annotation& annotation) {
  const fs::path file = directory / kAnnotationFile;
  if (annotation == Annotation{}) {
    std::error_code failed;
    fs::remove(file, failed);
    if (failed) throw base::Error("cannot remove " + file.string() + ": " + failed.message());
    return;
  }
  const Json json{{"format", kFormat}, {"starred", annotation.starred}, {"note", annotation.note}};
  base::writeFileAtomically(file, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace run
