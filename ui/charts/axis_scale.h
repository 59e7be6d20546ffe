#pragma once

namespace charts {

/// How a value becomes a place along an axis. Plot coordinates are what Qt Charts sees; its own axes stay linear.
///
///     linear   p(v) = v
///     log      p(v) = log10(max(v, floor)), floor > 0: zero and negative values lie on the floor instead of vanishing
///     symlog   p(v) = sign(v) · log10(1 + |v| / knee): linear about zero, logarithmic far from it
struct AxisScale {
  enum class Kind { linear, log, symlog };
  Kind kind = Kind::linear;
  double floor = 1e-3;  ///< log only, > 0
  double knee = 1;      ///< symlog only, > 0

  /// False for values that have no place of their own: zero and below on a log axis.
  bool shows(double value) const { return kind != Kind::log || value > 0; }
  double place(double value) const;
  double value(double place) const;  ///< the inverse, within what the axis can show

  bool operator==(const AxisScale&) const = default;
};

}  // namespace charts
