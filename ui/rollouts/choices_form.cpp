#include "ui/rollouts/choices_form.h"

#include <QApplication>
#include <QButtonGroup>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <algorithm>
#include <numeric>

#include "ui/panels/flow_layout.h"
#include "ui/panels/font_fit.h"
#include "ui/rollouts/member_look.h"

namespace rollouts {
namespace {

constexpr int kBufferStates = 64;  // that a run's model keeps; see inspect::ComparisonSpec::start_step

}  // namespace

ChoicesForm::ChoicesForm(QWidget* parent) : QWidget(parent), flow_(new panels::FlowLayout(8, this)) {
  setObjectName(QStringLiteral("rolloutChoices"));
  setAccessibleName(tr("What to imagine"));
  flow_->setContentsMargins(0, 0, 0, 0);
  buildStart();
  horizon_ = makeNumber("rollout_horizon", tr("Horizon"), tr("H: how many steps are imagined"), 1, kLongestHorizon);
  connect(horizon_, &QSpinBox::valueChanged, this, [this](int value) {
    Choices next = choices_;
    next.horizon = value;
    change(next);
  });
  addField(tr("Horizon"), {horizon_});
  samples_ = makeNumber("rollout_samples", tr("Sampled paths per member"),
                        tr("Paths drawn from each member's Gaussians, beside its mean path"), 0, inspect::kMaxSamples);
  connect(samples_, &QSpinBox::valueChanged, this, [this](int value) {
    Choices next = choices_;
    next.samples = value;
    change(next);
  });
  addField(tr("Samples"), {samples_});
  seed_ = makeNumber("rollout_seed", tr("Seed"), tr("Of sampled paths and of the starts that statistics are over"), 0,
                     1'000'000);
  connect(seed_, &QSpinBox::valueChanged, this, [this](int value) {
    Choices next = choices_;
    next.seed = value;
    change(next);
  });
  addField(tr("Seed"), {seed_});
  buildActions();
  buildMembers();
  showChoices();
}

QWidget* ChoicesForm::addField(const QString& caption, QList<QWidget*> controls) {
  auto* field = new QWidget(this);
  auto* row = new QHBoxLayout(field);
  row->setContentsMargins(0, 0, 6, 0);
  row->setSpacing(5);
  auto* label = new QLabel(caption, field);
  label->setProperty("tone", QStringLiteral("muted"));
  label->setBuddy(controls.first());
  row->addWidget(label);
  for (QWidget* control : controls) row->addWidget(control);
  flow_->addWidget(field);
  return field;
}

QSpinBox* ChoicesForm::makeNumber(const char* name, const QString& spoken, const QString& tip, int least, int most) {
  auto* box = new QSpinBox(this);
  box->setObjectName(QString::fromLatin1(name));
  box->setAccessibleName(spoken);
  box->setToolTip(tip);
  box->setRange(least, most);
  box->setKeyboardTracking(false);
  box->setAccelerated(true);
  return box;
}

QPushButton* ChoicesForm::makeChip(const char* name, const QString& text, const QString& tip) {
  auto* chip = new QPushButton(text, this);
  chip->setObjectName(QString::fromLatin1(name));
  chip->setAccessibleName(text);
  chip->setToolTip(tip);
  chip->setProperty("chip", true);
  chip->setCheckable(true);
  return chip;
}

void ChoicesForm::buildStart() {
  slider_ = new QSlider(Qt::Horizontal, this);
  slider_->setObjectName(QStringLiteral("rollout_start_slider"));
  slider_->setAccessibleName(tr("Start step, slider"));
  slider_->setToolTip(tr("From which step of the episode the model begins to imagine"));
  panels::fitToFont(*slider_, [this] { slider_->setFixedWidth(qRound(132 * std::min(panels::textScale(), 1.5))); });
  start_ = makeNumber(
      "rollout_start", tr("Start step"),
      tr("From which step of the episode, or from which of the drawn states, the model begins to imagine"), 0, 0);
  buffer_ = new QCheckBox(tr("from D_env"), this);
  buffer_->setObjectName(QStringLiteral("rollout_from_buffer"));
  buffer_->setAccessibleName(tr("Start from a state of D_env"));
  buffer_->setToolTip(tr("Start from a state of D_env, drawn as training draws the starts of its branches"));
  const auto set_start = [this](int value) {
    Choices next = choices_;
    next.start = value;
    change(next);
  };
  connect(slider_, &QSlider::valueChanged, this, set_start);
  connect(start_, &QSpinBox::valueChanged, this, set_start);
  connect(buffer_, &QCheckBox::clicked, this, [this](bool on) {
    Choices next = choices_;
    next.from_buffer = on;
    if (on) next.start = std::min(next.start, kBufferStates - 1);
    change(next);
  });
  addField(tr("Start"), {slider_, start_, buffer_});
}

void ChoicesForm::buildActions() {
  open_ = makeChip("rollout_open", tr("real actions"),
                   tr("Open loop: the recorded actions, whatever the model says. What parts is the model alone"));
  closed_ =
      makeChip("rollout_closed", tr("π acts"),
               tr("Closed loop: π acts on imagined states; truth is the body set back to the start, with π acting"));
  auto* who = new QButtonGroup(this);
  who->addButton(open_);
  who->addButton(closed_);
  connect(closed_, &QPushButton::toggled, this, [this](bool closed) {
    Choices next = choices_;
    next.drive = closed ? inspect::Drive::closed_loop : inspect::Drive::open_loop;
    change(next);
  });
  addField(tr("Actions"), {open_, closed_});
  mean_ = makeChip("rollout_mean", tr("mean"), tr("The mean of π's distribution"));
  sampled_ = makeChip("rollout_sampled", tr("sampled"), tr("a ~ π, as training acts"));
  auto* how = new QButtonGroup(this);
  how->addButton(mean_);
  how->addButton(sampled_);
  connect(sampled_, &QPushButton::toggled, this, [this](bool sampled) {
    Choices next = choices_;
    next.sampled_action = sampled;
    change(next);
  });
  policy_field_ = addField(tr("π’s action"), {mean_, sampled_});
}

void ChoicesForm::buildMembers() {
  elites_button_ =
      makeChip("rollout_elites", tr("elites"),
               tr("The networks with the smallest holdout loss, which training rolls out, whichever they are"));
  connect(elites_button_, &QPushButton::clicked, this, [this] {
    Choices next = choices_;
    next.members.clear();
    change(next);
    showChoices();  // a click on a checked one unchecks it
  });
  addField(tr("Members"), {elites_button_});  // their buttons follow: each may go to the next row
}

void ChoicesForm::setEnsemble(int networks, const std::vector<int>& elites) {
  if (networks == member_buttons_.size() && elites == elites_) return;
  elites_ = elites;
  while (member_buttons_.size() > networks) delete member_buttons_.takeLast();
  while (member_buttons_.size() < networks) {
    const int member = static_cast<int>(member_buttons_.size());
    auto* button = makeChip("", QChar(0x2009) + QString::number(member), {});
    button->setObjectName(QStringLiteral("rollout_member_%1").arg(member));
    button->setAccessibleName(tr("Member %1").arg(member));
    flow_->addWidget(button);
    button->show();
    connect(button, &QPushButton::clicked, this, [this, member](bool on) { toggleMember(member, on); });
    member_buttons_ << button;
  }
  dressMembers();
  showChoices();
  flow_->invalidate();
}

void ChoicesForm::dressMembers() {
  for (int member = 0; member < member_buttons_.size(); ++member) {
    const bool elite = std::ranges::find(elites_, member) != elites_.end();
    member_buttons_[member]->setIcon(strokeOfMember(member, palette(), devicePixelRatioF()));
    member_buttons_[member]->setIconSize({26, 10});
    member_buttons_[member]->setToolTip(
        elites_.empty() ? tr("Network %1 of the ensemble").arg(member)
        : elite         ? tr("Network %1 of the ensemble, an elite").arg(member)
                        : tr("Network %1 of the ensemble; no elite: training does not use it").arg(member));
  }
}

void ChoicesForm::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) dressMembers();
}

