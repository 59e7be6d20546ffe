#include "ui/panels/tile_strip.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/models/number_text.h"
#include "ui/panels/accents.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/metric_text.h"

namespace panels {
namespace {

constexpr int kLeft = 12, kRight = 8;
constexpr double kLargest = 1.55;  // of a value, in the text's own size

/// Where k comes from, in full and where room is scarce.
std::pair<QString, QString> lengthOrigin(const std::string& mode) {
  if (mode == "manual") return {TileStrip::tr("set by hand"), TileStrip::tr("by hand")};
  if (mode == "auto") return {TileStrip::tr("k* of the bound, estimated"), TileStrip::tr("k*, estimated")};
  return {TileStrip::tr("by the schedule"), TileStrip::tr("schedule")};
}

}  // namespace

Tile::Tile(const QString& id, const QString& caption, const QString& tooltip, QWidget* parent)
    : QFrame(parent), caption_(new QLabel(caption, this)), value_(new QLabel(this)), provenance_(new QLabel(this)) {
  setObjectName(QStringLiteral("tile_") + id);
  setProperty("card", true);
  setToolTip(tooltip);
  setAccessibleName(caption);
  caption_->setProperty("tone", QStringLiteral("muted"));
  provenance_->setProperty("tone", QStringLiteral("faint"));
  setRelativeFont(*provenance_, 0.85);
  setRelativeFont(*caption_, 0.85);
  // Equal tiles whatever they hold.
  for (QLabel* label : {caption_, value_, provenance_}) {
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kLeft, 7, kRight, 7);
  column->setSpacing(1);
  column->addWidget(caption_);
  column->addWidget(value_);
  column->addWidget(provenance_);
  setValue(QStringLiteral("–"), tr("none yet"));
}

void Tile::setValue(const QString& value, const QString& provenance, const QString& short_provenance) {
  if (value_->text() != value) {
    value_->setText(value);
    fitValue();
  }
  setAccessibleDescription(value + QStringLiteral(", ") + provenance);
  if (provenance_text_ == provenance) return;
  provenance_text_ = provenance;
  short_provenance_ = short_provenance.isEmpty() ? provenance : short_provenance;
  elide();
}

QString Tile::value() const { return value_->text(); }

void Tile::setAlarmed(bool alarmed) {
  setTone(provenance_, alarmed ? QStringLiteral("pending") : QStringLiteral("faint"));
}

void Tile::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  // Other colours dress the labels anew, after this event.
  if (event->type() == QEvent::StyleChange) QMetaObject::invokeMethod(this, &Tile::fitValue, Qt::QueuedConnection);
}

void Tile::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  fitValue();
  elide();
}

/// A long number gets smaller rather than cut.
void Tile::fitValue() {
  QFont large = font();
  large.setWeight(QFont::DemiBold);
  large.setPointSizeF(font().pointSizeF() * kLargest);
  value_->setMinimumHeight(QFontMetrics(large).height());  // tiles are equally tall whatever they hold
  for (const double factor : {kLargest, 1.35, 1.15}) {
    large.setPointSizeF(font().pointSizeF() * factor);
    if (QFontMetrics(large).horizontalAdvance(value_->text()) <= width() - kLeft - kRight) break;
  }
  if (value_->font() != large) value_->setFont(large);
}

void Tile::elide() {
  const QFontMetrics metrics = provenance_->fontMetrics();
  const int room = width() - kLeft - kRight - 2;
  const QString& text = metrics.horizontalAdvance(provenance_text_) <= room ? provenance_text_ : short_provenance_;
  provenance_->setText(metrics.elidedText(text, Qt::ElideRight, room));
}

TileStrip::TileStrip(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  setObjectName(QStringLiteral("tileStrip"));
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(8);
  latest_return_ =
      add(QStringLiteral("latest_return"), tr("Latest return"), metricTip(mbpo::Metric::evaluation_return));
  best_return_ = add(QStringLiteral("best_return"), tr("Best return"),
                     tr("The highest evaluation return of this run so far: a maximum of estimates, so optimistic."));
  eps_pi_ = add(QStringLiteral("eps_pi"), tr("Policy shift ε_π"), metricTip(mbpo::Metric::eps_pi));
  rmse_ = add(QStringLiteral("rmse"), tr("Model RMSE (σ)"), metricTip(mbpo::Metric::validation_rmse));
  bound_ = add(QStringLiteral("bound"), tr("Bound on ν"), metricTip(mbpo::Metric::lower_bound));
  length_ = add(QStringLiteral("k"), tr("Rollout k"), metricTip(mbpo::Metric::rollout_length));
  updates_ = add(QStringLiteral("updates"), tr("Updates/s"), metricTip(mbpo::Metric::updates_per_second));
}

