#include "ui/window/status_strip.h"

#include <QLabel>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/models/number_text.h"
#include "ui/panels/icon.h"
#include "ui/panels/run_header.h"

namespace window {
namespace {

using models::groupedText;

void put(QLabel* label, const QString& text) {
  if (label->text() != text) label->setText(text);
}

panels::Tone statusTone(const bridge::RunState& state) {
  if (state.status == QLatin1String("failed")) return panels::Tone::refused;
  if (state.status == QLatin1String("running")) return panels::Tone::applied;
  return panels::Tone::muted;
}

}  // namespace

StatusStrip::StatusStrip(bridge::SessionBridge& bridge, bridge::UiPulse& pulse, QWidget* parent)
    : QStatusBar(parent), bridge_(bridge), pulse_(pulse), symbol_(new QToolButton(this)) {
  setObjectName(QStringLiteral("statusStrip"));
  setSizeGripEnabled(false);
  setContentsMargins(6, 0, 6, 0);
  symbol_->setIconSize({14, 14});
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
  checkpoint_ = new QLabel(this);
  checkpoint_->setObjectName(QStringLiteral("statusCheckpoint"));
  checkpoint_->setToolTip(tr("The last checkpoint: a run can be trained on from there"));
  pulse_label_ = new QLabel(this);
  pulse_label_->setObjectName(QStringLiteral("statusPulse"));
  pulse_label_->setToolTip(tr("How smoothly the window runs: beats of a 10 ms timer per second (100 is undisturbed), and "
                              "the longest gap between two within the last second"));
  for (QLabel* label : {checkpoint_, pulse_label_}) {
    label->setProperty("tone", QStringLiteral("muted"));
    label->setContentsMargins(12, 0, 4, 0);
    addPermanentWidget(label);
  }
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
}

QLabel* StatusStrip::addCell(const QString& name, const QString& tooltip, const QString& widest) {
  auto* label = new QLabel(this);
  label->setObjectName(name);
  label->setToolTip(tooltip);
  // A steady width: numbers that grow must not shove their neighbours about.
  label->setMinimumWidth(label->fontMetrics().horizontalAdvance(widest) + 16);
  addWidget(label);
  return label;
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
}

void StatusStrip::refreshPulse() {
  put(pulse_label_, tr("UI %1 Hz · worst gap %2 ms")
                         .arg(std::lround(pulse_.beatsPerSecond()))
                         .arg(std::lround(pulse_.worstGap())));
}

}  // namespace window
