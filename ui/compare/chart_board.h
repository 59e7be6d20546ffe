#pragma once

#include <QImage>
#include <QScrollArea>
#include <vector>

#include "ui/charts/crosshair_link.h"
#include "ui/charts/event_marker.h"
#include "ui/compare/comparison.h"

class QGridLayout;

namespace charts {
class LiveChart;
}

namespace compare {

/// One chart per chosen metric, all over one x axis with one crosshair, as many beside each other as fit. New points
/// are appended while runs go on; a zoomed chart stays where it is. GUI thread.
class ChartBoard : public QScrollArea {
  Q_OBJECT

 public:
  explicit ChartBoard(Comparison& comparison, QWidget* parent = nullptr);

  void setSettings(const CompareSettings& settings);
  const std::vector<mbpo::Metric>& metrics() const { return settings_.metrics; }
  /// Null when that metric has no chart.
  charts::LiveChart* chart(mbpo::Metric metric) const;

  /// The ground for all charts below and beside each other, each with its legend.
  QImage emptyPicture() const;
  /// Draws the chart of a metric into its place there, if there is one.
  void paintInto(QImage& picture, mbpo::Metric metric) const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void rebuildCharts();
  void arrange();
  void refill();
  void grow();
  void fill(std::size_t chart, std::size_t curve);
  void markFewerRuns(std::size_t chart);
  void applyVisibility();

  Comparison& comparison_;
  CompareSettings settings_;
  QGridLayout* grid_ = nullptr;
  charts::CrosshairLink crosshair_;
  std::vector<charts::LiveChart*> charts_;                      ///< one per metric
  std::vector<std::vector<QList<charts::EventMarker>>> fewer_;  ///< [chart][curve] where a run of several has ended
  std::vector<std::vector<std::size_t>> shown_;  ///< [chart][curve] points recorded when it was last filled
};

}  // namespace compare
