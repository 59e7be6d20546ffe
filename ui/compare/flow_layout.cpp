#include "ui/compare/flow_layout.h"

#include <algorithm>

namespace compare {

FlowLayout::FlowLayout(QWidget* parent, int gap) : QLayout(parent), gap_(gap) { setContentsMargins(0, 0, 0, 0); }

FlowLayout::~FlowLayout() { qDeleteAll(items_); }

QSize FlowLayout::minimumSize() const {
  QSize size;
  for (const QLayoutItem* item : items_) size = size.expandedTo(item->minimumSize());
  return size;
}

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  place(rect, true);
}

int FlowLayout::place(const QRect& rect, bool really) const {
  int top = rect.top();
  for (qsizetype from = 0; from < items_.size();) {
    int left = rect.left(), height = 0;
    qsizetype to = from;
    for (; to < items_.size(); ++to) {
      if (items_[to]->isEmpty()) continue;
      const QSize size = items_[to]->sizeHint();
      if (to > from && left + size.width() > rect.left() + rect.width()) break;
      left += size.width() + gap_;
      height = std::max(height, size.height());
    }
    left = rect.left();
    for (; from < to; ++from) {
      if (items_[from]->isEmpty()) continue;
      const QSize size = items_[from]->sizeHint();
      if (really) items_[from]->setGeometry({left, top + (height - size.height()) / 2, size.width(), size.height()});
      left += size.width() + gap_;
    }
    top += height + gap_;
  }
  return top - rect.top() - (items_.isEmpty() ? 0 : gap_);
}

}  // namespace compare
