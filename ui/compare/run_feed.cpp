#include "ui/compare/run_feed.h"

#include <chrono>
#include <exception>

#include "base/thread_priority.h"

namespace compare {
namespace {

using namespace std::chrono_literals;
constexpr auto kPollInterval = 500ms;

}  // namespace

FedRun::FedRun(const std::filesystem::path& directory)
    : directory_(directory), configuration_(run::readConfiguration(directory)), follower_(directory) {
  poll();
}

bool FedRun::poll() {
  const bool anything_new = follower_.poll();
  const auto before = summary_.latest();
  auto now = std::make_shared<const run::RunSummary>(follower_.summary());
  const bool renamed = before == nullptr || before->annotation != now->annotation;
  summary_.publish(std::move(now));
  return anything_new || renamed;
}

RunFeed::RunFeed() : thread_([this](const std::stop_token& stop) { work(stop); }) {}
RunFeed::~RunFeed() = default;

void RunFeed::follow(std::vector<std::filesystem::path> directories) {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = std::move(directories);
    asked_ = true;
  }
  wake_.notify_one();
}

void RunFeed::setWatched(bool watched) {
  {
    const std::lock_guard lock(mutex_);
    watched_ = watched;
    asked_ = asked_ || watched;
  }
  wake_.notify_one();
}

void RunFeed::work(const std::stop_token& stop) {
  base::lowerThreadPriority(base::kBackgroundNiceness);
  while (!stop.stop_requested()) {
    std::vector<std::filesystem::path> wanted;
    {
      std::unique_lock lock(mutex_);
      const auto due = [this] { return asked_; };
      if (watched_ && !wanted_.empty()) {
        wake_.wait_for(lock, stop, kPollInterval, due);
      } else {
        wake_.wait(lock, stop, due);
      }
      if (stop.stop_requested()) return;
      asked_ = false;
      wanted = wanted_;
    }
    look(wanted);
  }
}

void RunFeed::look(const std::vector<std::filesystem::path>& wanted) {
  auto report = std::make_shared<Report>();
  std::map<std::filesystem::path, std::shared_ptr<FedRun>> kept;
  bool anything_new = false;
  for (const std::filesystem::path& directory : wanted) {
    try {
      auto known = followed_.find(directory);
      std::shared_ptr<FedRun> run = known != followed_.end() ? known->second : std::make_shared<FedRun>(directory);
      if (known != followed_.end()) anything_new = run->poll() || anything_new;
      kept[directory] = run;
      report->runs.push_back(std::move(run));
    } catch (const std::exception& error) {
      report->problems[directory.string()] = error.what();
    }
  }
  followed_ = std::move(kept);
  const auto before = report_.latest();
  const bool same = before != nullptr && before->runs == report->runs && before->problems == report->problems;
  if (!same) report_.publish(std::move(report));
  if (!same || anything_new) ++revision_;
}

}  // namespace compare
