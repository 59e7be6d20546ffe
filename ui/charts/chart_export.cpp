#include "ui/charts/chart_export.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace charts {
namespace {

QString quoted(QString text) {
  return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString tr(const char* text) { return QCoreApplication::translate("charts::LiveChart", text); }

void writeStrokes(QIODevice& device, const ChartExport& chart) {
  QSvgGenerator generator;
  generator.setOutputDevice(&device);
  generator.setSize(chart.size);
  generator.setViewBox(QRect(QPoint(), chart.size));
  generator.setTitle(chart.title);
  QPainter painter(&generator);
  chart.strokes(painter);
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

bool writeChart(const QString& path, const ChartExport& chart, QString* reason) {
  const auto fail = [&](const QString& why) {
    if (reason) *reason = tr("%1: %2").arg(path, why);
    return false;
  };
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (suffix != QLatin1String("png") && suffix != QLatin1String("svg") && suffix != QLatin1String("csv")) {
    return fail(tr("a chart is written as .png, .svg or .csv"));
  }
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return fail(file.errorString());
  if (suffix == QLatin1String("png")) {
    chart.picture().save(&file, "PNG");
  } else if (suffix == QLatin1String("svg")) {
    writeStrokes(file, chart);
  } else {
    file.write(chart.table().toUtf8());
  }
  return file.commit() || fail(file.errorString());
}

void askAndWriteChart(QWidget* chart, const QString& title,
                      const std::function<bool(const QString& path, QString* reason)>& write) {
  const QString path = QFileDialog::getSaveFileName(chart, tr("Export chart"), title + QStringLiteral(".png"),
                                                    tr("Picture (*.png);;Vector picture (*.svg);;Table (*.csv)"));
  QString reason;
  if (!path.isEmpty() && !write(path, &reason)) QMessageBox::warning(chart, tr("Export chart"), reason);
}

}  // namespace charts
