#include "ui/panels/event_delegate.h"

#include "ui/models/event_model.h"
#include "ui/panels/icon.h"

namespace panels {
namespace {

struct Look {
  QString icon;
  Tone tone;
};

Look look(run::EventKind kind) {
  switch (kind) {
    case run::EventKind::parameter_applied: return {QStringLiteral("check"), Tone::applied};
    case run::EventKind::parameter_refused: return {QStringLiteral("cross"), Tone::refused};
    case run::EventKind::warning: return {QStringLiteral("warning"), Tone::pending};
    case run::EventKind::alarm: return {QStringLiteral("alarm"), Tone::refused};
    case run::EventKind::checkpoint: return {QStringLiteral("checkpoint"), Tone::muted};
    default: return {QStringLiteral("note"), Tone::muted};
  }
}

}  // namespace

void EventDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
  QStyledItemDelegate::initStyleOption(option, index);
  option->state &= ~QStyle::State_HasFocus;
  if (index.column() == models::EventModel::step_column) {
    option->palette.setColor(QPalette::Text, toneColour(Tone::muted, option->palette));
  }
  if (index.column() != models::EventModel::kind_column) return;
  const Look shown = look(static_cast<run::EventKind>(index.data(models::EventModel::kind_role).toInt()));
  option->features |= QStyleOptionViewItem::HasDecoration;
  option->icon = icon(shown.icon, shown.tone);
  const int side = option->fontMetrics.height();
  option->decorationSize = {side, side};
  option->palette.setColor(QPalette::Text, toneColour(shown.tone, option->palette));
}

}  // namespace panels
