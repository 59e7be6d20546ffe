#pragma once

#include <filesystem>
#include <string>

#include "run/episode_archive.h"

namespace run {

/// <run>/episodes/
std::filesystem::path episodeFolder(const std::filesystem::path& run_directory);
std::string episodeId(const mbpo::PlayedEpisode& episode);

/// The content of an episode's file, a CBOR sequence of two maps:
///   1. format "mbpo-episode", version 1, id, kind, end, real_steps, epoch, return, length
///   2. environment, seconds_per_step, observation_names, n_q, n_v, n_s, n_a, crc32 and the byte strings qpos, qvel,
///      observation, action, reward of little-endian float64, step by step
std::string encodeEpisode(const KeptEpisode& about, const mbpo::Trajectory& trajectory);
/// Only what a list shows. Throws base::Error naming the file.
KeptEpisode readEpisodeHead(const std::filesystem::path& file);
/// Throws base::Error naming the file.
EpisodeRecording readEpisodeFile(const std::filesystem::path& file);

}  // namespace run
