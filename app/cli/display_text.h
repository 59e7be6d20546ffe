#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cli {

/// Columns that a UTF-8 text takes on a terminal (none of our texts holds wide characters).
std::size_t calcWidth(std::string_view text);

std::string padRight(std::string text, std::size_t width);
std::string padLeft(std::string text, std::size_t width);

/// "12.3", "-0.05", "1.2e+06": four significant digits; "–" for NaN, which stands for "none yet" here.
std::string numberText(double value);
/// "0:42", "12:05", "3:07:59"; "–" when unknown (not positive or not finite).
std::string durationText(double seconds);
/// "12 500"
std::string countText(std::int64_t count);
/// An end of a range: whole numbers in full, "1e+12" for the astronomic ones.
std::string limitText(double value);

}  // namespace cli
