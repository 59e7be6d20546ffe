#include "run/episode_archive.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/episode_file.h"

namespace run {
namespace fs = std::filesystem;
namespace {

fs::path fileOf(const fs::path& run_directory, const std::string& id) {
  return episodeFolder(run_directory) / (id + ".cbor");
}

bool isEarlier(const KeptEpisode& a, const KeptEpisode& b) {
  return a.real_steps != b.real_steps ? a.real_steps < b.real_steps : a.id < b.id;
}

bool hasLowerReturn(const KeptEpisode& a, const KeptEpisode& b) { return a.episode_return < b.episode_return; }

/// Among episodes in order of time: the last of the best.
template <class Compare>
std::size_t findBest(const std::vector<std::size_t>& indices, Compare by_return) {
  return *std::ranges::max_element(indices.rbegin(), indices.rend(), by_return);
}

/// Why an episode is kept; what gives way first comes first.
enum class Role { spread, worst, newest, precious };

std::vector<std::size_t> ofKind(const std::vector<KeptEpisode>& episodes, EpisodeKind kind) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    if (episodes[i].kind == kind) indices.push_back(i);
  }
  return indices;
}

// Precious are the best and the very newest of a kind.
std::vector<Role> calcRoles(const std::vector<KeptEpisode>& episodes, int newest) {
  std::vector<Role> roles(episodes.size(), Role::spread);
  for (const EpisodeKind kind : {EpisodeKind::evaluation, EpisodeKind::training}) {
    const auto indices = ofKind(episodes, kind);
    if (indices.empty()) continue;
    const auto by_return = [&](std::size_t a, std::size_t b) { return hasLowerReturn(episodes[a], episodes[b]); };
    roles[*std::ranges::min_element(indices, by_return)] = Role::worst;
    const std::size_t first = indices.size() - std::min(indices.size(), static_cast<std::size_t>(newest));
    for (std::size_t i = first; i < indices.size(); ++i) roles[indices[i]] = Role::newest;
    roles[findBest(indices, by_return)] = Role::precious;
    roles[indices.back()] = Role::precious;
  }
  return roles;
}

// How wide a gap in the run's steps the removal of episode i would leave among those of its kind. The first has no
// neighbour before it and stays longest.
double gapWithout(const std::vector<KeptEpisode>& episodes, std::size_t i) {
  double before = -std::numeric_limits<double>::infinity(), after = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < episodes.size(); ++j) {
    if (j == i || episodes[j].kind != episodes[i].kind) continue;
    const auto step = static_cast<double>(episodes[j].real_steps);
    if (j < i) before = step;
    if (j > i) {
      after = step;
      break;
    }
  }
  return after - before;
}

}  // namespace

EpisodeArchive::EpisodeArchive(fs::path run_directory, ArchiveLimits limits)
    : directory_(std::move(run_directory)), limits_(limits), episodes_(listEpisodes(directory_)) {
  for (const KeptEpisode& episode : episodes_) {
    std::error_code gone;
    const auto size = fs::file_size(fileOf(directory_, episode.id), gone);
    sizes_.push_back(gone ? 0 : size);
  }
}

std::size_t EpisodeArchive::bytes() const { return std::accumulate(sizes_.begin(), sizes_.end(), std::size_t{0}); }

bool EpisodeArchive::isWanted(const KeptEpisode& candidate) const {
  if (candidate.kind == EpisodeKind::evaluation) return true;
  const auto indices = ofKind(episodes_, candidate.kind);
  if (indices.empty()) return true;
  if (candidate.real_steps - episodes_[indices.back()].real_steps >= limits_.training_interval) return true;
  const auto beats = [&](bool higher) {
    return std::ranges::all_of(indices, [&](std::size_t i) {
      return higher ? hasLowerReturn(episodes_[i], candidate) : hasLowerReturn(candidate, episodes_[i]);
    });
  };
  return beats(true) || beats(false);
}

bool EpisodeArchive::add(const mbpo::PlayedEpisode& episode) {
  KeptEpisode about{episodeId(episode),         episode.kind, episode.real_steps, episode.epoch, episode.episode_return,
                    episode.trajectory.steps(), episode.end};
  if (!isWanted(about)) return false;
  std::error_code problem;
  const fs::path folder = episodeFolder(directory_);
  fs::create_directory(folder, problem);  // not its parents: a run that was deleted stays deleted
  if (problem) throw base::Error("cannot create " + folder.string() + ": " + problem.message());
  const std::string content = encodeEpisode(about, episode.trajectory);
  base::writeFileAtomically(fileOf(directory_, about.id), content);

  const auto place = std::ranges::lower_bound(episodes_, about, isEarlier);
  const auto i = place - episodes_.begin();
  if (place != episodes_.end() && place->id == about.id) {  // a continued run plays an episode again
    *place = about;
    sizes_[static_cast<std::size_t>(i)] = content.size();
  } else {
    episodes_.insert(place, about);
    sizes_.insert(sizes_.begin() + i, content.size());
  }
  thin();
  return true;
}

