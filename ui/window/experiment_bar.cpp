#include "ui/window/experiment_bar.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <limits>

#include "base/error.h"
#include "env/task_info.h"
#include "mbpo/preset.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/icon.h"
#include "ui/panels/knob.h"
#include "ui/panels/rollout_knob.h"
#include "ui/window/window_actions.h"

namespace window {
namespace {

constexpr int kMostRollouts = 4000, kMostUpdates = 60;
const QString kEnvironment = QStringLiteral("environment"), kPreset = QStringLiteral("preset"),
              kSeed = QStringLiteral("seed");

}  // namespace

ExperimentBar::ExperimentBar(bridge::SessionBridge& bridge, bridge::ParameterBoard& board, const WindowActions& actions,
                             QWidget* parent)
    : QToolBar(tr("Experiment"), parent),
      bridge_(bridge),
      board_(board),
      actions_(actions),
      environment_(new QComboBox(this)),
      preset_(new QComboBox(this)),
      seed_(new QSpinBox(this)),
      length_(new panels::RolloutKnob(board, this)),
      rollouts_(new panels::Knob(board, QStringLiteral("rollouts_per_step"), tr("rollouts"), kMostRollouts, this)),
      updates_(new panels::Knob(board, QStringLiteral("updates_per_step"), tr("updates"), kMostUpdates, this)) {
  setObjectName(QStringLiteral("experimentBar"));
  setMovable(false);
  panels::fitToFont(*this, [this] {  // a toolbar's buttons take its icon size, whatever their own
    const int side = qRound(18 * panels::textScale());
    setIconSize({side, side});
  });
  addButton(actions.run, true);
  addGap(4);
  addButton(actions.pause, false);
  addGap(4);
  addButton(actions.step, false);
  addGap(4);
  addButton(actions.stop, false);
  addGap(12);
  fillChoices();
  seed_->setRange(0, std::numeric_limits<int>::max());
  panels::fitToFont(*seed_, [this] { seed_->setFixedWidth(qRound(68 * panels::textScale())); });
  addField(tr("Environment"), environment_);
  addGap(6);
  addField(tr("Preset"), preset_);
  addGap(6);
  addField(tr("Seed"), seed_);
  addGap(16);
  addWidget(length_);
  addGap(16);
  addWidget(rollouts_);
  addGap(16);
  addWidget(updates_);
  addGap(12);
  addButton(actions.live_view, false);

  connect(environment_, &QComboBox::textActivated, this, [this](const QString& name) { board_.request(kEnvironment, name); });
  connect(preset_, &QComboBox::textActivated, this, [this](const QString& name) { board_.request(kPreset, name); });
  connect(seed_, &QSpinBox::valueChanged, this, [this](int seed) { board_.request(kSeed, QString::number(seed)); });
  connect(&board_, &bridge::ParameterBoard::replaced, this, &ExperimentBar::refresh);
  connect(&board_, &bridge::ParameterBoard::changed, this, &ExperimentBar::refresh);
  connect(&bridge_, &bridge::SessionBridge::statusChanged, this, &ExperimentBar::refreshTransport);
  connect(&bridge_, &bridge::SessionBridge::stateChanged, this, [this] {
    length_->setLengthInForce(bridge_.training() ? bridge_.state().rollout_length : 0);
  });
  refresh();
  refreshTransport();
}

QToolButton* ExperimentBar::addButton(QAction* action, bool primary) {
  auto* button = new QToolButton(this);
  if (primary) {
    // Not the action's own button: its icon stands on the accent colour.
    button->setIcon(panels::icon(QStringLiteral("play"), panels::Tone::on_accent));
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
  } else {
    button->setDefaultAction(action);
  }
  button->setObjectName(QStringLiteral("button_") + action->objectName());
  button->setProperty(primary ? "primary" : "transport", true);
  if (primary) {
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  }
  panels::fitToFont(*button, [button, primary] {
    const int side = qRound(18 * panels::textScale());
    button->setMinimumHeight(side + 16);
    if (primary) button->setMinimumWidth(QFontMetrics(QApplication::font()).horizontalAdvance(tr("Running")) + 42 + side);
  });
  const auto follow = [button, action, primary] {
    const QString text = action->text().remove(u'&');
    button->setAccessibleName(text);
    if (!primary) return;
    button->setText(text);
    button->setToolTip(action->toolTip());
    button->setEnabled(action->isEnabled());
  };
  connect(action, &QAction::changed, button, follow);
  follow();
  addWidget(button);
  return button;
}

QWidget* ExperimentBar::addField(const QString& caption, QWidget* field) {
  auto* box = new QWidget(this);
  auto* label = new QLabel(caption, box);
  label->setProperty("tone", QStringLiteral("muted"));
  panels::setRelativeFont(*label, 0.88);
  label->setBuddy(field);
  field->setAccessibleName(caption);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(label);
  column->addWidget(field);
  addWidget(box);
  return box;
}

void ExperimentBar::addGap(int width) {
  auto* gap = new QWidget(this);
  gap->setFixedWidth(width);
  addWidget(gap);
}

void ExperimentBar::fillChoices() {
  environment_->setObjectName(QStringLiteral("combo_environment"));
  preset_->setObjectName(QStringLiteral("combo_preset"));
  seed_->setObjectName(QStringLiteral("spin_seed"));
  for (const std::string& name : env::taskNames()) environment_->addItem(QString::fromStdString(name));
  for (const mbpo::PresetInfo& preset : mbpo::presets()) {
    preset_->addItem(QString::fromStdString(preset.name));
    preset_->setItemData(preset_->count() - 1, QString::fromStdString(preset.description), Qt::ToolTipRole);
  }
  environment_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  environment_->setMinimumContentsLength(14);
  preset_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  for (QComboBox* combo : {environment_, preset_}) {
    combo->view()->setMinimumWidth(220);
    combo->setMaxVisibleItems(20);
  }
}

void ExperimentBar::refresh() {
  const auto show = [this](QComboBox* combo, const QString& key) {
    const QString value = board_.value(key);
    if (combo->findText(value) < 0) combo->addItem(value);  // a user's own task file, or a preset that is gone
    combo->setCurrentText(value);
  };
  show(environment_, kEnvironment);
  show(preset_, kPreset);
  const QSignalBlocker quiet(seed_);
  seed_->setValue(board_.value(kSeed).toInt());
  const auto lock = [this](QWidget* field, const QString& key, const QString& tip) {
    const QString reason = board_.lockReason(key);
    field->setEnabled(reason.isEmpty());
    field->setToolTip(reason.isEmpty() ? tip : tr("%1\nFixed while a run goes on: %2").arg(tip, reason));
  };
  lock(environment_, kEnvironment, tr("The body and task to learn"));
  lock(preset_, kPreset, tr("Where the other parameters come from"));
  lock(seed_, kSeed, tr("Seed of every random stream: the same seed gives the same run"));
}

void ExperimentBar::refreshTransport() {
  const bool training = bridge_.training();
  const run::Status status = bridge_.status();
  const bool paused = training && status == run::Status::paused;
  const bool stopping = training && status == run::Status::stopping;
  const QString word = paused ? tr("&Resume") : training && !stopping ? tr("&Running") : tr("&Run");
  actions_.run->setText(word);
  actions_.run->setToolTip((paused ? tr("Train on") : tr("Start training %1").arg(board_.value(kEnvironment))) +
                           QStringLiteral(" (F5)"));
  actions_.run->setEnabled(!training || paused);
  actions_.pause->setEnabled(training && !paused && !stopping);
  actions_.step->setEnabled(!training || paused);
  actions_.stop->setEnabled(training && !stopping);
  actions_.checkpoint->setEnabled(training && !stopping);
  actions_.new_run->setEnabled(!training);
  actions_.open_run->setEnabled(!training);
}

}  // namespace window
