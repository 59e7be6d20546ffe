#include "ui/rollouts/thumbnail_grid.h"

#include <algorithm>

#include "ui/panels/font_fit.h"

namespace rollouts {
namespace {

constexpr int kGap = 6, kLeastWidth = 126;
constexpr double kProportion = 0.62;  // height by width
constexpr int kLeastHeight = 88, kMostHeight = 124;

int heightOf(int width) {
  const double scale = panels::textScale();
  return std::clamp(qRound(width * kProportion), qRound(kLeastHeight * scale), qRound(kMostHeight * scale));
}

}  // namespace

ThumbnailGrid::ThumbnailGrid(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void ThumbnailGrid::setThumbnails(QList<QWidget*> thumbnails) {
  thumbnails_ = std::move(thumbnails);
  arrange();
}

/// Rows as evenly filled as can be: six in five columns are three and three.
int ThumbnailGrid::columnsIn(int width) const {
  const int count = std::max(1, static_cast<int>(thumbnails_.size()));
  const int least = qRound(kLeastWidth * std::min(panels::textScale(), 1.5));
  const int most = std::clamp((width + kGap) / (least + kGap), 1, count);
  const int rows = (count + most - 1) / most;
  return (count + rows - 1) / rows;
}

int ThumbnailGrid::heightForWidth(int width) const {
  if (thumbnails_.isEmpty()) return 0;
  const int columns = columnsIn(width);
  const int rows = (static_cast<int>(thumbnails_.size()) + columns - 1) / columns;
  const int each = (width - (columns - 1) * kGap) / columns;
  return rows * heightOf(each) + (rows - 1) * kGap;
}

void ThumbnailGrid::arrange() {
  columns_ = columnsIn(width());
  const int each = (width() - (columns_ - 1) * kGap) / columns_, tall = heightOf(each);
  for (qsizetype i = 0; i < thumbnails_.size(); ++i) {
    const int row = static_cast<int>(i) / columns_, column = static_cast<int>(i) % columns_;
    thumbnails_[i]->setGeometry(column * (each + kGap), row * (tall + kGap), each, tall);
  }
  setFixedHeight(heightForWidth(width()));
}

void ThumbnailGrid::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

}  // namespace rollouts
