#include "app/cli/display_text.h"

#include <cmath>
#include <cstdio>

namespace cli {

std::size_t calcWidth(std::string_view text) {
  std::size_t width = 0;
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    const bool continues = (value & 0xC0U) == 0x80U;
    const bool combines = value == 0xCCU;  // U+0300 … U+033F sit on the letter before them, as in H̄
    if (!continues && !combines) ++width;
  }
  return width;
}

std::string padRight(std::string text, std::size_t width) {
  const std::size_t present = calcWidth(text);
  if (present < width) text.append(width - present, ' ');
  return text;
}

std::string padLeft(std::string text, std::size_t width) {
  const std::size_t present = calcWidth(text);
  if (present < width) text.insert(0, width - present, ' ');
  return text;
}

std::string numberText(double value) {
  if (std::isnan(value)) return "–";
  char buffer[32];
  const double size = std::abs(value);
  if (size >= 100 && size < 1e6) {
    std::snprintf(buffer, sizeof buffer, "%.1f", value);
  } else {
    std::snprintf(buffer, sizeof buffer, "%.4g", value);
  }
  return buffer;
}

std::string durationText(double seconds) {
  if (!(seconds > 0) || !std::isfinite(seconds)) return "–";
  const auto total = static_cast<std::int64_t>(std::llround(seconds));
  const long long hours = total / 3600, minutes = total / 60 % 60, rest = total % 60;
  char buffer[48];
  if (hours > 0) {
    std::snprintf(buffer, sizeof buffer, "%lld:%02lld:%02lld", hours, minutes, rest);
  } else {
    std::snprintf(buffer, sizeof buffer, "%lld:%02lld", minutes, rest);
  }
  return buffer;
}

std::string limitText(double value) {
  constexpr double kLongestWritten = 1e9;
  if (std::abs(value) < kLongestWritten && value == std::floor(value))
    return countText(static_cast<std::int64_t>(value));
  return numberText(value);
}

std::string countText(std::int64_t count) {
  const std::string digits = std::to_string(count);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const bool group_starts = (digits.size() - i) % 3 == 0;
    if (group_starts && i > 0 && digits[i - 1] != '-') text += ' ';
    text += digits[i];
  }
  return text;
}

}  // namespace cli
