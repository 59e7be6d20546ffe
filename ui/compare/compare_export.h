#pragma once

#include <QString>

#include "ui/compare/comparison.h"

class QAbstractItemModel;

namespace compare {

/// Every visible curve of the metrics in long form, as data frames like it:
///
///     metric,unit,curve,runs,seeds,<x axis>,value,std,n
///
/// A single run has its recorded points and neither std nor n; a configuration has means. Not smoothed. Reads what the
/// runs have recorded by itself; on any thread.
QString curvesCsv(const std::vector<Curve>& curves, const CompareSettings& settings);

/// A table as shown, with its headings.
QString tableCsv(const QAbstractItemModel& model);

}  // namespace compare
