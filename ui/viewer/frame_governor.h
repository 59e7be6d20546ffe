#pragma once

namespace viewer {

/// Decides how finely and how often pictures are drawn where the processor draws them, so that they take no more than a
/// stated share of one core. Of one core, not of the machine: the threads of a training wait for each other at every
/// product of matrices, so that time taken from one of them delays them all, and the share taken is about the share by
/// which training becomes slower.
///
/// A picture that costs c CPU seconds is followed by the next after c / ceiling at the earliest. Beside a training there
/// are at most kMostRate pictures a second, and where they would be fewer than kLeastRate resolution is given up, in
/// steps: nearly all of c grows with the number of pixels. One owner thread.
class FrameGovernor {
 public:
  static constexpr double kIdleCeiling = 0.75, kTrainingCeiling = 0.12;  ///< CPU seconds per second
  static constexpr double kLeastRate = 12, kMostRate = 15;              ///< pictures per second, beside a training

  /// Only pictures that the processor draws are governed; at first none are.
  void setSoftware(bool software);
  void setTraining(bool training);
  bool isTraining() const { return training_; }
  /// Other pictures from now on: what they cost is not known yet.
  void forget() { cost_ = 0; }

  /// Of the view's width and height: 1, ¾, ½ or ⅜.
  double scale() const;
  /// What the newest picture has cost, at the present scale. Not finite or negative: not counted.
  void note(double cpu_seconds);
  /// Seconds from one picture's beginning to the next one's; 0: no limit, or not known yet.
  double leastPeriod() const;
  double ceiling() const { return training_ ? kTrainingCeiling : kIdleCeiling; }

 private:
  void chooseScale();

  bool software_ = false, training_ = false;
  int level_ = 0;    // of the scales, 0: whole
  double cost_ = 0;  // smoothed, at this level; 0: not known
};

}  // namespace viewer
