#pragma once

#include <QString>

namespace viewer {

/// Turns seconds of the wall clock into simulated seconds at a chosen speed, and measures what speed was reached.
/// One owner thread.
class Playback {
 public:
  static constexpr double kSlowest = 1.0 / 32, kFastest = 8;

  double speed() const { return speed_; }
  void setSpeed(double speed);
  /// The ladder doubles: 1/32, 1/16, … 1, 2, 4, 8.
  static double nearestSpeed(double speed);
  static double slower(double speed);
  static double faster(double speed);
  static QString label(double speed);  ///< "1/8×", "1×", "4×"

  /// The simulated seconds that are due for this much wall time; never more than `most`, what is beyond is dropped
  /// rather than made up for later.
  double due(double wall_seconds, double most);
  /// To be told what was really simulated.
  void note(double wall_seconds, double simulated_seconds);
  /// Over about the last second; 0 before anything was noted.
  double measuredSpeed() const { return measured_; }
  void forgetMeasured();

 private:
  double speed_ = 1;
  double wall_ = 0, simulated_ = 0, measured_ = 0;
};

}  // namespace viewer
