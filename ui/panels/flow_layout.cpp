#include "ui/panels/flow_layout.h"

#include <QWidget>
#include <algorithm>

namespace panels {

FlowLayout::FlowLayout(int spacing, QWidget* parent) : QLayout(parent), spacing_(spacing) {
  setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() { qDeleteAll(items_); }

QLayoutItem* FlowLayout::takeAt(int index) {
  return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr;
}

QSize FlowLayout::minimumSize() const {
  QSize least;
  for (const QLayoutItem* item : items_) least = least.expandedTo(item->minimumSize());
  const QMargins margins = contentsMargins();
  return least + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool move) const {
  const QMargins margins = contentsMargins();
  const QRect area = rect.marginsRemoved(margins);
  int x = area.left(), y = area.top(), row_height = 0;
  QList<QLayoutItem*> row;
  const auto endRow = [&] {
    int left = area.left();
    for (QLayoutItem* item : row) {
      const int width = std::min(item->sizeHint().width(), area.width());
      const int height = item->alignment().testFlag(Qt::AlignVCenter) ? item->sizeHint().height() : row_height;
      if (move) item->setGeometry({left, y + (row_height - height) / 2, width, height});
      left += width + spacing_;
    }
    row.clear();
  };
  for (QLayoutItem* item : items_) {
    if (item->isEmpty()) continue;  // hidden
    const QSize size = item->sizeHint();
    if (!row.isEmpty() && x + size.width() > area.right() + 1) {
      endRow();
      x = area.left();
      y += row_height + spacing_;
      row_height = 0;
    }
    row << item;
    x += size.width() + spacing_;
    row_height = std::max(row_height, size.height());
  }
  endRow();
  return y + row_height - rect.top() + margins.bottom();
}

}  // namespace panels
