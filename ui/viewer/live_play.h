#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/viewer/body_grip.h"
#include "ui/viewer/policy_player.h"

namespace viewer {

/// A policy's episodes as they flow through time: a picture lies between two states, so that it moves evenly however
/// long a step is, and lags the simulation by less than one step. While it stands, one may look back at the steps of
/// the episode. One owner thread.
class LivePlay {
 public:
  /// Throws base::Error when the environment cannot be made.
  explicit LivePlay(const std::string& environment, std::uint64_t seed = kSeed);

  PolicyPlayer& player() { return player_; }
  const PolicyPlayer& player() const { return player_; }

  /// Simulates what is due, from the newest state on, and returns how many seconds of it were really simulated: less
  /// when `is_late` says so between two steps. `hold`: simulated seconds for which an episode's last pose stays.
  double advance(double seconds, double hold, const std::function<bool()>& is_late);
  /// What pushes at the body: asked before each step, at the state that it begins with.
  void setPush(std::function<std::optional<std::pair<int, Wrench>>(const env::BodyState&)> push);
  void reset();

  void stepForward();  ///< one step, or towards the newest state when looking back
  void stepBack();
  int stepsBack() const { return steps_back_; }

  const env::BodyState& before() const { return moment(1).state; }
  const env::BodyState& after() const { return moment(0).state; }
  double fraction() const;
  int step() const;  ///< of the state `after`
  double reward() const { return moment(0).reward; }
  double returnSoFar() const { return moment(0).return_so_far; }
  double value() const { return moment(0).value; }  ///< PolicyPlayer::value
  /// A new episode began since the last call.
  bool takeJump() { return std::exchange(jumps_, false); }

 private:
  struct Moment {
    env::BodyState state;
    double reward = 0, return_so_far = 0;
    double value = std::numeric_limits<double>::quiet_NaN();
  };

  const Moment& moment(int earlier) const;
  void stepOnce();
  void beginEpisode();

  PolicyPlayer player_;
  std::function<std::optional<std::pair<int, Wrench>>(const env::BodyState&)> push_;
  std::vector<Moment> moments_;  // the episode's states up to now
  int steps_back_ = 0;
  double phase_ = 0;  // simulated seconds since `before`
  bool jumps_ = true;
};

}  // namespace viewer
