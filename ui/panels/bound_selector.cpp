#include "ui/panels/bound_selector.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/flow_layout.h"

namespace panels {
namespace {

constexpr double kLargestRMax = 1e9;  // as in the parameter's own range

QString text(const std::string& value) { return QString::fromStdString(value); }

void choose(QComboBox* combo, const QVariant& data) {
  const int index = combo->findData(data);
  if (index >= 0) combo->setCurrentIndex(index);
}

QString numberText(double value) { return QString::number(value, 'g', 6); }

QLabel* makeLine(const char* name, QWidget* parent) {
  auto* line = new QLabel(parent);
  line->setObjectName(QString::fromLatin1(name));
  line->setWordWrap(true);
  line->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return line;
}

void setLine(QLabel* line, const QString& words, Tone tone) {
  if (line->text() != words) line->setText(words);
  const QString name = tone == Tone::pending   ? QStringLiteral("pending")
                       : tone == Tone::applied ? QStringLiteral("applied")
                                               : QStringLiteral("muted");
  setTone(line, name);
}

}  // namespace

BoundSelector::BoundSelector(QWidget* parent)
    : QWidget(parent),
      flow_(new FlowLayout(8)),
      r_max_(new QDoubleSpinBox(this)),
      discount_(new QLabel(this)),
      origin_(makeLine("bound_origin", this)),
      verdict_(makeLine("bound_verdict", this)),
      normalised_(new QPushButton(tr("in r_max/(1−γ)"), this)),
      as_trained_(new QPushButton(tr("As trained"), this)) {
  setObjectName(QStringLiteral("boundSelector"));
  setAccessibleName(tr("What the bound is made of"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 2);
  column->setSpacing(6);
  column->addLayout(flow_);
  column->addWidget(origin_);
  column->addWidget(verdict_);

  theorem_ =
      addCombo("theorem", tr("Theorem"), tr("Which return bound: its penalty C and the model-side return"),
               {{tr("4.3"), "4.3"}, {tr("4.3 published"), "4.3-published"}, {tr("4.2"), "4.2"}, {tr("4.1"), "4.1"}});
  eps_m_ =
      addCombo("eps_m", tr("ε_m by"), tr("Estimator of the model error"),
               {{"resolution_tv", "resolution_tv"}, {"pinsker_nll", "pinsker_nll"}, {"ensemble_tv", "ensemble_tv"}});
  resolution_ =
      addCombo("resolution", tr("at ρ (σ_y)"), tr("Resolution at which ε_m is read: those that were recorded"), {});
  eps_m_value_ = addCombo("eps_m_value", tr("ε_m as"), tr("The estimate, or its upper confidence bound (95 %)"),
                          {{tr("estimate"), "estimate"}, {tr("≤ 95 %"), "pac"}});
  eps_m_prime_ = addCombo("eps_m_prime", tr("ε_m′"), tr("ε_m + d ε_π, or measured on the newest transitions"),
                          {{"linear", "linear"}, {"direct", "direct"}});
  eps_pi_ = addCombo("eps_pi", tr("ε_π by"), tr("Estimator of the policy shift per state"),
                     {{"combined", "combined"}, {"pinsker", "pinsker"}, {"monte_carlo", "monte_carlo"}});
  aggregate_ = addCombo("aggregate", tr("over states"), tr("The theorems ask for the maximum; the others move more"),
                        {{"max", "max"}, {"p95", "p95"}, {"mean", "mean"}});
  r_max_->setObjectName(QStringLiteral("bound_r_max"));
  r_max_->setAccessibleName(tr("r_max of the bound"));
  r_max_->setToolTip(tr("Bound on |r|: the largest measured so far, or yours"));
  r_max_->setRange(0, kLargestRMax);
  r_max_->setDecimals(3);
  r_max_->setSpecialValueText(tr("measured"));
  r_max_->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
  r_max_->setKeyboardTracking(false);
  r_max_->setMaximumWidth(110);
  addItem(tr("r_max"), r_max_);
  discount_->setObjectName(QStringLiteral("bound_discount"));
  discount_->setToolTip(tr("The run's discount factor; the agent was trained with it, so it cannot be chosen here"));
  addItem(tr("γ"), discount_);
  for (QPushButton* button : {normalised_, as_trained_}) button->setProperty("chip", true);
  normalised_->setObjectName(QStringLiteral("bound_normalised"));
  normalised_->setAccessibleName(tr("Normalised units"));
  normalised_->setToolTip(
      tr("Divide bound and penalty by r_max/(1−γ): then every return lies between −1 and 1, and a\n"
         "penalty of 2 spans them all"));
  normalised_->setCheckable(true);
  as_trained_->setObjectName(QStringLiteral("bound_as_trained"));
  as_trained_->setAccessibleName(tr("As trained"));
  as_trained_->setToolTip(tr("Back to what the trainer used, at every moment of the run"));
  as_trained_->setEnabled(false);
  addItem(tr("units"), normalised_);
  addItem(QString(QChar::Nbsp), as_trained_);

  offerResolutions();
  show(trained_);
  connect(r_max_, &QDoubleSpinBox::valueChanged, this, &BoundSelector::takeHand);
  connect(normalised_, &QPushButton::toggled, this, &BoundSelector::unitsChanged);
  connect(as_trained_, &QPushButton::clicked, this, &BoundSelector::goBackToTrained);
}

QComboBox* BoundSelector::addCombo(const char* id, const QString& caption, const QString& tooltip,
                                   const QList<std::pair<QString, QString>>& entries) {
  auto* combo = new QComboBox(this);
  combo->setObjectName(QStringLiteral("bound_") + QString::fromLatin1(id));
  combo->setAccessibleName(tr("%1 of the bound").arg(caption));
  combo->setToolTip(tooltip);
  combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  for (const auto& [words, value] : entries) combo->addItem(words, value);
  addItem(caption, combo);
  connect(combo, &QComboBox::activated, this, &BoundSelector::takeHand);
  return combo;
}

void BoundSelector::addItem(const QString& caption, QWidget* control) {
  auto* item = new QWidget(this);
  auto* label = new QLabel(caption, item);
  label->setProperty("tone", QStringLiteral("muted"));
  QFont small = label->font();
  small.setPointSizeF(small.pointSizeF() * 0.9);
  label->setFont(small);
  label->setBuddy(control);
  label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  auto* column = new QVBoxLayout(item);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(label);
  column->addWidget(control, 1);
  flow_->addWidget(item);
}

void BoundSelector::setTrained(const mbpo::BoundChoice& trained, double discount) {
  discount_->setText(numberText(discount));
  if (trained == trained_) return;
  trained_ = trained;
  if (!by_hand_) show(trained_);
}

void BoundSelector::setResolutions(const QHash<QString, QList<double>>& recorded) {
  if (recorded == recorded_) return;
  recorded_ = recorded;
  const mbpo::BoundChoice kept = by_hand_ ? shown() : trained_;
  offerResolutions();
  show(kept);
}

/// Those of the chosen estimator, and the one in use.
void BoundSelector::offerResolutions() {
  const double now = resolution_->currentIndex() >= 0 ? resolution_->currentData().toDouble() : trained_.resolution;
  QList<double> all = recorded_.value(eps_m_->currentData().toString());
  if (eps_m_->currentData().toString() == text(trained_.eps_m_estimator) && !all.contains(trained_.resolution)) {
    all << trained_.resolution;
  }
  if (all.isEmpty()) all << now;
  std::ranges::sort(all);
  const QSignalBlocker quiet(resolution_);
  resolution_->clear();
  for (const double rho : all) resolution_->addItem(numberText(rho), rho);
  choose(resolution_, all.contains(now) ? now : all.contains(trained_.resolution) ? trained_.resolution : all.first());
}

void BoundSelector::show(const mbpo::BoundChoice& choice) {
  choose(theorem_, text(choice.theorem));
  choose(eps_m_, text(choice.eps_m_estimator));
  offerResolutions();
  choose(resolution_, choice.resolution);
  choose(eps_m_value_, choice.eps_m_pac ? QStringLiteral("pac") : QStringLiteral("estimate"));
  choose(eps_m_prime_, text(choice.eps_m_prime_source));
  choose(eps_pi_, text(choice.eps_pi_estimator));
  choose(aggregate_, text(choice.eps_pi_aggregate));
  const QSignalBlocker quiet(r_max_);
  r_max_->setValue(choice.r_max);
}

mbpo::BoundChoice BoundSelector::shown() const {
  const auto chosen = [](const QComboBox* combo) { return combo->currentData().toString().toStdString(); };
  mbpo::BoundChoice choice;
  choice.theorem = chosen(theorem_);
  choice.eps_m_estimator = chosen(eps_m_);
  choice.resolution = resolution_->currentData().toDouble();
  choice.eps_m_pac = chosen(eps_m_value_) == "pac";
  choice.eps_m_prime_source = chosen(eps_m_prime_);
  choice.eps_pi_estimator = chosen(eps_pi_);
  choice.eps_pi_aggregate = chosen(aggregate_);
  choice.r_max = r_max_->value();
  return choice;
}

void BoundSelector::takeHand() {
  offerResolutions();
  by_hand_ = true;
  as_trained_->setEnabled(true);
  Q_EMIT choiceChanged();
}

void BoundSelector::goBackToTrained() {
  if (!by_hand_) return;
  by_hand_ = false;
  as_trained_->setEnabled(false);
  show(trained_);
  Q_EMIT choiceChanged();
}

std::optional<mbpo::BoundChoice> BoundSelector::choice() const {
  return by_hand_ ? std::optional(shown()) : std::nullopt;
}

bool BoundSelector::isNormalised() const { return normalised_->isChecked(); }

void BoundSelector::setOrigin(const QString& words, Tone tone) {
  setLine(origin_, words, tone);
  origin_->setVisible(!words.isEmpty());
}
QString BoundSelector::origin() const { return origin_->text(); }
void BoundSelector::setVerdict(const QString& words, Tone tone) {
  setLine(verdict_, words, tone);
  verdict_->setVisible(!words.isEmpty());
}
QString BoundSelector::verdict() const { return verdict_->text(); }

}  // namespace panels
