#include "ui/rollouts/buffer_card.h"

#include <QPainter>
#include <algorithm>

#include "ui/charts/chart_theme.h"
#include "ui/models/number_text.h"
#include "ui/rollouts/table_export.h"

namespace rollouts {
namespace {

constexpr double kMargin = 10, kBarHeight = 10;

}  // namespace

BufferCard::BufferCard(QWidget* parent)
    : QWidget(parent),
      export_(new TableExport(QStringLiteral("buffer_export"), tr("D_model: fill and age"), [this] { return table(); },
                              this)) {
  setObjectName(QStringLiteral("bufferCard"));
  setAccessibleName(tr("D_model: fill and age"));
  setToolTip(
      tr("D_model holds the imagined steps that SAC learns from. Its newest rows push the oldest out, so that they "
         "come from the models of the last fits."));
}

void BufferCard::setView(std::shared_ptr<const inspect::TrainingView> view) {
  view_ = std::move(view);
  setAccessibleDescription(lines().join(u'\n'));
  update();
}

QList<BufferCard::Bar> BufferCard::bars() const {
  if (!view_) return {};
  const inspect::TrainingView& v = *view_;
  const auto share = [](double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0.0; };
  const auto rows = [](std::int64_t n) { return models::groupedText(n); };
  const auto steps = [](double n) { return models::groupedText(qRound64(n)); };
  const double fill = share(double(v.model_rows), double(v.model_capacity));
  return {
      {tr("Fill"), tr("%1 of %2 rows · %3 %").arg(rows(v.model_rows), rows(v.model_capacity)).arg(qRound(100 * fill)),
       tr("exact; D_env holds %1").arg(rows(v.env_rows)), fill, 0},
      {tr("Mean age"), tr("%1 real steps").arg(steps(v.mean_age)), tr("estimated from rows per step"),
       share(v.mean_age, double(v.real_steps)), 2},
      {tr("Oldest row"), tr("%1 real steps").arg(steps(v.oldest_age)),
       tr("whole bar: the %1 steps of the run").arg(rows(v.real_steps)), share(v.oldest_age, double(v.real_steps)), 1}};
}

charts::CsvTable BufferCard::table() const {
  return [view = view_](charts::CsvWriter& csv) {
    csv.heads({u"quantity", u"value", u"unit", u"kind"});
    if (!view) return;
    const auto add = [&csv](QStringView quantity, double value, QStringView unit, QStringView kind) {
      csv.key(quantity).number(value).key(unit).key(kind).endRow();
    };
    add(u"model_rows", double(view->model_rows), u"rows", u"exact");
    add(u"model_capacity", double(view->model_capacity), u"rows", u"exact");
    add(u"env_rows", double(view->env_rows), u"rows", u"exact");
    add(u"mean_age", view->mean_age, u"real steps", u"estimated");
    add(u"oldest_age", double(view->oldest_age), u"real steps", u"estimated");
    add(u"real_steps", double(view->real_steps), u"real steps", u"exact");
  };
}

void BufferCard::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const QSize size = export_->sizeHint();
  export_->setGeometry(width() - int(kMargin) - size.width(), 4, size.width(), size.height());
}

QStringList BufferCard::lines() const {
  QStringList lines;
  for (const Bar& bar : bars()) lines << QStringLiteral("%1: %2 (%3)").arg(bar.name, bar.text, bar.note);
  return lines;
}

void BufferCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const charts::ChartTheme theme(palette());
  painter.setPen(QPen(theme.border, 1));
  painter.setBrush(theme.background);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  QFont heading = font();
  heading.setWeight(QFont::DemiBold);
  painter.setFont(heading);
  painter.setPen(theme.text);
  double y = kMargin - 2 + QFontMetricsF(heading).ascent();
  painter.drawText(QPointF(kMargin, y), tr("D_model: fill and age"));
  y += QFontMetricsF(heading).descent() + 10;
  const QList<Bar> all = bars();
  const double room = width() - 2 * kMargin;
  if (all.isEmpty()) {
    painter.setFont(font());
    painter.setPen(theme.muted_text);
    painter.drawText(QRectF(kMargin, y, room, height() - y - kMargin), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("No model yet."));
    return;
  }
  const QFontMetricsF metrics(font());
  const QFont small = charts::scaledFont(font(), 0.86);
  const QFontMetricsF small_metrics(small);
  const double each = metrics.height() + kBarHeight + small_metrics.height() + 8;
  const double gap = std::clamp((height() - y - kMargin - all.size() * each) / all.size(), 0.0, 14.0);
  for (const Bar& bar : all) {
    painter.setFont(font());
    painter.setPen(theme.text);
    painter.drawText(QPointF(kMargin, y + metrics.ascent()), bar.name);
    painter.setPen(theme.muted_text);
    const QString text = metrics.elidedText(bar.text, Qt::ElideRight, room - metrics.horizontalAdvance(bar.name) - 12);
    painter.drawText(QPointF(width() - kMargin - metrics.horizontalAdvance(text), y + metrics.ascent()), text);
    const QRectF track(kMargin, y + metrics.height() + 2, room, kBarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.grid);
    painter.drawRoundedRect(track, kBarHeight / 2, kBarHeight / 2);
    if (bar.share > 0) {
      painter.setBrush(theme.series(bar.colour));
      const double wide = std::max(kBarHeight, track.width() * bar.share);
      painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(wide, kBarHeight)), kBarHeight / 2, kBarHeight / 2);
    }
    painter.setFont(small);
    painter.setPen(theme.muted_text);
    painter.drawText(QPointF(kMargin, track.bottom() + 2 + small_metrics.ascent()),
                     small_metrics.elidedText(bar.note, Qt::ElideRight, room));
    y += each + gap;
  }
}

}  // namespace rollouts
