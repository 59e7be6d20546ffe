#pragma once

namespace bridge {

/// Tells from the window's pulse (ui_pulse.h) when it is starved: when other work takes the time in which it should
/// have answered. A second is bad with fewer than 10 beats or a gap above 250 ms. Two bad seconds in a row are a
/// warning, five an alarm, and so is one gap above a second at once; three good seconds in a row end it. Plain state,
/// one thread.
class PulseWatch {
 public:
  enum class Level { ok, warning, alarm };

  static constexpr double kFewestBeats = 10;  ///< per second, of 100
  static constexpr double kLongestGap = 250;  ///< milliseconds
  static constexpr double kFrozen = 1000;     ///< milliseconds
  static constexpr int kSecondsToWarning = 2, kSecondsToAlarm = 5, kSecondsToOk = 3;

  /// One second's measurement. True when the level has changed.
  bool judge(double beats_per_second, double worst_gap);
  Level level() const { return level_; }

 private:
  Level level_ = Level::ok;
  int bad_ = 0, good_ = 0;  ///< seconds in a row
};

}  // namespace bridge
