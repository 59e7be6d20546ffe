// What leaves a FigureView: its context menu, pictures, tables.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_legend.h"
#include "ui/rollouts/figure_view.h"

namespace rollouts {

void FigureView::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  const QAction* copy = menu.addAction(tr("Copy image"));
  const QAction* save = menu.addAction(tr("Export as PNG, SVG or CSV…"));
  menu.addSeparator();
  const QAction* all = menu.addAction(tr("Show all"));
  QAction* log = nullptr;
  if (takes_log_) {
    log = menu.addAction(tr("Logarithmic y axis"));
    log->setCheckable(true);
    log->setChecked(isLogY());
  }
  const QAction* done = menu.exec(event->globalPos());
  if (done == nullptr) return;
  if (done == copy) {
    QGuiApplication::clipboard()->setImage(toImage(size().expandedTo(QSize(420, 280))));
  } else if (done == save) {
    askAndExport();
  } else if (done == all) {
    showAll();
  } else if (done == log) {
    log_->click();
  }
}

std::unique_ptr<FigureView> FigureView::makeCopy(QSize size) const {
  auto copy = std::make_unique<FigureView>(objectName());
  copy->keeps_picture_ = false;  // strokes, where they are wanted
  copy->setAttribute(Qt::WA_DontShowOnScreen);
  copy->setPalette(palette());
  copy->setFont(font());
  copy->setFigure(figure_);
  copy->window_ = window_;
  copy->save_->hide();
  copy->resize(size);
  copy->show();  // with WA_DontShowOnScreen: lays out without a window
  copy->arrange();
  return copy;
}

QImage FigureView::toImage(QSize size, double device_pixel_ratio) const {
  const std::unique_ptr<FigureView> copy = makeCopy(size);
  QImage image(size * device_pixel_ratio, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(device_pixel_ratio);
  image.fill(scene_.theme.background);
  copy->render(&image);
  return image;
}

bool FigureView::exportTo(const QString& path, QString* reason) const {
  charts::ChartExport chart;
  chart.title = figure_.title;
  chart.size = size().expandedTo({420, 280});
  chart.picture = [&] { return toImage(chart.size); };
  chart.strokes = [&](QPainter& painter) { makeCopy(chart.size)->render(&painter); };
  chart.table = [&] { return toCsv(figure_); };
  return charts::writeChart(path, chart, reason);
}

void FigureView::askAndExport() {
  charts::askAndWriteChart(this, figure_.title,
                           [this](const QString& path, QString* reason) { return exportTo(path, reason); });
}

}  // namespace rollouts
