#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "inspect/comparison.h"
#include "ui/rollouts/rollout_figures.h"

namespace rollouts {

class FigureView;
class StepCursor;
class ThumbnailGrid;

/// The fan of one dimension, large, above thumbnails of all of them and of the reward; a click on a thumbnail puts it
/// in the large chart.
class FanBoard : public QWidget {
  Q_OBJECT

 public:
  explicit FanBoard(StepCursor& cursor, QWidget* parent = nullptr);

  /// Null: nothing to show. `dimension` of Comparison::fans.
  void show(std::shared_ptr<const inspect::Comparison> comparison, int dimension, const Lengths& lengths);
  FigureView* fan() const { return fan_; }
  const std::vector<FigureView*>& thumbnails() const { return thumbnails_; }

 Q_SIGNALS:
  void chosen(int dimension);

 private:
  void growTo(std::size_t count);

  StepCursor& cursor_;
  FigureView* fan_;
  ThumbnailGrid* grid_;
  std::vector<FigureView*> thumbnails_;
};

}  // namespace rollouts
