#include "ui/charts/crosshair_link.h"

#include "ui/charts/live_chart.h"

namespace charts {

CrosshairLink::CrosshairLink(QObject* parent) : QObject(parent) {}

void CrosshairLink::add(LiveChart* chart) {
  charts_.push_back(chart);
  connect(chart, &LiveChart::crosshairMoved, this, [this, chart](double x) {
    for (const QPointer<LiveChart>& other : charts_) {
      if (other && other != chart) other->setCrosshair(x);
    }
  });
  connect(chart, &LiveChart::crosshairLeft, this, [this, chart] {
    for (const QPointer<LiveChart>& other : charts_) {
      if (other && other != chart) other->clearCrosshair();
    }
  });
}

}  // namespace charts
