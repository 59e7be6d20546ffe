#include "inspect/inspect_session.h"

#include <ATen/Parallel.h>

#include <exception>
#include <utility>

#include "base/error.h"
#include "base/thread_priority.h"
#include "inspect/compare.h"
#include "run/episode_archive.h"

namespace inspect {

namespace {

/// The numerical library appends a stack trace to its messages, which says nothing to a person.
std::string sentence(const std::string& message) { return message.substr(0, message.find("\nException raised from")); }

}  // namespace

struct InspectSession::Worker {
  Comparer comparer;

  bool reload() {
    const bool newer = comparer.reload();
    // Of this thread alone, since a run may be training beside it; a checkpoint that was read brought its own number.
    at::set_num_threads(1);
    return newer;
  }
};

InspectSession::InspectSession(std::filesystem::path run_directory) : directory_(std::move(run_directory)) {
  refresh_ = true;
  thread_ = std::thread([this] {
    base::lowerThreadPriority(base::kBackgroundNiceness);
    run();
  });
}

InspectSession::~InspectSession() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  asked_.notify_all();
  thread_.join();
}

std::uint64_t InspectSession::ask(ComparisonSpec spec) {
  const std::lock_guard lock(mutex_);
  question_ = std::move(spec);
  problem_.clear();
  asked_.notify_all();
  return ++ticket_;
}

void InspectSession::refresh() {
  const std::lock_guard lock(mutex_);
  refresh_ = true;
  asked_.notify_all();
}

std::string InspectSession::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

bool InspectSession::busy() const {
  const std::lock_guard lock(mutex_);
  return working_ || refresh_ || question_.has_value();
}

bool InspectSession::isStale(std::uint64_t ticket) const {
  const std::lock_guard lock(mutex_);
  return stop_ || ticket != ticket_;
}

void InspectSession::run() {
  Worker worker{Comparer(directory_)};
  for (;;) {
    std::optional<ComparisonSpec> question;
    std::uint64_t ticket = 0;
    bool look_again = false;
    {
      std::unique_lock lock(mutex_);
      working_ = false;
      asked_.wait(lock, [this] { return stop_ || refresh_ || question_; });
      if (stop_) return;
      working_ = true;
      look_again = std::exchange(refresh_, false);
      question = std::exchange(question_, std::nullopt);
      ticket = ticket_;
    }
    // The top frame of each piece of work: whatever went wrong is said, and the next question gets its answer.
    try {
      if (look_again) look(worker);
      if (question) answer(worker, ticket, *question);
    } catch (const std::exception& error) {
      const std::lock_guard lock(mutex_);
      if (ticket == ticket_) problem_ = sentence(error.what());
    }
  }
}

void InspectSession::look(Worker& worker) {
  episodes_.publish(std::make_shared<std::vector<run::KeptEpisode>>(run::listEpisodes(directory_)));
  try {
    if (worker.reload()) views_.publish(std::make_shared<TrainingView>(worker.comparer.trainingView()));
  } catch (const base::Error&) {  // no model yet; a question will say so
  }
}

void InspectSession::answer(Worker& worker, std::uint64_t ticket, const ComparisonSpec& spec) {
  const auto stamped = [&](Comparison comparison) {
    comparison.ticket = ticket;
    return std::make_shared<const Comparison>(std::move(comparison));
  };
  if (worker.reload()) views_.publish(std::make_shared<TrainingView>(worker.comparer.trainingView()));
  auto comparison = worker.comparer.compare(
      spec, [&] { return !isStale(ticket); }, [&](const Comparison& first) { comparisons_.publish(stamped(first)); });
  if (comparison) comparisons_.publish(stamped(std::move(*comparison)));
}

}  // namespace inspect
