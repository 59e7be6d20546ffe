#include "ui/panels/edit_badge.h"

#include <QPainter>

#include "ui/models/number_text.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/icon.h"
#include "ui/panels/phase_look.h"

namespace panels {
namespace {

int iconSide() { return qRound(12 * textScale()); }

}  // namespace

EditBadge::EditBadge(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setRelativeFont(*this, 0.88);
}

void EditBadge::setDescription(const QString& text) {
  description_ = text;
  if (phase_ == bridge::EditState::Phase::settled) text_ = text;
  update();
}

void EditBadge::setEdit(const bridge::EditState& edit) {
  phase_ = edit.phase;
  switch (edit.phase) {
    case bridge::EditState::Phase::pending: text_ = tr("pending"); break;
    case bridge::EditState::Phase::applied: text_ = tr("at step %1").arg(models::groupedText(edit.step)); break;
    case bridge::EditState::Phase::refused: text_ = tr("refused"); break;
    default: text_ = description_;
  }
  setToolTip(edit.phase == bridge::EditState::Phase::refused ? edit.reason
             : edit.phase == bridge::EditState::Phase::pending
                 ? tr("Asked for; takes effect at the trainer's next stage boundary")
             : edit.phase == bridge::EditState::Phase::applied
                 ? tr("In force since real step %1").arg(models::groupedText(edit.step))
                 : QString());
  setAccessibleName(text_);
  update();
}

QSize EditBadge::sizeHint() const {
  return {fontMetrics().horizontalAdvance(text_) + iconSide() + 4, fontMetrics().height()};
}

QSize EditBadge::minimumSizeHint() const { return {iconSide(), fontMetrics().height()}; }

void EditBadge::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const PhaseLook look = phaseLook(phase_);
  QRect space = rect();
  if (!look.icon.isEmpty()) {
    const QRect place(0, (height() - iconSide()) / 2, iconSide(), iconSide());
    icon(look.icon, look.tone).paint(&painter, place);
    space.setLeft(iconSide() + 4);
  }
  painter.setPen(toneColour(look.tone, palette()));
  painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter,
                   fontMetrics().elidedText(text_, Qt::ElideRight, space.width()));
}

}  // namespace panels
