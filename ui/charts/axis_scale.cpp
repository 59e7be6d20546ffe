#include "ui/charts/axis_scale.h"

#include <algorithm>
#include <cmath>

namespace charts {

double AxisScale::place(double value) const {
  switch (kind) {
    case Kind::linear: return value;
    case Kind::log: return std::log10(std::max(value, floor));
    case Kind::symlog: return std::copysign(std::log10(1 + std::abs(value) / knee), value);
  }
  return value;
}

double AxisScale::value(double place) const {
  switch (kind) {
    case Kind::linear: return place;
    case Kind::log: return std::pow(10.0, place);
    case Kind::symlog: return std::copysign(knee * (std::pow(10.0, std::abs(place)) - 1), place);
  }
  return place;
}

}  // namespace charts
