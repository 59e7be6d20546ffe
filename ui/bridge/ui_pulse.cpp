#include "ui/bridge/ui_pulse.h"

#include <algorithm>

namespace bridge {

UiPulse::UiPulse(QObject* parent) : QObject(parent) {
  timer_.setTimerType(Qt::PreciseTimer);
  timer_.setInterval(10);
  connect(&timer_, &QTimer::timeout, this, &UiPulse::beat);
  since_beat_.start();
  since_report_.start();
  timer_.start();
}

void UiPulse::beat() {
  const double gap = static_cast<double>(since_beat_.nsecsElapsed()) * 1e-6;
  since_beat_.restart();
  worst_now_ = std::max(worst_now_, gap);
  worst_ever_ = std::max(worst_ever_, gap);
  ++beats_;
  const double seconds = static_cast<double>(since_report_.nsecsElapsed()) * 1e-9;
  if (seconds < 1) return;
  beats_per_second_ = beats_ / seconds;
  worst_gap_ = worst_now_;
  worst_now_ = 0;
  beats_ = 0;
  since_report_.restart();
  Q_EMIT measured();
}

}  // namespace bridge
