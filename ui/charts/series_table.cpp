#include "ui/charts/series_table.h"

#include <utility>

namespace charts {

CsvTable seriesTable(std::vector<ExportedSeries> series) {
  return [series = std::move(series)](CsvWriter& csv) {
    csv.heads({u"series", u"unit", u"x", u"y"});
    for (const ExportedSeries& one : series) {
      for (const QPointF& point : one.points) {
        csv.text(one.label).text(one.unit).number(point.x()).number(point.y()).endRow();
      }
    }
  };
}

}  // namespace charts
