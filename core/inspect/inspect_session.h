#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/mailbox.h"
#include "inspect/comparison.h"
#include "inspect/comparison_spec.h"
#include "inspect/training_view.h"

namespace inspect {

/// Answers questions about one run directory, finished or still written to, on a thread of its own. All members may be
/// called from one controlling thread, and none of them waits for the work but the destructor, and that only for the
/// present model step or file. Before each answer it looks whether the run has a newer model, and loads it.
class InspectSession {
 public:
  explicit InspectSession(std::filesystem::path run_directory);
  ~InspectSession();
  InspectSession(const InspectSession&) = delete;
  InspectSession& operator=(const InspectSession&) = delete;

  /// Asks; the newest question wins, an older one is given up. Returns its ticket, > 0, which the answer carries.
  /// An answer comes twice: first the comparison, then the same with statistics (`complete`).
  std::uint64_t ask(ComparisonSpec spec);
  /// Looks at the directory again: kept episodes, training view.
  void refresh();

  std::shared_ptr<const Comparison> latest() const { return comparisons_.latest(); }    ///< null before the first
  std::shared_ptr<const TrainingView> trainingView() const { return views_.latest(); }  ///< null: no model yet
  /// By real_steps, oldest first; null before the first look.
  std::shared_ptr<const std::vector<run::KeptEpisode>> episodes() const { return episodes_.latest(); }

  /// Why the newest question has no answer: what, where, what to do. Empty: it has one, or will.
  std::string problem() const;
  bool busy() const;  ///< a question or a refresh is not done with
  const std::filesystem::path& runDirectory() const { return directory_; }

 private:
  struct Worker;  // what the thread owns; tensors are its alone
  void run();
  void answer(Worker& worker, std::uint64_t ticket, const ComparisonSpec& spec);
  void look(Worker& worker);
  bool isStale(std::uint64_t ticket) const;

  const std::filesystem::path directory_;
  base::Mailbox<Comparison> comparisons_;
  base::Mailbox<TrainingView> views_;
  base::Mailbox<std::vector<run::KeptEpisode>> episodes_;
  mutable std::mutex mutex_;
  std::condition_variable asked_;
  std::optional<ComparisonSpec> question_;  // guarded by mutex_, as the rest below
  std::uint64_t ticket_ = 0;
  bool refresh_ = false, stop_ = false, working_ = false;
  std::string problem_;
  std::thread thread_;  // the last member: it uses all others
};

}  // namespace inspect
