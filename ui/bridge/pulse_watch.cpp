#include "ui/bridge/pulse_watch.h"

namespace bridge {

bool PulseWatch::judge(double beats_per_second, double worst_gap) {
  const Level before = level_;
  const bool bad = beats_per_second < kFewestBeats || worst_gap > kLongestGap;
  bad_ = bad ? bad_ + 1 : 0;
  good_ = bad ? 0 : good_ + 1;
  if (worst_gap > kFrozen || bad_ >= kSecondsToAlarm) {
    level_ = Level::alarm;
  } else if (bad_ >= kSecondsToWarning && level_ == Level::ok) {
    level_ = Level::warning;
  } else if (good_ >= kSecondsToOk) {
    level_ = Level::ok;
  }
  return level_ != before;
}

}  // namespace bridge
