#pragma once

#include <QList>
#include <QPointF>
#include <QString>
#include <vector>

#include "ui/charts/csv_table.h"

namespace charts {

/// One series as exported. The points are shared with whoever has them until he changes his.
struct ExportedSeries {
  QString label, unit;
  QList<QPointF> points;
};

/// Long form, as data frames like it: `series,unit,x,y`.
CsvTable seriesTable(std::vector<ExportedSeries> series);

}  // namespace charts
