#include "rollout/schedule.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.h"

namespace rollout {

int calcRolloutLength(const Schedule& schedule, int epoch) {
  const double k0 = schedule.first_length;
  const double k1 = schedule.last_length;
  const double progress = static_cast<double>(epoch - schedule.first_epoch) / (schedule.last_epoch - schedule.first_epoch);
  return static_cast<int>(std::clamp(k0 + progress * (k1 - k0), std::min(k0, k1), std::max(k0, k1)));
}

Schedule parseSchedule(std::string_view text) {
  std::string explanation(text);
  explanation.append(" is no schedule: write e0,e1,k0,k1, e.g. 20,150,1,15 (k goes from k0 at epoch e0 to k1 at epoch "
                     "e1; 0 ≤ e0 < e1 ≤ 1000000, 1 ≤ k0, k1 ≤ 200)");
  std::array<int, 4> numbers{};
  const char* place = text.data();
  const char* const end = place + text.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    while (place < end && *place == ' ') ++place;
    const auto [rest, error] = std::from_chars(place, end, numbers[i]);
    const bool separator_follows = i + 1 == numbers.size() ? rest == end : rest < end && *rest == ',';
    if (error != std::errc{} || !separator_follows) throw base::Error(explanation);
    place = rest + 1;
  }
  const auto [e0, e1, k0, k1] = numbers;
  if (e0 < 0 || e1 <= e0 || e1 > 1'000'000 || k0 < 1 || k1 < 1 || k0 > 200 || k1 > 200) throw base::Error(explanation);
  return {e0, e1, k0, k1};
}

std::string toText(const Schedule& schedule) {
  return std::to_string(schedule.first_epoch) + "," + std::to_string(schedule.last_epoch) + "," +
         std::to_string(schedule.first_length) + "," + std::to_string(schedule.last_length);
}

}  // namespace rollout
