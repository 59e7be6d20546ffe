#pragma once

#include <QStatusBar>

#include "ui/bridge/session_bridge.h"
#include "ui/bridge/ui_pulse.h"
#include "ui/models/health_model.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace window {

/// The line at the bottom: status, stage, epoch, real steps, time left, updates per second, how smooth the window is,
/// the last checkpoint, how many health checks are not well.
class StatusStrip : public QStatusBar {
  Q_OBJECT

 public:
  StatusStrip(bridge::SessionBridge& bridge, bridge::UiPulse& pulse, models::HealthModel& health,
              QWidget* parent = nullptr);

 Q_SIGNALS:
  void healthAsked();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// Hides the least important cells where there is no room for all: a number that is cut tells a wrong one.
  void makeRoom();
  QLabel* addCell(const QString& name, const QString& tooltip, const QString& widest);
  void refresh();
  void refreshPulse();
  void refreshHealth();

  bridge::SessionBridge& bridge_;
  bridge::UiPulse& pulse_;
  models::HealthModel& health_;
  QToolButton *symbol_, *health_badge_;
  QLabel *status_, *stage_, *epoch_, *steps_, *eta_, *updates_, *pulse_label_, *checkpoint_;
};

}  // namespace window
