#include "run/episode_file.h"

#include <zlib.h>

#include <array>
#include <bit>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace run {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;
constexpr const char* kFormat = "mbpo-episode";
constexpr int kVersion = 1;
constexpr int kLargestRow = 1 << 16;  // far beyond any body; keeps damaged sizes from asking for the moon
constexpr int kLongestEpisode = 1 << 24;
static_assert(std::endian::native == std::endian::little, "episode files hold little-endian numbers");

constexpr std::array kKindNames{"evaluation", "training"};
constexpr std::array kEndNames{"terminated", "time_limit", "unstable", "cut"};

template <class Enum, std::size_t n>
Enum parseName(const Json& json, const std::array<const char*, n>& names) {
  const auto text = json.get<std::string>();
  for (std::size_t i = 0; i < n; ++i) {
    if (text == names[i]) return static_cast<Enum>(i);
  }
  throw base::Error("'" + text + "' is no word of this format");
}

using Rows = std::vector<std::vector<double>>;

class ByteWriter {
 public:
  Json add(const Rows& rows) {
    std::vector<std::uint8_t> bytes;
    for (const auto& row : rows) append(bytes, row);
    return finish(std::move(bytes));
  }
  Json add(const std::vector<double>& row) {
    std::vector<std::uint8_t> bytes;
    append(bytes, row);
    return finish(std::move(bytes));
  }
  std::uint32_t crc() const { return static_cast<std::uint32_t>(crc_); }

 private:
  static void append(std::vector<std::uint8_t>& bytes, const std::vector<double>& row) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(row.data());
    bytes.insert(bytes.end(), data, data + row.size() * sizeof(double));
  }
  Json finish(std::vector<std::uint8_t> bytes) {
    crc_ = crc32(crc_, bytes.data(), static_cast<uInt>(bytes.size()));
    return Json::binary(std::move(bytes));
  }
  uLong crc_ = 0;
};

class ByteReader {
 public:
  std::vector<double> take(const Json& json, const char* key, std::size_t count) {
    const auto& bytes = json.at(key).get_binary();
    if (bytes.size() != count * sizeof(double)) {
      throw base::Error(std::string(key) + " has " + std::to_string(bytes.size()) + " bytes instead of " +
                        std::to_string(count * sizeof(double)));
    }
    crc_ = crc32(crc_, bytes.data(), static_cast<uInt>(bytes.size()));
    std::vector<double> values(count);
    if (count > 0) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  Rows take(const Json& json, const char* key, int rows, int width) {
    const auto flat = take(json, key, static_cast<std::size_t>(rows) * static_cast<std::size_t>(width));
    Rows result;
    result.reserve(static_cast<std::size_t>(rows));
    for (int i = 0; i < rows; ++i) result.emplace_back(flat.begin() + i * width, flat.begin() + (i + 1) * width);
    return result;
  }
  std::uint32_t crc() const { return static_cast<std::uint32_t>(crc_); }

 private:
  uLong crc_ = 0;
};

int size(const Json& json, const char* key, int least) {
  const int value = json.at(key);
  if (value < least || value > kLargestRow) throw base::Error(std::string(key) + " is an impossible size");
  return value;
}

KeptEpisode parseHead(const Json& json, const std::string& id) {
  if (!json.is_object() || json.value("format", "") != kFormat) throw base::Error("it is no episode");
  if (json.at("version").get<int>() != kVersion) {
    throw base::Error("its format version is " + json.at("version").dump() + ", this program reads " +
                      std::to_string(kVersion));
  }
  KeptEpisode about;
  about.id = json.at("id");
  if (about.id != id) throw base::Error("it holds the episode " + about.id + ": it was renamed, or copied here");
  about.kind = parseName<EpisodeKind>(json.at("kind"), kKindNames);
  about.end = parseName<EpisodeEnd>(json.at("end"), kEndNames);
  about.real_steps = json.at("real_steps");
  about.epoch = json.at("epoch");
  about.episode_return = json.at("return");
  about.length = json.at("length");
  if (about.length < 0 || about.length > kLongestEpisode) throw base::Error("length is impossible");
  return about;
}

mbpo::Trajectory parseTrajectory(const Json& json, int steps) {
  mbpo::Trajectory trajectory;
  trajectory.environment = json.at("environment");
  trajectory.seconds_per_step = json.at("seconds_per_step");
  trajectory.observation_names = json.at("observation_names").get<std::vector<std::string>>();
  const int n_s = size(json, "n_s", 1);
  if (trajectory.observation_names.size() != static_cast<std::size_t>(n_s)) {
    throw base::Error("observation_names does not fit n_s");
  }
  ByteReader reader;
  trajectory.qpos = reader.take(json, "qpos", steps + 1, size(json, "n_q", 0));
  trajectory.qvel = reader.take(json, "qvel", steps + 1, size(json, "n_v", 0));
  trajectory.observation = reader.take(json, "observation", steps + 1, n_s);
  trajectory.action = reader.take(json, "action", steps, size(json, "n_a", 1));
  trajectory.reward = reader.take(json, "reward", static_cast<std::size_t>(steps));
  if (reader.crc() != json.at("crc32").get<std::uint32_t>()) throw base::Error("its checksum is wrong");
  return trajectory;
}

/// Runs `parse` on the open file and says of every fault which file has it.
template <class Parse>
auto withFile(const fs::path& file, Parse parse) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw base::Error("no episode " + file.string() +
                      ": it was not kept, or has given way to newer ones; list the episodes again");
  }
  try {
    return parse(stream);
  } catch (const Json::exception& error) {
    throw base::Error("cannot use " + file.string() + ": it is damaged (" + error.what() + "); remove it");
  } catch (const base::Error& error) {
    throw base::Error("cannot use " + file.string() + ": " + error.what());
  }
}

