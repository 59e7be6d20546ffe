#include "ui/charts/chart_card.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

#include "base/error.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/export_event.h"
#include "ui/charts/export_job.h"
#include "ui/charts/save_dialog.h"
#include "ui/charts/vector_drawing.h"

namespace charts {

QImage ChartCard::toImage(QSize size, double device_pixel_ratio) const {
  QImage image(size * device_pixel_ratio, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(device_pixel_ratio);
  image.fill(ChartTheme(palette()).background);
  QPainter painter(&image);
  paintCard(painter, size);
  return image;
}

// Whatever needs widgets is done here; what is returned needs none.
FileContent ChartCard::makeContent(const QString& path) const {
  const QString suffix = QFileInfo(path).suffix().toLower();
  const QSize size = pictureSize();
  if (suffix == QLatin1String("png")) {
    return [image = toImage(size)](QIODevice& out) { image.save(&out, "PNG"); };
  }
  if (suffix == QLatin1String("svg")) {
    const QByteArray drawing = drawVector(title(), size, [&](QPainter& painter) { paintCard(painter, size); });
    return [drawing](QIODevice& out) { out.write(drawing); };
  }
  if (suffix == QLatin1String("csv")) return contentOf(table());
  throw base::Error(tr("%1 is not written: a chart is written as .png, .svg or .csv. Let the name end in one of them.")
                        .arg(path)
                        .toStdString());
}

bool ChartCard::exportTo(const QString& path, QString* reason) const {
  try {
    saveFile(path, makeContent(path));
    return true;
  } catch (const base::Error& error) {
    if (reason != nullptr) *reason = QString::fromUtf8(error.what());
    return false;
  }
}

void ChartCard::beginExport(const QString& path) {
  try {
    ExportJob::begin(*this, path, makeContent(path));
  } catch (const base::Error& error) {
    tellExport(*this, path, QString::fromUtf8(error.what()));
  }
}

void ChartCard::askAndExport() {
  askWhereToSave(*this, tr("Export chart"), title() + QStringLiteral(".png"),
                 tr("Picture (*.png);;Vector picture (*.svg);;Table (*.csv)"),
                 [this](const QString& path) { beginExport(path); });
}

void ChartCard::copyPicture() const { QGuiApplication::clipboard()->setImage(toImage(pictureSize())); }

void ChartCard::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.addAction(tr("Copy image"), this, &ChartCard::copyPicture)->setObjectName(QStringLiteral("chart_copy"));
  menu.addAction(tr("Export as PNG, SVG or CSV…"), this, &ChartCard::askAndExport)
      ->setObjectName(QStringLiteral("chart_export"));
  addActions(menu);
  menu.exec(event->globalPos());
}

}  // namespace charts
