#pragma once

#include <QStyledItemDelegate>

namespace panels {

/// A run as three lines with its status icon and word: what was trained, how it stands, how far it came; a note below
/// where there is one. The tick and the star at the left are clicked in place; the note is edited in its
/// own line.
class RunDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  /// The run that the window shows now; marked in the list.
  void setShown(const QString& directory) { shown_ = directory; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;
  bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

  /// Where a click ticks or stars; for tests too.
  static QRect tickPlace(const QRect& row, const QModelIndex& index);
  static QRect starPlace(const QRect& row);

 private:
  QString shown_;
};

}  // namespace panels
