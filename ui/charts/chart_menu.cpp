// What a LiveChart adds to a chart's menu, and what leaves it: strokes and a table.
#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QWidgetAction>
#include <array>
#include <utility>

#include "ui/charts/chart_parts.h"
#include "ui/charts/series_table.h"

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

void LiveChart::paintCard(QPainter& painter, QSize size) const { makeCopy(size)->render(&painter); }

CsvTable LiveChart::table() const {
  std::vector<ExportedSeries> visible;
  for (const ChartModel::Series& one : parts_->model.series) {
    if (one.isShown()) visible.push_back({one.spec.label, one.spec.unit, one.data.points()});
  }
  return seriesTable(std::move(visible));
}

void LiveChart::addActions(QMenu& menu) {
  menu.addSeparator();
  menu.addAction(tr("Show all"), this, &LiveChart::showAll);
  menu.addSeparator();
  const bool adds_up = parts_->model.isLinear();  // shares and levels
  auto* scales = new QActionGroup(&menu);
  const std::array<std::pair<QString, AxisScale::Kind>, 3> kinds{{{tr("Linear y axis"), AxisScale::Kind::linear},
                                                                 {tr("Logarithmic y axis"), AxisScale::Kind::log},
                                                                 {tr("Symlog y axis"), AxisScale::Kind::symlog}}};
  for (const auto& [text, kind] : kinds) {
    QAction* action = scales->addAction(menu.addAction(text, this, [this, to = kind] { setYScale(to); }));
    action->setCheckable(true);
    action->setChecked(kind == yScale());
    action->setEnabled(!adds_up);
  }
  menu.addSeparator();
  QAction* log_x = menu.addAction(tr("Logarithmic x axis"));
  log_x->setCheckable(true);
  log_x->setChecked(xScale() == AxisScale::Kind::log);
  log_x->setEnabled(!adds_up);
  connect(log_x, &QAction::triggered, this,
          [this](bool log) { setXScale(log ? AxisScale::Kind::log : AxisScale::Kind::linear); });
  addSmoothing(menu, *this);
}

}  // namespace charts
