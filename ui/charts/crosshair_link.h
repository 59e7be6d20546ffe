#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

namespace charts {

class LiveChart;

/// Lets several charts with the same x axis share one crosshair: the chart under the pointer leads, the others follow.
class CrosshairLink : public QObject {
  Q_OBJECT

 public:
  explicit CrosshairLink(QObject* parent = nullptr);
  void add(LiveChart* chart);  ///< not owned; may be destroyed at any time

 private:
  QList<QPointer<LiveChart>> charts_;
};

}  // namespace charts
