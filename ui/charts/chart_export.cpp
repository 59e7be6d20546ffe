#include "ui/charts/chart_export.h"

#include <QLocale>

namespace charts {
namespace {

QString quoted(QString text) {
  return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString exact(double value) { return QString::number(value, 'g', QLocale::FloatingPointShortest); }

}  // namespace

QString toCsv(std::span<const ExportedSeries> series) {
  QString text = QStringLiteral("series,unit,x,y\n");
  for (const ExportedSeries& one : series) {
    const QString head = quoted(one.spec.label) + QLatin1Char(',') + quoted(one.spec.unit) + QLatin1Char(',');
    for (const QPointF& point : *one.points) {
      text += head + exact(point.x()) + QLatin1Char(',') + exact(point.y()) + QLatin1Char('\n');
    }
  }
  return text;
}

}  // namespace charts
