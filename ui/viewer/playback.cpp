#include "ui/viewer/playback.h"

#include <algorithm>
#include <cmath>

namespace viewer {
namespace {

constexpr double kMeasuredOver = 0.5;  // seconds of wall time per measurement

}  // namespace

double Playback::nearestSpeed(double speed) {
  if (!(speed > 0)) return kSlowest;
  return std::clamp(std::exp2(std::round(std::log2(speed))), kSlowest, kFastest);
}

void Playback::setSpeed(double speed) {
  speed_ = nearestSpeed(speed);
  forgetMeasured();
}

double Playback::slower(double speed) { return nearestSpeed(speed / 2); }
double Playback::faster(double speed) { return nearestSpeed(speed * 2); }

QString Playback::label(double speed) {
  const double whole = speed < 1 ? 1 / speed : speed;
  if (std::abs(whole - std::round(whole)) > 1e-6) return QStringLiteral("%1×").arg(speed, 0, 'g', 3);
  return (speed < 1 ? QStringLiteral("1/%1×") : QStringLiteral("%1×")).arg(std::lround(whole));
}

double Playback::due(double wall_seconds, double most) { return std::min(wall_seconds * speed_, most); }

void Playback::note(double wall_seconds, double simulated_seconds) {
  wall_ += wall_seconds;
  simulated_ += simulated_seconds;
  if (wall_ < kMeasuredOver) return;
  measured_ = simulated_ / wall_;
  wall_ = simulated_ = 0;
}

void Playback::forgetMeasured() { wall_ = simulated_ = measured_ = 0; }

}  // namespace viewer
