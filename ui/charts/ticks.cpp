#include "ui/charts/ticks.h"

#include <algorithm>
#include <cmath>

namespace charts {
namespace {

const QChar kMinus(0x2212);
const QChar kThinSpace(0x2009);

QString superscript(int exponent) {
  static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
  QString text = exponent < 0 ? QStringLiteral("⁻") : QString();
  for (const QChar digit : QString::number(std::abs(exponent))) text += digits[digit.digitValue()];
  return text;
}

QString withProperMinus(QString text) { return text.replace(QLatin1Char('-'), kMinus); }

QString withoutTrailingZeros(QString text) {
  if (!text.contains(QLatin1Char('.'))) return text;
  while (text.endsWith(QLatin1Char('0'))) text.chop(1);
  if (text.endsWith(QLatin1Char('.'))) text.chop(1);
  return text;
}

QString scientific(double value, int digits) {
  int exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
  QString mantissa = withoutTrailingZeros(QString::number(value / std::pow(10.0, exponent), 'f', digits));
  if (mantissa == QStringLiteral("10") || mantissa == QStringLiteral("-10")) {  // rounded up into the next decade
    mantissa.chop(1);
    ++exponent;
  }
  const QString power = QStringLiteral("10") + superscript(exponent);
  if (mantissa == QStringLiteral("1")) return power;
  if (mantissa == QStringLiteral("-1")) return kMinus + power;
  return withProperMinus(mantissa) + QStringLiteral("·") + power;
}

/// Decades near 1 are plain numbers, as long as all labels of the axis can be.
QString formatDecade(double value, bool as_power) {
  return as_power && std::abs(value) != 1 ? scientific(value, 0) : withProperMinus(QString::number(value, 'g', 4));
}

QList<Tick> linearTicks(const AxisScale& scale, const Range& places, int wanted) {
  const Range values{scale.value(places.low), scale.value(places.high)};
  const double step = niceStep(values.width(), wanted);
  QList<Tick> ticks;
  const double first = std::ceil(values.low / step - 1e-9);
  for (int i = 0; i < 4 * wanted + 8; ++i) {
    const double value = (first + i) * step;
    if (value > values.high + step * 1e-9) break;
    ticks.push_back({scale.place(value), formatTick(value, step)});
  }
  return ticks;
}

QList<Tick> decadeTicks(const Range& places, int wanted) {
  QList<Tick> ticks;
  const int first = static_cast<int>(std::floor(places.low));
  const int last = static_cast<int>(std::ceil(places.high));
  const int every = std::max(1, static_cast<int>(std::ceil(double(last - first) / std::max(wanted, 1))));
  const bool crowded = last - first > 6;
  const bool roomy = 3 * places.width() <= wanted;  // for 1, 2 and 5 of each decade
  const bool as_powers = places.low < -3.01 || places.high > 4.01;
  for (int exponent = first; exponent <= last; ++exponent) {
    const bool labelled = (exponent % every + every) % every == 0;
    if (labelled && places.contains(exponent)) {
      ticks.push_back({double(exponent), formatDecade(std::pow(10.0, exponent), as_powers)});
    }
    for (int digit = 2; digit < 10 && !crowded; ++digit) {
      const double place = exponent + std::log10(digit);
      if (!places.contains(place)) continue;
      const bool named = roomy && (digit == 2 || digit == 5);
      ticks.push_back({place, named ? formatDecade(digit * std::pow(10.0, exponent), as_powers) : QString()});
    }
  }
  return ticks;
}

QList<Tick> symlogTicks(const AxisScale& scale, const Range& places, int wanted) {
  QList<Tick> ticks;
  if (places.contains(0)) ticks.push_back({0, QStringLiteral("0")});
  const double reach = std::max(std::abs(places.low), std::abs(places.high));
  const int every = std::max(1, static_cast<int>(std::ceil(places.width() / (std::max(wanted, 1) + 1))));
  const bool as_powers = scale.knee < 0.99e-3 || scale.value(reach) > 1.01e4;
  // Where decades are left out, the first is too: it would stand on the zero's label.
  for (int exponent = every > 1 ? every : 0; exponent <= reach; exponent += every) {
    const double value = scale.knee * std::pow(10.0, exponent);
    for (const double sign : {-1.0, 1.0}) {
      const double place = scale.place(sign * value);
      if (places.contains(place)) ticks.push_back({place, formatDecade(sign * value, as_powers)});
    }
  }
  std::ranges::sort(ticks, {}, &Tick::place);
  return ticks;
}

}  // namespace

QList<Tick> calcTicks(const AxisScale& scale, const Range& places, int wanted) {
  if (places.isEmpty() || !(places.width() > 0)) return {};
  if (scale.kind == AxisScale::Kind::linear) return linearTicks(scale, places, wanted);
  // A stretch of less than a decade may show no decade at all: its ticks are spaced like a linear axis'.
  if (scale.kind == AxisScale::Kind::log) {
    return places.width() < 1 ? linearTicks(scale, places, wanted) : decadeTicks(places, wanted);
  }
  return places.width() < 0.5 ? linearTicks(scale, places, wanted) : symlogTicks(scale, places, wanted);
}

QString formatTick(double value, double step) {
  if (std::abs(value) < step * 1e-6) return QStringLiteral("0");
  const double size = std::max(std::abs(value), step);
  if (size < 1e-3 || size >= 1e10) return scientific(value, step > 0 && std::abs(value) / step > 9.5 ? 2 : 1);
  double unit = 1;
  QString suffix;
  // The unit follows from the step as well, so that 500k and 1M do not stand on one axis.
  if (std::abs(value) >= 1e4 || step >= 1e3) {
    unit = step >= 1e6 ? 1e6 : 1e3;
    suffix = step >= 1e6 ? QStringLiteral("M") : QStringLiteral("k");
  }
  const int decimals = std::clamp(-static_cast<int>(std::floor(std::log10(step / unit) + 1e-9)), 0, 6);
  return withProperMinus(QString::number(value / unit, 'f', decimals)) + suffix;
}

QString formatValue(double value) {
  if (std::isnan(value)) return QStringLiteral("not a number");
  if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
  const double magnitude = std::abs(value);
  if (magnitude == 0) return QStringLiteral("0");
  if (magnitude < 1e-4 || magnitude >= 1e9) return scientific(value, 3);
  const int before_point = static_cast<int>(std::floor(std::log10(magnitude))) + 1;
  QString text = withoutTrailingZeros(QString::number(value, 'f', std::clamp(4 - before_point, 0, 8)));
  if (magnitude >= 1e4) {
    for (qsizetype i = text.size() - 3; i > (value < 0 ? 1 : 0); i -= 3) text.insert(i, kThinSpace);
  }
  return withProperMinus(text);
}

}  // namespace charts
