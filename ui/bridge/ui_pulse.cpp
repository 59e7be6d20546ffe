#include "ui/bridge/ui_pulse.h"

#include <algorithm>
#include <numeric>

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
  ++gaps_[std::min(static_cast<std::size_t>(gap), gaps_.size() - 1)];
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

void UiPulse::resetWorst() {
  worst_ever_ = 0;
  gaps_.fill(0);
}

double UiPulse::gapQuantileSinceReset(double part) const {
  const int all = std::accumulate(gaps_.begin(), gaps_.end(), 0);
  int below = 0;
  for (std::size_t i = 0; i < gaps_.size(); ++i) {
    below += gaps_[i];
    if (all > 0 && below >= part * all) return static_cast<double>(i + 1);
  }
  return 0;
}

}  // namespace bridge
