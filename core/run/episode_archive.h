#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "mbpo/played_episode.h"

namespace run {

using mbpo::EpisodeEnd;
using mbpo::EpisodeKind;
std::string_view episodeKindName(EpisodeKind kind);  ///< "evaluation", "training"
std::string_view episodeEndName(EpisodeEnd end);     ///< "terminated", "time_limit", "unstable", "cut"

/// What a list of episodes shows. All numbers are exact: the simulator's own.
struct KeptEpisode {
  std::string id;  ///< also the file's name: "evaluation-000012500-0", "training-000012731"; sorts by kind and step
  EpisodeKind kind = EpisodeKind::evaluation;
  std::int64_t real_steps = 0;  ///< of the run when it ended
  int epoch = -1;               ///< 0-based, −1: warm-up
  double episode_return = 0;    ///< Σ r, undiscounted, reward units
  int length = 0;               ///< T, steps
  EpisodeEnd end = EpisodeEnd::cut;
};

/// A kept episode, whole.
struct EpisodeRecording {
  KeptEpisode about;
  mbpo::Trajectory trajectory;
};

/// How much a run keeps of its episodes. Evaluation and training are counted apart.
struct ArchiveLimits {
  int newest = 8;                 ///< of each kind
  int spread = 24;                ///< of each kind, spread evenly over the run's steps
  int training_interval = 250;    ///< real steps: of training episodes that follow closer only records are kept
  std::size_t bytes = 96U << 20;  ///< of all files together
};

/// Keeps a bounded choice of a run's real episodes, one file each: <run>/episodes/<id>.cbor, a CBOR sequence
/// (RFC 8742) of what a list shows and of the trajectory, written whole or not at all. Of each kind stay the newest,
/// the best and the worst ever (by return), and a selection spread evenly over training; above the limit of bytes the
/// spread ones give way, then all but the newest and the best. Owned by the session's worker; throws base::Error where
/// the disk stands in the way.
class EpisodeArchive {
 public:
  /// Looks at what a run has kept so far; creates nothing before the first episode comes.
  explicit EpisodeArchive(std::filesystem::path run_directory, ArchiveLimits limits = {});

  /// Writes it, when it is one to keep, and removes what has to give way. False when it was not one to keep.
  bool add(const mbpo::PlayedEpisode& episode);
  /// Forgets what happened after a checkpoint: the continued run plays it again.
  void cutBack(std::int64_t real_steps);

  const std::vector<KeptEpisode>& episodes() const { return episodes_; }  ///< by real_steps, oldest first
  std::size_t bytes() const;

 private:
  bool isWanted(const KeptEpisode& candidate) const;
  void thin();
  void remove(std::size_t i);

  std::filesystem::path directory_;  ///< the run's
  ArchiveLimits limits_;
  std::vector<KeptEpisode> episodes_;
  std::vector<std::size_t> sizes_;  ///< bytes of each file
};

/// What a run has kept, by real_steps, oldest first; empty when it has no episodes. Reads the head of each file (a
/// hundred files: about a millisecond). A file that is damaged or no episode is left out and reported in `problems`
/// when given. Any thread, also while the run goes on. Throws base::Error when the folder cannot be read.
std::vector<KeptEpisode> listEpisodes(const std::filesystem::path& run_directory,
                                      std::vector<std::string>* problems = nullptr);

/// Throws base::Error naming the file when it is missing, damaged or no episode.
EpisodeRecording readEpisode(const std::filesystem::path& run_directory, const std::string& id);

/// The id behind `newest`, `best` (the last of the best) or `worst` of the evaluation episodes, of all when there are
/// none; or the given id when it is in the list. Throws base::Error naming what there is.
std::string findEpisode(const std::vector<KeptEpisode>& episodes, std::string_view id_or_word);

}  // namespace run
