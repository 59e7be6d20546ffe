#pragma once

#include <QStyledItemDelegate>

namespace panels {

/// Paints a parameter: live dot or lock, its key (bold when changed from the preset) with the paper's symbol, its value
/// with the icon of a pending, applied or refused edit. Edits by a choice or a line of text; the board judges it.
class ParameterDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void setEditorData(QWidget* editor, const QModelIndex& index) const override;
  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

 private:
  void paintGroup(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
  void paintName(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
  void paintValue(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

}  // namespace panels
