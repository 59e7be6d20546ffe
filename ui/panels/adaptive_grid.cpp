#include "ui/panels/adaptive_grid.h"

#include <algorithm>

namespace panels {
namespace {

constexpr int kSpacing = 8;
constexpr int kMostColumns = 4;

}  // namespace

AdaptiveGrid::AdaptiveGrid(int least_width, int row_height, QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)), least_width_(least_width), row_height_(row_height) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(kSpacing);
}

void AdaptiveGrid::add(QWidget* widget) {
  widgets_ << widget;
  arrange();
}

void AdaptiveGrid::setViewportHeight(int height) {
  if (height == viewport_height_) return;
  viewport_height_ = height;
  arrange();
}

void AdaptiveGrid::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const int fits = std::clamp((width() + kSpacing) / (least_width_ + kSpacing), 1, kMostColumns);
  if (fits == columns_) return;
  columns_ = fits;
  arrange();
}

void AdaptiveGrid::arrange() {
  while (grid_->count() > 0) delete grid_->takeAt(0);
  const int count = static_cast<int>(widgets_.size());
  const int rows = (count + columns_ - 1) / columns_;
  // Whole rows in view: a chart cut in half reads as clutter.
  int height = row_height_;
  if (viewport_height_ > 0) {
    const int visible = std::clamp((viewport_height_ + kSpacing) / (row_height_ + kSpacing), 1, std::max(rows, 1));
    height = std::max(row_height_, (viewport_height_ - (visible - 1) * kSpacing) / visible);
  }
  for (int i = 0; i < count; ++i) {
    widgets_[i]->setFixedHeight(height);
    grid_->addWidget(widgets_[i], i / columns_, i % columns_);
  }
  for (int c = 0; c < kMostColumns; ++c) grid_->setColumnStretch(c, c < columns_ ? 1 : 0);
}

}  // namespace panels