void TileStrip::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void TileStrip::arrange() {
  const int digits = 9 * fontMetrics().horizontalAdvance(u'0');
  const int least = digits + kLeft + kRight + grid_->spacing();
  const int fit = std::max(1, (width() + grid_->spacing()) / least);
  const int count = static_cast<int>(tiles_.size());
  const int shown = fit >= count - 1 ? std::min(fit, count) : std::min(2 * fit, count);
  const int columns = fit >= count - 1 ? shown : (shown + 1) / 2;
  if (columns == columns_) return;
  columns_ = columns;
  for (int column = 0; column < count; ++column) grid_->setColumnStretch(column, column < columns ? 1 : 0);
  for (int i = 0; i < count; ++i) {
    grid_->removeWidget(tiles_[i]);
    tiles_[i]->setVisible(i < shown);  // the throughput chart has the last one's number too
    if (i < shown) grid_->addWidget(tiles_[i], i / columns, i % columns);
  }
  updateGeometry();
}

Tile* TileStrip::add(const QString& id, const QString& caption, const QString& tooltip) {
  auto* tile = new Tile(id, caption, tooltip, this);
  tiles_ << tile;
  return tile;
}

void TileStrip::refresh(const bridge::RunState& state, const bridge::LatestValues& latest) {
  using mbpo::Metric;
  const QString none = QStringLiteral("–"), not_yet = tr("none yet");
  const auto put = [&](Tile* tile, bool known, const QString& value, const QString& origin, const QString& brief) {
    tile->setValue(known ? value : none, known ? origin : not_yet, known ? brief : not_yet);
  };
  const auto number = [&latest](Metric metric) {
    const auto point = latest.of(metric);
    return point ? models::shortText(point->value) : QString();
  };
  const auto episodes = state.configuration ? state.configuration->eval_episodes : 0;
  put(latest_return_, latest.of(Metric::evaluation_return).has_value(), number(Metric::evaluation_return),
      tr("mean of %1 episodes").arg(episodes), tr("mean of %1").arg(episodes));
  put(best_return_, std::isfinite(state.best_return), models::shortText(state.best_return),
      tr("highest of the evaluations"), tr("highest"));
  // Runs from before the bound was measured have Pinsker's maximum only.
  const Metric shift = latest.of(Metric::eps_pi) ? Metric::eps_pi : Metric::eps_pi_max;
  const mbpo::Configuration defaults;
  const auto& c = state.configuration ? *state.configuration : defaults;
  const QString aggregate = QString::fromStdString(shift == Metric::eps_pi ? c.eps_pi_aggregate : "max");
  put(eps_pi_, latest.of(shift).has_value(), number(shift),
      tr("estimated, %1 of %2 states").arg(aggregate).arg(c.shift_states), tr("estimated"));
  put(rmse_, latest.of(Metric::validation_rmse).has_value(), number(Metric::validation_rmse),
      tr("estimated on held-out rows"), tr("estimated"));
  const auto [origin, short_origin] = lengthOrigin(state.configuration ? state.configuration->rollout_mode : "");
  put(length_, state.rollout_length > 0, QString::number(state.rollout_length), origin, short_origin);
  put(updates_, state.updates_per_second > 0, models::groupedText(std::llround(state.updates_per_second)),
      tr("measured"), {});
}

void TileStrip::setBound(const QString& value, const QString& origin, const QString& vacuous_because) {
  const bool known = !value.isEmpty(), vacuous = !vacuous_because.isEmpty();
  const QString sign = QStringLiteral("⚠ ");
  bound_->setValue(known ? value : QStringLiteral("–"),
                   !known   ? tr("none yet")
                   : vacuous ? sign + tr("vacuous, %1").arg(origin)
                             : origin,
                   vacuous ? sign + tr("vacuous") : QString());
  bound_->setAlarmed(vacuous);
  QString tip = metricTip(mbpo::Metric::lower_bound);
  if (vacuous) {
    const QString line = QStringLiteral("<br>");
    tip += line + line + QString(vacuous_because).toHtmlEscaped().replace(u'\n', line);
  }
  bound_->setToolTip(tip);
}

}  // namespace panels