void EpisodeArchive::thin() {
  for (;;) {
    const auto roles = calcRoles(episodes_, limits_.newest);
    const bool too_large = bytes() > limits_.bytes;
    const auto spreadOf = [&](EpisodeKind kind) {
      int count = 0;
      for (std::size_t i = 0; i < roles.size(); ++i) count += roles[i] == Role::spread && episodes_[i].kind == kind;
      return count;
    };
    const auto mayGo = [&](std::size_t i) {
      if (roles[i] == Role::precious) return false;
      return too_large || (roles[i] == Role::spread && spreadOf(episodes_[i].kind) > limits_.spread);
    };
    std::size_t victim = episodes_.size();
    for (std::size_t i = 0; i < episodes_.size(); ++i) {
      if (!mayGo(i)) continue;
      const bool better = victim == episodes_.size() || roles[i] < roles[victim] ||
                          (roles[i] == roles[victim] && roles[i] == Role::spread &&
                           gapWithout(episodes_, i) < gapWithout(episodes_, victim));
      if (better) victim = i;
    }
    if (victim == episodes_.size()) return;
    remove(victim);
  }
}

void EpisodeArchive::remove(std::size_t i) {
  std::error_code ignored;  // a file that stays costs disk space, nothing else
  fs::remove(fileOf(directory_, episodes_[i].id), ignored);
  episodes_.erase(episodes_.begin() + static_cast<std::ptrdiff_t>(i));
  sizes_.erase(sizes_.begin() + static_cast<std::ptrdiff_t>(i));
}

void EpisodeArchive::cutBack(std::int64_t real_steps) {
  while (!episodes_.empty() && episodes_.back().real_steps > real_steps) remove(episodes_.size() - 1);
}

std::vector<KeptEpisode> listEpisodes(const fs::path& run_directory, std::vector<std::string>* problems) {
  const fs::path folder = episodeFolder(run_directory);
  if (!fs::exists(folder)) return {};
  std::error_code failure;
  std::vector<KeptEpisode> episodes;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
    if (entry->path().extension() != ".cbor") continue;
    try {
      episodes.push_back(readEpisodeHead(entry->path()));
    } catch (const base::Error& error) {
      // One that gave way between being seen and being read is no problem.
      if (problems && fs::exists(entry->path())) problems->emplace_back(error.what());
    }
  }
  if (failure) throw base::Error("cannot read the folder " + folder.string() + ": " + failure.message());
  std::ranges::sort(episodes, isEarlier);
  return episodes;
}

EpisodeRecording readEpisode(const fs::path& run_directory, const std::string& id) {
  if (id.empty() || fs::path(id).filename() != id) throw base::Error("'" + id + "' is no episode's name");
  return readEpisodeFile(fileOf(run_directory, id));
}

std::string findEpisode(const std::vector<KeptEpisode>& episodes, std::string_view id_or_word) {
  if (episodes.empty()) {
    throw base::Error(
        "the run has kept no episodes: it has finished none yet, or an older version of this program "
        "recorded it");
  }
  for (const KeptEpisode& episode : episodes) {
    if (episode.id == id_or_word) return episode.id;
  }
  auto choice = ofKind(episodes, EpisodeKind::evaluation);
  if (choice.empty()) choice = ofKind(episodes, EpisodeKind::training);
  const auto by_return = [&](std::size_t a, std::size_t b) { return hasLowerReturn(episodes[a], episodes[b]); };
  if (id_or_word == "newest") return episodes[choice.back()].id;
  if (id_or_word == "best") return episodes[findBest(choice, by_return)].id;
  if (id_or_word == "worst") return episodes[*std::ranges::min_element(choice, by_return)].id;
  throw base::Error("no episode '" + std::string(id_or_word) + "' among the " + std::to_string(episodes.size()) +
                    " that the run has kept; name one of the list (from " + episodes.front().id + " to " +
                    episodes.back().id + "), or newest, best or worst");
}

}  // namespace run