int width(const Rows& rows) { return rows.empty() ? 0 : static_cast<int>(rows.front().size()); }

}  // namespace

std::string_view episodeKindName(EpisodeKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }
std::string_view episodeEndName(EpisodeEnd end) { return kEndNames[static_cast<std::size_t>(end)]; }

fs::path episodeFolder(const fs::path& run_directory) { return run_directory / "episodes"; }

std::string episodeId(const mbpo::PlayedEpisode& episode) {
  char number[32];
  std::snprintf(number, sizeof number, "%09lld", static_cast<long long>(episode.real_steps));
  std::string id = std::string(episodeKindName(episode.kind)) + "-" + number;
  if (episode.kind == EpisodeKind::evaluation) id += "-" + std::to_string(episode.index);
  return id;
}

std::string encodeEpisode(const KeptEpisode& about, const mbpo::Trajectory& trajectory) {
  const Json head{{"format", kFormat},
                  {"version", kVersion},
                  {"id", about.id},
                  {"kind", kKindNames[static_cast<std::size_t>(about.kind)]},
                  {"end", kEndNames[static_cast<std::size_t>(about.end)]},
                  {"real_steps", about.real_steps},
                  {"epoch", about.epoch},
                  {"return", about.episode_return},
                  {"length", about.length}};
  ByteWriter writer;
  Json body{{"environment", trajectory.environment},
            {"seconds_per_step", trajectory.seconds_per_step},
            {"observation_names", trajectory.observation_names},
            {"n_q", width(trajectory.qpos)},
            {"n_v", width(trajectory.qvel)},
            {"n_s", width(trajectory.observation)},
            {"n_a", width(trajectory.action)}};
  body["qpos"] = writer.add(trajectory.qpos);
  body["qvel"] = writer.add(trajectory.qvel);
  body["observation"] = writer.add(trajectory.observation);
  body["action"] = writer.add(trajectory.action);
  body["reward"] = writer.add(trajectory.reward);
  body["crc32"] = writer.crc();
  std::string content;
  Json::to_cbor(head, content);
  std::string second;
  Json::to_cbor(body, second);
  return content + second;
}

KeptEpisode readEpisodeHead(const fs::path& file) {
  return withFile(file, [&](std::istream& stream) {
    return parseHead(Json::from_cbor(stream, /*strict=*/false), file.stem().string());
  });
}

EpisodeRecording readEpisodeFile(const fs::path& file) {
  return withFile(file, [&](std::istream& stream) {
    EpisodeRecording recording;
    recording.about = parseHead(Json::from_cbor(stream, /*strict=*/false), file.stem().string());
    recording.trajectory = parseTrajectory(Json::from_cbor(stream, /*strict=*/true), recording.about.length);
    return recording;
  });
}

}  // namespace run
