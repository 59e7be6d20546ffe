#include "ui/compare/compare_export.h"

#include <QAbstractItemModel>
#include <QLocale>
#include <cmath>

#include "ui/panels/metric_text.h"

namespace compare {
namespace {

QString quoted(QString text) {
  text.replace(u'\n', u' ');
  return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString number(double value) {
  return std::isnan(value) ? QString() : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

}  // namespace

QString curvesCsv(const std::vector<Curve>& curves, const CompareSettings& settings) {
  QString text = QStringLiteral("metric,unit,curve,runs,seeds,%1,value,std,n\n").arg(axisName(settings.x));
  for (const mbpo::Metric metric : settings.metrics) {
    const mbpo::MetricSpec& spec = mbpo::metricSpec(metric);
    for (const Curve& curve : curves) {
      if (!curve.visible) continue;
      QStringList names, seeds;
      for (const auto& run : curve.runs) {
        names << QString::fromStdString(run->directory().filename().string());
        seeds << QString::number(run->configuration().seed);
      }
      const QStringList head{panels::metricText(spec.name), quoted(panels::metricText(spec.unit)), quoted(curve.label),
                             quoted(names.join(u' ')), quoted(seeds.join(u' '))};
      const auto line = [&](double x, double value, const QString& std, const QString& n) {
        text += (head + QStringList{number(x), number(value), std, n}).join(u',') + u'\n';
      };
      const std::vector<QList<QPointF>> runs = readPoints(curve, metric, settings.x);
      if (runs.size() == 1) {
        for (const QPointF& point : runs.front()) line(point.x(), point.y(), {}, {});
        continue;
      }
      for (const SeedPoint& point : calcSeedStatistics(runs, betweenPointsOf(metric))) {
        line(point.x, point.mean, number(point.std), QString::number(point.n));
      }
    }
  }
  return text;
}

QString tableCsv(const QAbstractItemModel& model) {
  QString text;
  const auto heading = [&model](int section, Qt::Orientation orientation) {
    return model.headerData(section, orientation, Qt::DisplayRole).toString();
  };
  const bool named = !heading(0, Qt::Vertical).isEmpty();
  QStringList cells;
  if (named) cells << QStringLiteral("\"\"");
  for (int column = 0; column < model.columnCount(); ++column) cells << quoted(heading(column, Qt::Horizontal));
  text += cells.join(u',') + u'\n';
  for (int row = 0; row < model.rowCount(); ++row) {
    cells.clear();
    if (named) cells << quoted(heading(row, Qt::Vertical));
    for (int column = 0; column < model.columnCount(); ++column) {
      cells << quoted(model.index(row, column).data().toString());
    }
    text += cells.join(u',') + u'\n';
  }
  return text;
}

}  // namespace compare
