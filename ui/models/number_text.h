#pragma once

#include <QString>

namespace models {

/// 12500 → "12 500", with narrow no-break spaces.
QString groupedText(qint64 number);

/// About four significant digits, never scientific between 1e-4 and 1e6; "–" for NaN, "∞" for infinity.
QString shortText(double number);

/// "8 s", "4 min 10 s", "2 h 05 min"; "–" for what is not positive and finite.
QString durationText(double seconds);

}  // namespace models
