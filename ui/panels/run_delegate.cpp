#include "ui/panels/run_delegate.h"

#include <QApplication>
#include <QPainter>

#include "ui/models/run_list_model.h"
#include "ui/panels/icon.h"
#include "ui/panels/run_header.h"

namespace panels {
namespace {

constexpr int kPadding = 8, kIcon = 16;

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

}  // namespace

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  const int lines = QFontMetrics(option.font).height() + QFontMetrics(smaller(option.font)).height();
  return {120, lines + 2 + 2 * 6};
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
  const QPalette& palette = option.palette;
  QColor back = toneColour(Tone::accent, palette);
  back.setAlphaF(selected ? 0.20 : 0.08);
  if (selected || hovered) painter->fillRect(option.rect, back);
  const bool shown = index.data(models::RunListModel::directory_role).toString() == shown_;
  if (shown) painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), toneColour(Tone::accent, palette));

  const QString status = index.data(models::RunListModel::status_role).toString();
  const QRect inner = option.rect.adjusted(kPadding, 6, -kPadding, -6);
  icon(statusIcon(status), statusTone(status)).paint(painter, QRect(inner.left(), inner.top() + 1, kIcon, kIcon));

  QFont strong = option.font;
  strong.setWeight(shown ? QFont::DemiBold : QFont::Normal);
  const QRect texts = inner.adjusted(kIcon + kPadding, 0, 0, 0);
  const QFontMetrics large(strong), small(smaller(option.font));
  painter->setFont(strong);
  painter->setPen(palette.color(QPalette::Text));
  const QString best = index.data(models::RunListModel::best_role).toString();
  const QRect first(texts.left(), texts.top(), texts.width(), large.height());
  const int room = first.width() - small.horizontalAdvance(best) - kPadding;
  painter->drawText(first, Qt::AlignVCenter,
                    large.elidedText(index.data(models::RunListModel::environment_role).toString(), Qt::ElideRight, room));
  painter->setFont(smaller(option.font));
  painter->setPen(toneColour(Tone::muted, palette));
  painter->drawText(first, Qt::AlignVCenter | Qt::AlignRight, best);
  const QString detail = status + QStringLiteral(" · ") + index.data(models::RunListModel::detail_role).toString();
  painter->drawText(QRect(texts.left(), texts.bottom() - small.height() + 1, texts.width(), small.height()),
                    Qt::AlignVCenter, small.elidedText(detail, Qt::ElideRight, texts.width()));
  painter->restore();
}

}  // namespace panels
