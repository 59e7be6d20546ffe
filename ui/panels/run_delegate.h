#pragma once

#include <QStyledItemDelegate>

namespace panels {

/// A run as two lines with its status icon and word: what was trained, and how far and how well.
class RunDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  /// The run that the window shows now; marked in the list.
  void setShown(const QString& directory) { shown_ = directory; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  QString shown_;
};

}  // namespace panels
