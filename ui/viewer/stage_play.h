#pragma once

#include <memory>

#include "ui/viewer/stage.h"

namespace viewer {

/// Where on a stage we are: a step between 0 and the last one, which moves as time goes on. One owner thread.
class StagePlay {
 public:
  explicit StagePlay(std::shared_ptr<const Stage> stage);

  const Stage& stage() const { return *stage_; }
  double step() const { return step_; }
  void setStep(double step);  ///< clamped
  void setLoop(bool loops) { loops_ = loops; }
  bool isAtEnd() const { return step_ >= last_; }

  /// Simulated seconds pass. After the last step it stays `hold` seconds, then begins anew or, without loop, stands.
  void advance(double seconds, double hold);
  /// It stands at the end and will not go on by itself.
  bool hasEnded() const { return !loops_ && isAtEnd(); }

  double reward() const;       ///< of the step that led to the state at or before the present one; NaN: not known
  double returnSoFar() const;  ///< Σ of these; NaN: not known
  double value() const;        ///< at that state; NaN: not known

 private:
  std::shared_ptr<const Stage> stage_;
  double step_ = 0, last_ = 0, held_ = 0;
  bool loops_ = false;
};

}  // namespace viewer
