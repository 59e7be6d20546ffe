#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/bridge/parameter_board.h"

class QHBoxLayout;
class QLabel;
class QSlider;
class QSpinBox;

namespace panels {

class EditBadge;

/// Slider and spin box for one whole-number parameter, with the badge that says what became of the last edit. The
/// slider is logarithmic where the range is wide. A drag asks the board once the hand rests (150 ms) or lets go, so
/// that one gesture is one change.
class Knob : public QWidget {
  Q_OBJECT

 public:
  /// `slider_maximum` is what the slider reaches; the spin box goes up to the registry's maximum.
  Knob(bridge::ParameterBoard& board, const QString& key, const QString& name, int slider_maximum,
       QWidget* parent = nullptr);

  QSlider* slider() const { return slider_; }
  QSpinBox* spin() const { return spin_; }
  QString badgeText() const;
  void focusValue();

 protected:
  /// Asks the board for the value.
  virtual void request(int value);
  /// Takes value, lock and edit state from the board.
  virtual void refresh();
  void showValue(int value);
  /// Room before the slider, for a mode's choice.
  QHBoxLayout* controls() const { return controls_; }
  bridge::ParameterBoard& board() const { return board_; }
  const QString& key() const { return key_; }
  EditBadge* badge() const { return badge_; }

 private:
  int sliderPosition(int value) const;
  int sliderValue(int position) const;
  void onSliderMoved(int position);
  void commit();

  bridge::ParameterBoard& board_;
  QString key_;
  int minimum_, maximum_, slider_maximum_;
  QHBoxLayout* controls_;
  QSlider* slider_;
  QSpinBox* spin_;
  EditBadge* badge_;
  QTimer rest_;  ///< runs while the hand moves
};

}  // namespace panels
