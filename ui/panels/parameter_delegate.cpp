#include "ui/panels/parameter_delegate.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPainter>

#include "ui/models/parameter_model.h"
#include "ui/panels/icon.h"
#include "ui/panels/phase_look.h"

namespace panels {
namespace {

using Model = models::ParameterModel;
constexpr int kGap = 6, kBar = 3;

int iconSide(const QFont& font) { return QFontMetrics(font).height() * 3 / 4; }

QFont fontFor(const QStyleOptionViewItem& option, const QModelIndex& index) {
  QFont font = option.font;
  font.setBold(index.data(Model::changed_role).toBool());
  return font;
}

void drawElided(QPainter* painter, const QRect& space, const QFont& font, const QColor& colour, const QString& text) {
  painter->setFont(font);
  painter->setPen(colour);
  painter->drawText(space, Qt::AlignLeft | Qt::AlignVCenter,
                    QFontMetrics(font).elidedText(text, Qt::ElideRight, space.width()));
}

QRect iconPlace(const QRect& space, int side) {
  return {space.left(), space.top() + (space.height() - side) / 2, side, side};
}

}  // namespace

QSize ParameterDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {60, QFontMetrics(option.font).height() + 10};
}

void ParameterDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  if (option.state.testFlag(QStyle::State_Selected)) {
    QColor back = toneColour(Tone::accent, option.palette);
    back.setAlphaF(0.16F);
    painter->fillRect(option.rect, back);
  }
  if (index.data(Model::key_role).isNull()) {
    paintGroup(painter, option, index);
  } else if (index.column() == Model::name_column) {
    paintName(painter, option, index);
  } else {
    paintValue(painter, option, index);
  }
  painter->restore();
}

void ParameterDelegate::paintGroup(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
  QFont font = option.font;
  font.setWeight(QFont::DemiBold);
  const QColor muted = toneColour(Tone::muted, option.palette);
  const QRect space = option.rect.adjusted(2, 0, -4, 0);
  drawElided(painter, space, font, muted, index.data().toString());
  const int changed = index.data(Model::group_changed_role).toInt();
  if (changed == 0 || index.column() == Model::name_column) return;  // once a row: above the values
  painter->setFont(option.font);
  painter->drawText(space, Qt::AlignRight | Qt::AlignVCenter, ParameterDelegate::tr("%1 changed").arg(changed));
}

void ParameterDelegate::paintName(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QRect space = option.rect.adjusted(0, 0, -4, 0);
  const int side = iconSide(option.font);
  if (index.data(Model::changed_role).toBool()) {  // a bar in the margin beside the bold key
    painter->fillRect(QRect(space.left() - kBar - 3, space.top() + 3, kBar, space.height() - 6),
                      toneColour(Tone::accent, option.palette));
  }
  const bool locked = !index.data(Model::lock_role).toString().isEmpty();
  const bool live = index.data(Model::live_role).toBool();
  // The icon says whether the key may change during a run; the lock closes only while one goes on.
  icon(live ? QStringLiteral("live") : QStringLiteral("lock"), live ? Tone::applied : Tone::muted)
      .paint(painter, iconPlace(space, side));
  space.setLeft(space.left() + side + kGap);
  const QFont font = fontFor(option, index);
  const QColor colour = locked ? option.palette.color(QPalette::Disabled, QPalette::Text)
                               : option.palette.color(QPalette::Text);
  const QString key = index.data(Model::key_role).toString();
  drawElided(painter, space, font, colour, key);
  const QString symbol = index.data(Model::symbol_role).toString();
  const int used = QFontMetrics(font).horizontalAdvance(key) + kGap;
  QFont italic = option.font;
  italic.setItalic(true);
  if (!symbol.isEmpty() && used + QFontMetrics(italic).horizontalAdvance(symbol) <= space.width()) {
    drawElided(painter, space.adjusted(used, 0, 0, 0), italic, toneColour(Tone::muted, option.palette), symbol);
  }
}

void ParameterDelegate::paintValue(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
  QRect space = option.rect.adjusted(2, 0, -4, 0);
  const auto phase = static_cast<bridge::EditState::Phase>(index.data(Model::phase_role).toInt());
  const PhaseLook look = phaseLook(phase);
  const bool locked = !index.data(Model::lock_role).toString().isEmpty();
  QColor colour = locked ? option.palette.color(QPalette::Disabled, QPalette::Text)
                         : option.palette.color(QPalette::Text);
  if (!look.icon.isEmpty()) {
    const int side = iconSide(option.font);
    icon(look.icon, look.tone).paint(painter, iconPlace(space, side));
    space.setLeft(space.left() + side + 4);
    if (phase == bridge::EditState::Phase::pending) colour = toneColour(look.tone, option.palette);
  }
  drawElided(painter, space, fontFor(option, index), colour, index.data().toString());
}

QWidget* ParameterDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
  const QStringList choices = index.data(Model::choices_role).toStringList();
  const QString name = index.data(Model::key_role).toString();
  QWidget* editor = nullptr;
  if (choices.isEmpty()) {
    auto* line = new QLineEdit(parent);
    line->setPlaceholderText(index.data(Model::unit_role).toString());
    editor = line;
  } else {
    auto* combo = new QComboBox(parent);
    combo->addItems(choices);
    // A chosen item is the whole edit: take it at once.
    connect(combo, &QComboBox::activated, this, [this, combo] {
      auto* delegate = const_cast<ParameterDelegate*>(this);
      Q_EMIT delegate->commitData(combo);
      Q_EMIT delegate->closeEditor(combo);
    });
    editor = combo;
  }
  editor->setObjectName(QStringLiteral("edit_") + name);
  editor->setAccessibleName(name);
  editor->setToolTip(index.data(Qt::ToolTipRole).toString());
  // The panel's roomy boxes would be cut off in a row.
  editor->setStyleSheet(QStringLiteral("padding: 0 4px; min-height: 0; border-radius: 3px;"));
  return editor;
}

void ParameterDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
  const QString value = index.data(Qt::EditRole).toString();
  if (auto* combo = qobject_cast<QComboBox*>(editor)) {
    combo->setCurrentText(value);
  } else if (auto* line = qobject_cast<QLineEdit*>(editor)) {
    // What is being typed outranks news about the row.
    if (!line->isModified()) line->setText(value);
  }
}

void ParameterDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
  const auto* combo = qobject_cast<QComboBox*>(editor);
  const auto* line = qobject_cast<QLineEdit*>(editor);
  const QString text = combo != nullptr ? combo->currentText() : line->text();
  if (text != index.data(Qt::EditRole).toString()) model->setData(index, text, Qt::EditRole);
}

}  // namespace panels
