#pragma once

#include <QString>

#include <span>

#include "ui/charts/series_data.h"

namespace charts {

/// One series as exported.
struct ExportedSeries {
  SeriesSpec spec;
  const QList<QPointF>* points = nullptr;
};

/// Long form, as data frames like it: `series,unit,x,y`, every double such that it reads back exactly.
QString toCsv(std::span<const ExportedSeries> series);

}  // namespace charts
