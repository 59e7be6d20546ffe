#pragma once

#include "ui/panels/knob.h"

class QComboBox;

namespace panels {

/// The knob of the rollout length k with its mode. While the schedule or k* rules it shows the k in force; touching slider or
/// spin box takes k over by hand (one undo step).
class RolloutKnob : public Knob {
  Q_OBJECT

 public:
  explicit RolloutKnob(bridge::ParameterBoard& board, QWidget* parent = nullptr);

  QComboBox* mode() const { return mode_; }
  /// The k that the trainer uses now; 0: not known.
  void setLengthInForce(int k);

 protected:
  void request(int value) override;
  void refresh() override;

 private:
  bool byHand() const;

  QComboBox* mode_;
  int in_force_ = 0;
};

}  // namespace panels
