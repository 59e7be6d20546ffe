#include "ui/panels/run_delegate.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

#include "ui/models/run_list_model.h"
#include "ui/panels/icon.h"
#include "ui/panels/run_header.h"
#include "ui/panels/tick.h"

namespace panels {
namespace {

using models::RunListModel;

constexpr int kPadding = 6, kIcon = 16, kLeading = 1;

Tone statusTone(const QString& status) {
  if (status == QLatin1String("running")) return Tone::applied;
  if (status == QLatin1String("paused") || status == QLatin1String("interrupted")) return Tone::pending;
  if (status == QLatin1String("failed")) return Tone::refused;
  return Tone::muted;
}

QFont smaller(QFont font) {
  font.setPointSizeF(font.pointSizeF() * 0.88);
  return font;
}

bool isTickable(const QModelIndex& index) { return index.flags().testFlag(Qt::ItemIsUserCheckable); }
QString noteOf(const QModelIndex& index) { return index.data(RunListModel::note_role).toString(); }

/// Two texts at the ends of one line; the right one is never cut.
void drawLine(QPainter* painter, const QRect& line, const QString& left, const QString& right, const QColor& left_ink,
              const QColor& right_ink, const QFont& left_font, const QFont& right_font) {
  const int taken = right.isEmpty() ? 0 : QFontMetrics(right_font).horizontalAdvance(right) + kPadding;
  painter->setFont(right_font);
  painter->setPen(right_ink);
  painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight, right);
  painter->setFont(left_font);
  painter->setPen(left_ink);
  painter->drawText(line, Qt::AlignVCenter,
                    QFontMetrics(left_font).elidedText(left, Qt::ElideRight, line.width() - taken));
}

}  // namespace

QRect RunDelegate::tickPlace(const QRect& row, const QModelIndex& index) {
  if (!isTickable(index)) return {};
  return {row.left() + kPadding - 2, row.top() + 4, kIcon + 4, kIcon + 4};
}

QRect RunDelegate::starPlace(const QRect& row) {
  return {row.left() + kPadding - 2, row.top() + 4 + kIcon + 6, kIcon + 4, kIcon + 4};
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const int small = QFontMetrics(smaller(option.font)).height() + kLeading;
  const int lines = noteOf(index).isEmpty() ? 2 : 3;
  return {120, QFontMetrics(option.font).height() + lines * small + 2 * 5};
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
  const QPalette& palette = option.palette;
  QColor back = toneColour(Tone::accent, palette);
  back.setAlphaF(selected ? 0.20F : 0.08F);
  if (selected || hovered) painter->fillRect(option.rect, back);
  const bool shown = index.data(RunListModel::directory_role).toString() == shown_;
  if (shown)
    painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), toneColour(Tone::accent, palette));

  QRect inner = option.rect.adjusted(kPadding, 5, -kPadding, -5);
  if (isTickable(index)) {
    const bool ticked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    paintTick(*painter, tickPlace(option.rect, index).adjusted(3, 3, -3, -3), ticked, palette);
  }
  inner.setLeft(inner.left() + kIcon + kPadding);
  const QString status = index.data(RunListModel::status_role).toString();
  icon(statusIcon(status), statusTone(status)).paint(painter, QRect(inner.left(), inner.top() + 1, kIcon, kIcon));
  const bool starred = index.data(RunListModel::starred_role).toBool();
  if (starred || hovered || selected) {
    const QRect star = starPlace(option.rect).adjusted(2, 2, -2, -2);
    icon(starred ? QStringLiteral("starred") : QStringLiteral("star"), starred ? Tone::pending : Tone::muted)
        .paint(painter, star);
  }

  QFont strong = option.font;
  strong.setWeight(shown ? QFont::DemiBold : QFont::Normal);
  const QFont small = smaller(option.font);
  const QColor text = palette.color(QPalette::Text), muted = toneColour(Tone::muted, palette);
  QRect line = inner.adjusted(kIcon + kPadding, 0, 0, 0);
  line.setHeight(QFontMetrics(strong).height());
  drawLine(painter, line, index.data(RunListModel::environment_role).toString(),
           index.data(RunListModel::best_role).toString(), text, muted, strong, small);
  line = QRect(line.left(), line.bottom() + 1 + kLeading, line.width(), QFontMetrics(small).height());
  drawLine(painter, line, index.data(RunListModel::state_role).toString(), {}, muted, muted, small, small);
  line.moveTop(line.bottom() + 1 + kLeading);
  drawLine(painter, line, index.data(RunListModel::progress_role).toString(),
           index.data(RunListModel::last_role).toString(), muted, muted, small, small);
  if (!noteOf(index).isEmpty()) {
    line.moveTop(line.bottom() + 1 + kLeading);
    icon(QStringLiteral("edit"), Tone::muted).paint(painter, QRect(inner.left() + 3, line.top() + 2, 11, 11));
    QFont slanted = small;
    slanted.setItalic(true);
    drawLine(painter, line, noteOf(index).simplified(), {}, text, text, slanted, small);
  }
  painter->restore();
}

QWidget* RunDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const {
  auto* line = new QLineEdit(parent);
  line->setObjectName(QStringLiteral("runNote"));
  line->setAccessibleName(tr("Note of the run"));
  line->setToolTip(tr("Enter keeps the note in the run's folder, Esc leaves it as it was"));
  line->setPlaceholderText(tr("Note"));
  line->setAutoFillBackground(true);
  return line;
}

void RunDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const {
  QRect place = option.rect.adjusted(kPadding, 0, -kPadding, -2);
  place.setTop(place.bottom() - editor->sizeHint().height());
  editor->setGeometry(place);
}

bool RunDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
  const auto tick = [&] {
    const bool ticked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, ticked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
  };
  if (event->type() == QEvent::KeyPress) {
    return static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space && isTickable(index) && tick();
  }
  const bool press = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
  if (!press && event->type() != QEvent::MouseButtonRelease) return false;
  const auto* click = static_cast<QMouseEvent*>(event);
  if (click->button() != Qt::LeftButton) return false;
  const QPoint place = click->position().toPoint();
  const bool on_tick = tickPlace(option.rect, index).contains(place), on_star = starPlace(option.rect).contains(place);
  if (!on_tick && !on_star) return false;
  if (press) return true;  // the release decides; the row is not opened by two quick clicks
  if (on_tick) return tick();
  return model->setData(index, !index.data(RunListModel::starred_role).toBool(), RunListModel::starred_role);
}

}  // namespace panels