/// The last one stays: a comparison with nobody says nothing.
void ChoicesForm::toggleMember(int member, bool on) {
  Choices next = choices_;
  if (next.members.empty()) next.members = elites_;
  if (on) {
    next.members.push_back(member);
    std::ranges::sort(next.members);
  } else if (next.members.size() > 1) {
    std::erase(next.members, member);
  }
  const auto repeated = std::ranges::unique(next.members);
  next.members.erase(repeated.begin(), repeated.end());
  change(next);
}

void ChoicesForm::setEpisodeLength(int steps) {
  episode_length_ = steps;
  const int last = std::max(0, steps - 1);
  if (!choices_.from_buffer) choices_.start = std::min(choices_.start, last);
  showChoices();
}

void ChoicesForm::setChoices(const Choices& choices) {
  choices_ = choices;
  showChoices();
}

void ChoicesForm::showChoices() {
  const QSignalBlocker guards[] = {QSignalBlocker(slider_), QSignalBlocker(start_),   QSignalBlocker(horizon_),
                                   QSignalBlocker(closed_), QSignalBlocker(sampled_), QSignalBlocker(samples_),
                                   QSignalBlocker(seed_)};
  // Before an episode is known any start is kept as it was asked for.
  const int known = choices_.from_buffer ? kBufferStates : episode_length_;
  const int last = known > 0 ? known - 1 : choices_.start;
  slider_->setRange(0, last);
  slider_->setPageStep(std::max(1, last / 20));
  start_->setRange(0, last);
  slider_->setValue(choices_.start);
  start_->setValue(choices_.start);
  buffer_->setChecked(choices_.from_buffer);
  horizon_->setValue(choices_.horizon);
  const bool closed = choices_.drive == inspect::Drive::closed_loop;
  (closed ? closed_ : open_)->setChecked(true);
  (choices_.sampled_action ? sampled_ : mean_)->setChecked(true);
  policy_field_->setVisible(closed);
  samples_->setValue(choices_.samples);
  seed_->setValue(choices_.seed);
  elites_button_->setChecked(choices_.members.empty());
  const std::vector<int>& shown = choices_.members.empty() ? elites_ : choices_.members;
  for (int member = 0; member < member_buttons_.size(); ++member) {
    member_buttons_[member]->setChecked(std::ranges::find(shown, member) != shown.end());
  }
}

void ChoicesForm::change(const Choices& choices) {
  if (choices == choices_) {
    showChoices();
    return;
  }
  choices_ = choices;
  showChoices();
  Q_EMIT changed(choices_);
}

}  // namespace rollouts
