#include "ui/bridge/followed_run.h"

#include <chrono>
#include <exception>
#include <system_error>
#include <vector>

#include "base/thread_priority.h"

namespace bridge {
namespace {

using namespace std::chrono_literals;
// A person sees four looks a second as live; the files' writer flushes no faster.
constexpr auto kPollInterval = 250ms;

}  // namespace

FollowedRun::FollowedRun(std::filesystem::path directory)
    : directory_(std::move(directory)),
      configuration_(run::readConfiguration(directory_)),
      follower_(std::make_unique<run::RunFollower>(directory_)),
      thread_([this](std::stop_token stop) { follow(std::move(stop)); }) {}

FollowedRun::~FollowedRun() = default;

void FollowedRun::follow(std::stop_token stop) {
  base::lowerThreadPriority(base::kBackgroundNiceness);
  std::shared_ptr<const Report> last;
  while (!stop.stop_requested()) {
    try {
      Report report = look();
      if (last && !report.policy) {
        report.policy = last->policy;
        report.policy_step = last->policy_step;
      }
      last = std::make_shared<const Report>(std::move(report));
    } catch (const std::exception& error) {
      Report report = last ? *last : Report{};
      report.problem = error.what();
      last = std::make_shared<const Report>(std::move(report));
    }
    report_.publish(last);
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, kPollInterval, [] { return false; });
  }
}

FollowedRun::Report FollowedRun::look() {
  follower_->poll();
  Report report;
  report.summary = follower_->summary();
  std::vector<run::Point> evaluations;
  evaluation_cursor_ = follower_->history().read(mbpo::Metric::evaluation_return, evaluation_cursor_, evaluations);
  if (!evaluations.empty()) evaluation_step_ = static_cast<std::int64_t>(evaluations.back().real_steps);
  readPolicyIfNewer(report);
  return report;
}

void FollowedRun::readPolicyIfNewer(Report& report) {
  std::error_code missing;
  const auto written = std::filesystem::last_write_time(directory_ / "policy.cbor", missing);
  if (missing || written == policy_time_) return;
  report.policy = run::readPolicy(directory_);
  report.policy_step = evaluation_step_;
  policy_time_ = written;
}

}  // namespace bridge
