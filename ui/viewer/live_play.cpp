#include "ui/viewer/live_play.h"

#include <algorithm>

namespace viewer {

LivePlay::LivePlay(const std::string& environment, std::uint64_t seed) : player_(environment, seed) { beginEpisode(); }

void LivePlay::setPush(std::function<std::optional<std::pair<int, Wrench>>(const env::BodyState&)> push) {
  push_ = std::move(push);
}

void LivePlay::beginEpisode() {
  moments_.clear();
  moments_.push_back({player_.environment().bodyState()});
  steps_back_ = 0;
  phase_ = 0;
  jumps_ = true;
}

void LivePlay::reset() {
  player_.reset();
  beginEpisode();
}

void LivePlay::stepOnce() {
  if (push_) {
    const auto push = push_(moments_.back().state);
    player_.push(push ? push->first : 0, push ? push->second : Wrench{});
  }
  const bool resets = player_.episodeHasEnded();
  player_.step();
  if (resets) {
    beginEpisode();
  } else {
    moments_.push_back({player_.environment().bodyState(), player_.reward(), player_.returnSoFar(), player_.value()});
  }
}

double LivePlay::advance(double seconds, double hold, const std::function<bool()>& is_late) {
  const double step = player_.environment().secondsPerStep();
  steps_back_ = 0;
  phase_ += seconds;
  const auto lasts = [&] { return player_.episodeHasEnded() ? std::max(step, hold) : step; };
  while (phase_ >= lasts()) {
    if (is_late()) {
      const double dropped = phase_ - step;
      phase_ = step;
      return seconds - std::max(dropped, 0.0);
    }
    phase_ -= lasts();
    stepOnce();
  }
  return seconds;
}

void LivePlay::stepForward() {
  if (steps_back_ > 0) {
    --steps_back_;
  } else {
    stepOnce();
  }
  phase_ = player_.environment().secondsPerStep();  // the picture is at the state itself
}

void LivePlay::stepBack() {
  steps_back_ = std::min(steps_back_ + 1, static_cast<int>(moments_.size()) - 1);
  phase_ = player_.environment().secondsPerStep();
}

const LivePlay::Moment& LivePlay::moment(int earlier) const {
  const int newest = static_cast<int>(moments_.size()) - 1;
  return moments_[static_cast<std::size_t>(std::max(0, newest - steps_back_ - earlier))];
}

double LivePlay::fraction() const { return std::min(1.0, phase_ / player_.environment().secondsPerStep()); }

int LivePlay::step() const { return std::max(0, player_.environment().stepsInEpisode() - steps_back_); }

}  // namespace viewer
