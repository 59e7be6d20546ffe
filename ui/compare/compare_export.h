#pragma once

#include "ui/charts/csv_table.h"
#include "ui/compare/comparison.h"

class QAbstractItemModel;

namespace compare {

/// Every visible curve of the metrics in long form, as data frames like it:
///
///     metric,unit,curve,runs,seeds,<x axis>,value,std,n
///
/// A single run has its recorded points and neither std nor n; a configuration has means. Not smoothed. Reads what the
/// runs have recorded by itself.
charts::CsvTable curvesTable(std::vector<Curve> curves, CompareSettings settings);

/// A table as it is shown now, with its headings; what stands in two lines there stands in one.
charts::CsvTable shownTable(const QAbstractItemModel& model);

}  // namespace compare
