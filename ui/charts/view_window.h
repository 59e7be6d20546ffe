#pragma once

#include <optional>

#include "ui/charts/range.h"

namespace charts {

/// Which stretch of x is on screen while data keep arriving. It either follows the newest point (all data, or a window
/// of fixed width) or stands still. Zooming and panning make it stand; reaching the newest end again makes it follow.
class ViewWindow {
 public:
  /// What does not depend on the data. A window that would show none of them, or more than all, shows all.
  struct State {
    bool follows = true;
    std::optional<double> width = std::nullopt;  ///< of the followed window; none: all data
    Range still = {};                            ///< what is shown while standing
    bool operator==(const State&) const = default;
  };

  /// The data now span this; empty: there are none.
  void setExtent(const Range& extent) { extent_ = extent; }

  Range x() const;  ///< with a little air at the newest end
  bool follows() const { return follows_; }
  bool showsAll() const { return follows_ && !width_; }

  void zoom(double centre, double factor);  ///< factor > 1: closer
  void pan(double distance);                ///< in x; positive: towards newer data
  void show(const Range& x);
  void showAll();
  /// Keeps the width of what is on screen.
  void setFollows(bool follows);

  State state() const;
  void restore(const State& state);

 private:
  Range whole() const;

  Range extent_;
  bool follows_ = true;
  std::optional<double> width_;  // of the followed window; none: all data
  Range still_;                  // what is shown while standing
};

}  // namespace charts
