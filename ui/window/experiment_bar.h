#pragma once

#include <QToolBar>

#include "ui/bridge/parameter_board.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace panels {
class Knob;
class RolloutKnob;
}

namespace window {

struct WindowActions;

/// The toolbar: transport, what is trained (environment, preset, seed), the knobs k, M, G, and the live view's switch.
class ExperimentBar : public QToolBar {
  Q_OBJECT

 public:
  ExperimentBar(bridge::SessionBridge& bridge, bridge::ParameterBoard& board, const WindowActions& actions,
                QWidget* parent = nullptr);

  panels::RolloutKnob* length() const { return length_; }
  panels::Knob* rollouts() const { return rollouts_; }
  panels::Knob* updates() const { return updates_; }

 private:
  QToolButton* addButton(QAction* action, bool primary);
  QWidget* addField(const QString& caption, QWidget* field);
  void addGap(int width);
  void fillChoices();
  void refresh();
  void refreshTransport();

  bridge::SessionBridge& bridge_;
  bridge::ParameterBoard& board_;
  const WindowActions& actions_;
  QComboBox *environment_, *preset_;
  QSpinBox* seed_;
  panels::RolloutKnob* length_;
  panels::Knob *rollouts_, *updates_;
};

}  // namespace window
