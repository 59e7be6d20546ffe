#include "ui/compare/check_popup.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/icon.h"
#include "ui/panels/tick.h"

namespace compare {
namespace {

constexpr int kTick = 14;

/// The whole row is the tick box.
class RowTick : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
    return {200, QFontMetrics(option.font).height() + 8};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QRect row = option.rect;
    QColor wash = panels::toneColour(panels::Tone::accent, option.palette);
    wash.setAlphaF(option.state.testFlag(QStyle::State_HasFocus) ? 0.16F : 0.08F);
    if (option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus)) painter->fillRect(row, wash);
    const QRect box(row.left() + 6, row.top() + (row.height() - kTick) / 2, kTick, kTick);
    panels::paintTick(*painter, box, index.data(Qt::CheckStateRole).toInt() == Qt::Checked, option.palette);
    QRect text = row.adjusted(6 + kTick + 8, 0, -6, 0);
    painter->setFont(option.font);
    const QString remark = index.data(CheckPopup::kRemarkRole).toString();
    painter->setPen(remark.isEmpty() ? option.palette.color(QPalette::Text)
                                     : panels::toneColour(panels::Tone::muted, option.palette));
    if (!remark.isEmpty()) {
      painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, remark);
      text.setRight(text.right() - QFontMetrics(option.font).horizontalAdvance(remark) - 12);
    }
    painter->drawText(text, Qt::AlignVCenter,
                      QFontMetrics(option.font).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
  }

  bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&,
                   const QModelIndex& index) override {
    const bool key = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    const bool click =
        event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    if ((!key && !click) || !index.flags().testFlag(Qt::ItemIsUserCheckable)) return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
  }
};

}  // namespace

CheckPopup::CheckPopup(const QString& name, QSortFilterProxyModel* filter, std::function<void(const QString&)> search,
                       QWidget* parent)
    : QFrame(parent, Qt::Popup), search_(new QLineEdit(this)), list_(new QListView(this)) {
  setObjectName(name);
  setProperty("card", true);
  setAttribute(Qt::WA_StyledBackground);
  search_->setObjectName(name + QStringLiteral("Search"));
  search_->setClearButtonEnabled(true);
  search_->addAction(panels::icon(QStringLiteral("search"), panels::Tone::muted), QLineEdit::LeadingPosition);
  list_->setObjectName(name + QStringLiteral("List"));
  list_->setToolTip(tr("Click or press Space to tick; type above to search"));
  list_->setModel(filter);
  list_->setItemDelegate(new RowTick(list_));
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setEditTriggers(QListView::NoEditTriggers);
  list_->setVerticalScrollMode(QListView::ScrollPerPixel);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(6);
  column->addWidget(search_);
  column->addWidget(list_, 1);
  resize(54 * fontMetrics().averageCharWidth(), 22 * fontMetrics().lineSpacing());
  connect(search_, &QLineEdit::textChanged, this, std::move(search));
}

void CheckPopup::setPlaceholder(const QString& text) {
  search_->setPlaceholderText(text);
  search_->setAccessibleName(text);
  search_->setToolTip(text);
  list_->setAccessibleName(text);
}

void CheckPopup::openBelow(QWidget* button) {
  QPoint place = button->mapToGlobal(QPoint(0, button->height() + 4));
  const QRect screen = button->screen()->availableGeometry();
  place.setX(std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
  move(place);
  show();
  search_->setFocus();
  search_->selectAll();
}

}  // namespace compare
