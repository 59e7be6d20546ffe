#include "ui/models/number_text.h"

#include <cmath>

namespace models {

QString groupedText(qint64 number) {
  QString digits = QString::number(number);
  const qsizetype first = number < 0 ? 1 : 0;
  for (qsizetype i = digits.size() - 3; i > first; i -= 3) digits.insert(i, QChar(0x202F));
  return digits;
}

QString shortText(double number) {
  if (std::isnan(number)) return QStringLiteral("–");
  if (std::isinf(number)) return number > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
  const double size = std::abs(number);
  QString text;
  if (size != 0 && (size < 1e-4 || size >= 1e6)) {
    text = QString::number(number, 'e', 2);
  } else {
    const int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 || size == 0 ? 3 : size >= 0.01 ? 4 : 6;
    text = QString::number(number, 'f', decimals);
    // 200.0 says no more than 200.
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.'))) {
      const bool point = text.endsWith(u'.');
      text.chop(1);
      if (point) break;
    }
  }
  return text.replace(u'-', QChar(0x2212));
}

QString durationText(double seconds) {
  if (!std::isfinite(seconds) || seconds <= 0) return QStringLiteral("–");
  const auto whole = static_cast<qint64>(std::llround(seconds));
  const qint64 hours = whole / 3600, minutes = whole / 60 % 60, rest = whole % 60;
  if (hours > 0) return QStringLiteral("%1 h %2 min").arg(hours).arg(minutes, 2, 10, QChar(u'0'));
  if (minutes > 0) return QStringLiteral("%1 min %2 s").arg(minutes).arg(rest, 2, 10, QChar(u'0'));
  return QStringLiteral("%1 s").arg(rest);
}

}  // namespace models
