#pragma once

#include <QStyledItemDelegate>

namespace panels {

/// Puts the kind's icon and tone beside its word in the tables of events.
class EventDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

}  // namespace panels
