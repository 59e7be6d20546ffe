// The context menu of a chart, and what leaves it: pictures and tables.
#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QWidgetAction>
#include <array>
#include <utility>

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_parts.h"

namespace charts {
namespace {

constexpr int kSmoothingSteps = 99;  // hundredths of the past's weight

/// The last entry of the menu: a slider that acts while it is dragged.
void addSmoothing(QMenu& menu, LiveChart& chart) {
  auto* row = new QWidget(&menu);
  auto* slider = new QSlider(Qt::Horizontal, row);
  slider->setObjectName(QStringLiteral("chart_smoothing"));
  slider->setAccessibleName(LiveChart::tr("Smoothing"));
  slider->setToolTip(
      LiveChart::tr("Weight of the past in the moving average; at the left end values are drawn as they are."));
  slider->setRange(0, kSmoothingSteps);
  slider->setValue(qRound(chart.smoothing() * 100));
  auto* label = new QLabel(LiveChart::tr("Smoothing"), row);
  label->setBuddy(slider);
  auto* columns = new QHBoxLayout(row);
  columns->setContentsMargins(12, 4, 12, 4);
  columns->addWidget(label);
  columns->addWidget(slider, 1);
  QObject::connect(slider, &QSlider::valueChanged, &chart,
                   [&chart](int hundredths) { chart.setSmoothing(hundredths / 100.0); });
  auto* action = new QWidgetAction(&menu);
  action->setDefaultWidget(row);
  menu.addSeparator();
  menu.addAction(action);
}

}  // namespace

std::unique_ptr<LiveChart> LiveChart::makeCopy(QSize size) const {
  auto copy = std::make_unique<LiveChart>();
  copy->setAttribute(Qt::WA_DontShowOnScreen);
  copy->setPalette(palette());
  copy->setFont(font());
  copy->setTitle(title());
  for (const ChartModel::Series& one : parts_->model.series) copy->addSeries(one.spec);
  copy->setBadge(badge(), {});
  for (int i = 0; i < seriesCount(); ++i) {
    copy->setSeriesVisible(i, isSeriesVisible(i));
    copy->setSeriesOffered(i, isSeriesOffered(i));
  }
  copy->parts_->model = parts_->model;
  copy->parts_->pill->hide();
  copy->parts_->view->setKeepsPicture(false);
  copy->resize(size);
  copy->show();  // with WA_DontShowOnScreen: lays out and refreshes without a window
  return copy;
}

QImage LiveChart::toImage(QSize size, double device_pixel_ratio) const {
  const std::unique_ptr<LiveChart> copy = makeCopy(size);
  QImage image(size * device_pixel_ratio, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(device_pixel_ratio);
  image.fill(parts_->theme.background);
  copy->render(&image);
  return image;
}

bool LiveChart::exportTo(const QString& path, QString* reason) const {
  ChartExport chart;
  chart.title = title();
  chart.size = size().expandedTo(sizeHint());
  chart.picture = [&] { return toImage(chart.size); };
  chart.strokes = [&](QPainter& painter) { makeCopy(chart.size)->render(&painter); };
  chart.table = [&] {
    std::vector<ExportedSeries> visible;
    for (const ChartModel::Series& one : parts_->model.series) {
      if (one.isShown()) visible.push_back({one.spec, &one.data.points()});
    }
    return toCsv(visible);
  };
  return writeChart(path, chart, reason);
}

void LiveChart::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  QAction* copy = menu.addAction(tr("Copy image"));
  QAction* save = menu.addAction(tr("Export as PNG, SVG or CSV…"));
  menu.addSeparator();
  QAction* all = menu.addAction(tr("Show all"));
  auto* scales = new QActionGroup(&menu);
  const std::array<std::pair<QString, AxisScale::Kind>, 3> kinds{{{tr("Linear y axis"), AxisScale::Kind::linear},
                                                                 {tr("Logarithmic y axis"), AxisScale::Kind::log},
                                                                 {tr("Symlog y axis"), AxisScale::Kind::symlog}}};
  menu.addSeparator();
  for (const auto& [text, kind] : kinds) {
    QAction* action = scales->addAction(menu.addAction(text));
    action->setCheckable(true);
    action->setChecked(kind == yScale());
    action->setData(static_cast<int>(kind));
    action->setEnabled(!parts_->model.isLinear());  // shares and levels add up
  }
  menu.addSeparator();
  QAction* log_x = menu.addAction(tr("Logarithmic x axis"));
  log_x->setCheckable(true);
  log_x->setChecked(xScale() == AxisScale::Kind::log);
  log_x->setEnabled(!parts_->model.isLinear());
  addSmoothing(menu, *this);
  const QAction* chosen = menu.exec(event->globalPos());
  if (!chosen) return;
  if (chosen == copy) {
    QGuiApplication::clipboard()->setImage(toImage(size()));
  } else if (chosen == save) {
    askAndExport();
  } else if (chosen == all) {
    showAll();
  } else if (chosen == log_x) {
    setXScale(log_x->isChecked() ? AxisScale::Kind::log : AxisScale::Kind::linear);
  } else if (chosen->data().isValid()) {
    setYScale(static_cast<AxisScale::Kind>(chosen->data().toInt()));
  }
}

void LiveChart::askAndExport() {
  askAndWriteChart(this, title(), [this](const QString& path, QString* reason) { return exportTo(path, reason); });
}

}  // namespace charts
