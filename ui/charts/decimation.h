#pragma once

#include <QList>
#include <QPointF>

#include <span>

#include "ui/charts/range.h"

namespace charts {

/// At most a minimum and a maximum per bucket of `x`, in their order, plus the first and last point of all: what a
/// screen of `buckets` columns can show. No spike is lost. Points are sorted by x and finite; those outside `x` (the
/// neighbours that a line needs to leave the picture) are kept.
QList<QPointF> decimate(std::span<const QPointF> points, const Range& x, int buckets);

/// The part of points sorted by x that a line through `x` needs: those inside and one neighbour on each side.
std::span<const QPointF> cut(std::span<const QPointF> points, const Range& x);

}  // namespace charts
