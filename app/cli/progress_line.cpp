#include "app/cli/progress_line.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/cli/display_text.h"

namespace cli {
namespace {

constexpr std::size_t kNarrowestBar = 8, kWidestBar = 32;  // in steps of 8, or it would tremble with the numbers

std::vector<LinePart> makeParts(const mbpo::Snapshot& s) {
  std::vector<LinePart> parts;
  if (s.epochs > 0) {
    const int epoch = std::min(s.epoch + 1, s.epochs);
    parts.push_back({3, s.epoch < 0 ? "warm-up" : "epoch " + std::to_string(epoch) + "/" + std::to_string(s.epochs)});
  }
  parts.push_back({0, "step " + countText(s.real_steps) + "/" + countText(s.total_steps)});
  parts.push_back({1, "return " + numberText(s.evaluation_return)});
  parts.push_back({4, "k " + std::to_string(s.rollout_length)});
  parts.push_back({5, std::to_string(std::llround(s.updates_per_second)) + " updates/s"});
  parts.push_back({2, "ETA " + durationText(s.eta_seconds)});
  parts.push_back({6, std::string(mbpo::stageName(s.stage))});
  return parts;
}

std::string join(const std::vector<LinePart>& parts, const char* separator) {
  std::string text;
  for (const LinePart& part : parts) text += (text.empty() ? "" : separator) + part.text;
  return text;
}

std::string bar(double fraction, std::size_t width, bool unicode) {
  const auto filled = static_cast<std::size_t>(std::lround(fraction * static_cast<double>(width)));
  std::string text;
  for (std::size_t i = 0; i < width; ++i) text += i < filled ? (unicode ? "━" : "#") : (unicode ? "╌" : ".");
  return text;
}

}  // namespace

std::string progressLine(double fraction, std::vector<LinePart> parts, std::size_t width, bool unicode) {
  const char* separator = unicode ? " · " : " | ";
  std::string percent = padLeft(std::to_string(static_cast<int>(100 * fraction)) + "%", 4) + "  ";
  std::string text = percent + join(parts, separator);
  while (parts.size() > 1 && calcWidth(text) + kNarrowestBar + 1 > width) {
    const auto least = std::max_element(parts.begin(), parts.end(), [](auto& a, auto& b) { return a.rank < b.rank; });
    parts.erase(least);
    text = percent + join(parts, separator);
  }
  const std::size_t used = calcWidth(text) + 1;
  if (used + kNarrowestBar <= width) {
    const std::size_t room = std::min(kWidestBar, width - used);
    return bar(fraction, room - room % kNarrowestBar, unicode) + " " + text;
  }
  if (calcWidth(text) <= width) return text;
  percent.resize(std::min(percent.find_last_not_of(' ') + 1, width));
  return percent;
}

std::string progressLine(const mbpo::Snapshot& snapshot, std::size_t width, bool unicode) {
  const double fraction =
      snapshot.total_steps > 0
          ? std::clamp(static_cast<double>(snapshot.real_steps) / static_cast<double>(snapshot.total_steps), 0.0, 1.0)
          : 0.0;
  return progressLine(fraction, makeParts(snapshot), width, unicode);
}

}  // namespace cli
