#include "ui/window/status_strip.h"

#include <QLabel>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/models/number_text.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/health_panel.h"
#include "ui/panels/icon.h"
#include "ui/panels/run_header.h"

namespace window {
namespace {

using models::groupedText;

void put(QLabel* label, const QString& text) {
  if (label->text() != text) label->setText(text);
}

/// A steady width, since numbers that grow must not shove their neighbours about.
class StatusCell : public QLabel {
 public:
  StatusCell(QString widest, QWidget* parent) : QLabel(parent), widest_(std::move(widest)) {}

  QSize sizeHint() const override {
    const QSize own = QLabel::sizeHint();
    return {std::max(own.width(), widest_.isEmpty() ? 0 : fontMetrics().horizontalAdvance(widest_) + 16), own.height()};
  }
  QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

 private:
  QString widest_;
};

panels::Tone statusTone(const bridge::RunState& state) {
  if (state.status == QLatin1String("failed")) return panels::Tone::refused;
  if (state.status == QLatin1String("running")) return panels::Tone::applied;
  return panels::Tone::muted;
}

}  // namespace

StatusStrip::StatusStrip(bridge::SessionBridge& bridge, bridge::UiPulse& pulse, models::HealthModel& health,
                         QWidget* parent)
    : QStatusBar(parent),
      bridge_(bridge),
      pulse_(pulse),
      health_(health),
      symbol_(new QToolButton(this)),
      health_badge_(new QToolButton(this)) {
  setObjectName(QStringLiteral("statusStrip"));
  setSizeGripEnabled(false);
  setContentsMargins(6, 0, 6, 0);
  for (QToolButton* button : {symbol_, health_badge_}) {
    panels::fitToFont(*button, [button] {
      const int side = qRound(14 * panels::textScale());
      button->setIconSize({side, side});
    });
  }
  symbol_->setFocusPolicy(Qt::NoFocus);
  symbol_->setAttribute(Qt::WA_TransparentForMouseEvents);
  symbol_->setAccessibleName(tr("Status"));
  addWidget(symbol_);
  status_ = addCell(QStringLiteral("statusWord"), tr("What the run is doing"), tr("interrupted"));
  stage_ = addCell(QStringLiteral("statusStage"), tr("The numbered stage of Algorithm 2 that runs now"),
                   QStringLiteral("stage 6 measure"));
  epoch_ = addCell(QStringLiteral("statusEpoch"), tr("Epochs done, of all"), tr("epoch %1").arg(QStringLiteral("00/00")));
  steps_ = addCell(QStringLiteral("statusSteps"), tr("Real steps, of all; warm-up included"), QStringLiteral("00 000 / 00 000 steps"));
  eta_ = addCell(QStringLiteral("statusEta"), tr("Estimated time left"), QStringLiteral("ETA 00 min 00 s"));
  updates_ = addCell(QStringLiteral("statusUpdates"), tr("SAC updates per second, over the last seconds"),
                     QStringLiteral("0 000 updates/s"));
  checkpoint_ = new StatusCell({}, this);
  checkpoint_->setObjectName(QStringLiteral("statusCheckpoint"));
  checkpoint_->setToolTip(tr("The last checkpoint: a run can be trained on from there"));
  pulse_label_ = new StatusCell({}, this);
  pulse_label_->setObjectName(QStringLiteral("statusPulse"));
  pulse_label_->setToolTip(tr("How smoothly the window runs: beats of a 10 ms timer per second (100 is undisturbed), and "
                              "the longest gap between two within the last second"));
  for (QLabel* label : {checkpoint_, pulse_label_}) {
    label->setProperty("tone", QStringLiteral("muted"));
    label->setContentsMargins(12, 0, 4, 0);
    addPermanentWidget(label);
  }
  health_badge_->setObjectName(QStringLiteral("statusHealth"));
  health_badge_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  health_badge_->setAutoRaise(true);
  addPermanentWidget(health_badge_);
  connect(health_badge_, &QToolButton::clicked, this, &StatusStrip::healthAsked);
  connect(&health_, &models::HealthModel::troublesChanged, this, &StatusStrip::refreshHealth);
  connect(&bridge_, &bridge::SessionBridge::stateChanged, this, &StatusStrip::refresh);
  connect(&bridge_, &bridge::SessionBridge::statusChanged, this, &StatusStrip::refresh);
  connect(&bridge_, &bridge::SessionBridge::runReplaced, this, [this] {
    checkpoint_->clear();
    refresh();
  });
  connect(&bridge_, &bridge::SessionBridge::checkpointWritten, this, [this](qint64 step) {
    put(checkpoint_, tr("checkpoint at step %1").arg(groupedText(step)));
  });
  connect(&pulse_, &bridge::UiPulse::measured, this, &StatusStrip::refreshPulse);
  refresh();
  refreshPulse();
  refreshHealth();
}

QLabel* StatusStrip::addCell(const QString& name, const QString& tooltip, const QString& widest) {
  auto* label = new StatusCell(widest, this);
  label->setObjectName(name);
  label->setToolTip(tooltip);
  addWidget(label);
  return label;
}

void StatusStrip::resizeEvent(QResizeEvent* event) {
  QStatusBar::resizeEvent(event);
  makeRoom();
}

void StatusStrip::makeRoom() {
  const QList<QWidget*> by_importance{symbol_, status_,  health_badge_, steps_,      eta_,
                                      stage_,  updates_, epoch_,        checkpoint_, pulse_label_};
  const auto widthOf = [](const QWidget* cell) { return cell->sizeHint().width() + 8; };  // with the bar's spacing
  int all = 0;
  for (const QWidget* cell : by_importance) all += widthOf(cell);
  int room = contentsRect().width();
  const bool scarce = all > room;  // else even an empty cell keeps its place
  for (QWidget* cell : by_importance) {
    const auto* label = qobject_cast<QLabel*>(cell);
    const bool empty = label != nullptr && label->text().isEmpty();
    const bool shown = !scarce || (!empty && (widthOf(cell) <= room || cell == symbol_ || cell == status_));
    if (shown) room -= widthOf(cell);
    if (cell->isHidden() == shown) cell->setVisible(shown);
  }
}

void StatusStrip::refresh() {
  const bridge::RunState& state = bridge_.state();
  const bool any = state.source != bridge::Source::none;
  symbol_->setIcon(panels::icon(panels::statusIcon(state.status), statusTone(state)));
  put(status_, any ? state.status : tr("ready"));
  put(stage_, bridge_.training() && !state.stage.isEmpty() ? state.stage : QString());
  const int epoch = std::clamp(state.epoch + 1, 0, std::max(state.epochs, 0));
  put(epoch_, !any ? QString()
               : state.epoch < 0 ? tr("warm-up")
                                 : tr("epoch %1/%2").arg(epoch).arg(state.epochs));
  put(steps_, !any ? QString()
                    : tr("%1 / %2 steps").arg(groupedText(state.real_steps), groupedText(state.total_steps)));
  const bool moving = bridge_.training() && bridge_.status() == run::Status::running;
  put(eta_, moving && state.eta_seconds > 0 ? tr("ETA %1").arg(models::durationText(state.eta_seconds)) : QString());
  put(updates_, moving && state.updates_per_second > 0
                     ? tr("%1 updates/s").arg(groupedText(std::llround(state.updates_per_second)))
                     : QString());
  makeRoom();
}

void StatusStrip::refreshHealth() {
  using Level = models::HealthModel::Level;
  const int alarms = health_.count(Level::alarm), warnings = health_.count(Level::warning);
  const panels::HealthLook look = panels::healthLook(alarms > 0     ? Level::alarm
                                                     : warnings > 0 ? Level::warning
                                                                    : Level::ok);
  QStringList parts;
  if (alarms > 0) parts << (alarms == 1 ? tr("1 alarm") : tr("%1 alarms").arg(alarms));
  if (warnings > 0) parts << (warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
  const QString said = parts.isEmpty() ? tr("Healthy") : parts.join(QStringLiteral(", "));
  health_badge_->setIcon(panels::icon(look.icon, look.tone));
  health_badge_->setText(said);
  health_badge_->setAccessibleName(tr("Health: %1").arg(said));
  health_badge_->setToolTip(tr("%1. A click shows the reasons and what to do.").arg(said));
}

void StatusStrip::refreshPulse() {
  put(pulse_label_, tr("UI %1 Hz · worst gap %2 ms")
                         .arg(std::lround(pulse_.beatsPerSecond()))
                         .arg(std::lround(pulse_.worstGap())));
}

}  // namespace window
