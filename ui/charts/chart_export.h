#pragma once

#include <QImage>
#include <QString>
#include <functional>
#include <span>

#include "ui/charts/series_data.h"

class QPainter;
class QWidget;

namespace charts {

/// One series as exported.
struct ExportedSeries {
  SeriesSpec spec;
  const QList<QPointF>* points = nullptr;
};

/// Long form, as data frames like it: `series,unit,x,y`, every double such that it reads back exactly.
QString toCsv(std::span<const ExportedSeries> series);

/// What a chart can be written as; each is asked for only when needed.
struct ChartExport {
  QString title;
  QSize size;
  std::function<QImage()> picture;
  std::function<void(QPainter&)> strokes;
  std::function<QString()> table;
};

/// By suffix: .png, .svg or .csv. False with the reason.
bool writeChart(const QString& path, const ChartExport& chart, QString* reason = nullptr);

/// Asks for a file name, writes, and says when that failed.
void askAndWriteChart(QWidget* chart, const QString& title,
                      const std::function<bool(const QString& path, QString* reason)>& write);

}  // namespace charts
