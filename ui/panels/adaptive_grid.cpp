#include "ui/panels/adaptive_grid.h"

#include <algorithm>

namespace panels {
namespace {

constexpr int kSpacing = 8;
constexpr int kMostColumns = 4;
constexpr int kUnits = 12;  // of width: a row of 1, 2, 3 or 4 widgets divides it evenly

}  // namespace

AdaptiveGrid::AdaptiveGrid(int least_width, int row_height, QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)), least_width_(least_width), row_height_(row_height) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(kSpacing);
  grid_->setVerticalSpacing(kSpacing);
}

void AdaptiveGrid::add(QWidget* widget) {
  widgets_ << widget;
  arrange();
}

void AdaptiveGrid::setRowHeight(int height) {
  if (height == row_height_) return;
  row_height_ = height;
  arrange();
}

void AdaptiveGrid::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const int most = std::clamp(static_cast<int>(widgets_.size()), 1, kMostColumns);  // no empty columns beside them
  const int fits = std::clamp((width() + kSpacing) / (least_width_ + kSpacing), 1, most);
  if (fits == columns_) return;
  columns_ = fits;
  arrange();
}

void AdaptiveGrid::arrange() {
  while (grid_->count() > 0) delete grid_->takeAt(0);
  const int count = static_cast<int>(widgets_.size());
  const int rows = (count + columns_ - 1) / columns_;
  // The widgets of all rows are as many as possible alike: four in three columns are two and two, not three and one.
  for (int i = 0, row = 0; row < rows; ++row) {
    const int in_row = count / rows + (row < count % rows ? 1 : 0);
    const int span = kUnits / in_row;
    for (int column = 0; column < in_row; ++column, ++i) {
      widgets_[i]->setFixedHeight(row_height_);
      grid_->addWidget(widgets_[i], row, column * span, 1, span);
    }
  }
  for (int unit = 0; unit < kUnits; ++unit) grid_->setColumnStretch(unit, 1);
}

}  // namespace panels
