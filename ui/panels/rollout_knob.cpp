#include "ui/panels/rollout_knob.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSlider>
#include <QSpinBox>

#include "rollout/schedule.h"
#include "ui/panels/edit_badge.h"

namespace panels {
namespace {

const QString kMode = QStringLiteral("rollout_mode");
// Beyond this, model errors compound past any use; the spin box still goes further.
constexpr int kSliderMaximum = 30;

}  // namespace

RolloutKnob::RolloutKnob(bridge::ParameterBoard& board, QWidget* parent)
    : Knob(board, QStringLiteral("rollout_length"), tr("rollout length"), kSliderMaximum, parent),
      mode_(new QComboBox(this)) {
  const mbpo::Parameter& parameter = mbpo::findParameter(kMode.toStdString());
  mode_->setObjectName(QStringLiteral("combo_rollout_mode"));
  mode_->setAccessibleName(tr("Mode of k"));
  mode_->setToolTip(tr("Where k comes from: the schedule over epochs, k* of the bound (auto), or your own value.\n"
                       "Moving the slider switches to your own value."));
  for (const std::string& choice : parameter.choices) mode_->addItem(QString::fromStdString(choice));
  controls()->insertWidget(0, mode_);
  connect(mode_, &QComboBox::textActivated, this, [this](const QString& text) { this->board().request(kMode, text); });
  connect(&board, &bridge::ParameterBoard::changed, this, [this](const QString& changed) {
    if (changed == kMode || changed == QLatin1String("rollout_schedule")) refresh();
  });
  RolloutKnob::refresh();
}

bool RolloutKnob::byHand() const { return board().value(kMode) == QLatin1String("manual"); }

void RolloutKnob::setLengthInForce(int k) {
  if (k == in_force_) return;
  in_force_ = k;
  refresh();
}

void RolloutKnob::request(int value) { board().requestManualLength(value); }

void RolloutKnob::refresh() {
  Knob::refresh();
  mode_->setCurrentText(board().value(kMode));
  if (byHand()) return;
  const int scheduled = rollout::calcRolloutLength(board().configuration().rollout_schedule, 0);
  if (!slider()->isSliderDown()) showValue(in_force_ > 0 ? in_force_ : scheduled);
  // The schedule's own switch is what was edited last, not the length.
  badge()->setEdit(board().edit(kMode));
}

}  // namespace panels
