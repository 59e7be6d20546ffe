#include "ui/compare/compare_export.h"

#include <QAbstractItemModel>
#include <utility>

#include "ui/panels/metric_text.h"

namespace compare {
namespace {

using charts::CsvWriter;

struct CurveRow {
  double x = 0, value = 0;
  std::optional<SeedPoint> seeds{};  ///< of a single run: none
};

std::vector<CurveRow> rowsOf(const Curve& curve, mbpo::Metric metric, XAxis x) {
  const std::vector<QList<QPointF>> runs = readPoints(curve, metric, x);
  std::vector<CurveRow> rows;
  if (runs.size() == 1) {
    for (const QPointF& point : runs.front()) rows.push_back({point.x(), point.y()});
    return rows;
  }
  for (const SeedPoint& point : calcSeedStatistics(runs, betweenPointsOf(metric))) {
    rows.push_back({point.x, point.mean, point});
  }
  return rows;
}

void writeCurve(CsvWriter& csv, const Curve& curve, mbpo::Metric metric, XAxis x) {
  const mbpo::MetricSpec& spec = mbpo::metricSpec(metric);
  QStringList names, seeds;
  for (const auto& run : curve.runs) {
    names << QString::fromStdString(run->directory().filename().string());
    seeds << QString::number(run->configuration().seed);
  }
  const QString key = panels::metricText(spec.name), unit = panels::metricText(spec.unit), run_names = names.join(u' '),
                run_seeds = seeds.join(u' ');
  for (const CurveRow& row : rowsOf(curve, metric, x)) {
    csv.key(key).text(unit).text(curve.label).text(run_names).text(run_seeds).number(row.x).number(row.value);
    if (row.seeds) {
      csv.number(row.seeds->std).integer(row.seeds->n).endRow();
    } else {
      csv.nothing().nothing().endRow();
    }
  }
}

}  // namespace

charts::CsvTable curvesTable(std::vector<Curve> curves, CompareSettings settings) {
  return [curves = std::move(curves), settings = std::move(settings)](CsvWriter& csv) {
    csv.heads({u"metric", u"unit", u"curve", u"runs", u"seeds", axisName(settings.x), u"value", u"std", u"n"});
    for (const mbpo::Metric metric : settings.metrics) {
      for (const Curve& curve : curves) {
        if (curve.visible) writeCurve(csv, curve, metric, settings.x);
      }
    }
  };
}

charts::CsvTable shownTable(const QAbstractItemModel& model) {
  const auto inOneLine = [](const QVariant& cell) { return cell.toString().replace(u'\n', u' '); };
  const auto heading = [&](int section, Qt::Orientation orientation) {
    return inOneLine(model.headerData(section, orientation, Qt::DisplayRole));
  };
  const bool named = !heading(0, Qt::Vertical).isEmpty();
  QList<QStringList> rows(1);
  if (named) rows[0] << QString();
  for (int column = 0; column < model.columnCount(); ++column) rows[0] << heading(column, Qt::Horizontal);
  for (int row = 0; row < model.rowCount(); ++row) {
    QStringList cells;
    if (named) cells << heading(row, Qt::Vertical);
    for (int column = 0; column < model.columnCount(); ++column) cells << inOneLine(model.index(row, column).data());
    rows << cells;
  }
  return [rows](CsvWriter& csv) {
    for (const QStringList& cells : rows) {
      for (const QString& cell : cells) csv.text(cell);
      csv.endRow();
    }
  };
}

}  // namespace compare
