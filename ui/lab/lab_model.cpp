#include "ui/lab/lab_model.h"

#include <QUndoCommand>
#include <QUndoStack>
#include <algorithm>
#include <limits>

namespace lab {
namespace {

constexpr int kCommandId = 0x1AB;

/// From one setting to another; those of one gesture become one.
class SettingChange : public QUndoCommand {
 public:
  SettingChange(LabModel& model, LabSetting from, LabSetting to, int gesture, const QString& text)
      : QUndoCommand(text), model_(model), from_(from), to_(to), gesture_(gesture) {}

  void undo() override { model_.apply(from_); }
  void redo() override { model_.apply(to_); }
  int id() const override { return kCommandId; }
  bool mergeWith(const QUndoCommand* later) override {
    const auto* next = static_cast<const SettingChange*>(later);
    if (gesture_ == 0 || next->gesture_ != gesture_ || &next->model_ != &model_) return false;
    to_ = next->to_;
    return true;
  }

 private:
  LabModel& model_;
  LabSetting from_, to_;
  int gesture_;
};

}  // namespace

LabModel::LabModel(QUndoStack* undo, QObject* parent) : QObject(parent), undo_(undo) { recalculate(); }

double LabModel::penaltyHere() const {
  return setting_.k <= curve_.longest() ? curve_.totals[static_cast<std::size_t>(setting_.k)]
                                        : calcPenalty(setting_, setting_.k).calcTotal();
}

bool LabModel::isVacuous() const { return penaltyHere() >= curve_.vacuous_from; }

void LabModel::edit(Quantity quantity, double value) {
  record(withValue(setting_, quantity, value), quantityInfo(quantity).symbol);
}

void LabModel::edit(const LabSetting& setting, const QString& what) { record(setting, what); }

void LabModel::record(const LabSetting& to, const QString& what) {
  if (to == setting_) return;
  if (undo_ == nullptr) {
    apply(to);
  } else {
    undo_->push(new SettingChange(*this, setting_, to, gesture_, tr("change %1 in the bound lab").arg(what)));
  }
}

void LabModel::apply(const LabSetting& setting) {
  source_ = Source::mine;
  mine_ = setting;
  show(setting);
}

void LabModel::chooseTheorem(Theorem theorem) {
  LabSetting setting = setting_;
  setting.theorem = theorem;
  if (source_ == Source::mine) {
    record(setting, tr("the theorem"));
  } else if (setting != setting_) {
    show(setting);
  }
}

void LabModel::beginGesture() { gesture_ = ++gestures_; }

void LabModel::endGesture() {
  if (gesture_ == 0) return;
  gesture_ = 0;
  recalculate();  // the chart may draw in again
  Q_EMIT changed();
}

void LabModel::follow(const LiveReading& reading, const Trail& trail) {
  reading_ = reading;
  trail_ = trail;
  if (source_ == Source::live) {
    if (reading.known) {
      setSource(Source::live);
    } else {
      setSource(Source::mine);
    }
  }
  Q_EMIT liveChanged();
}

void LabModel::setSource(Source source) {
  if (source == Source::live) {
    if (!reading_.known) return;
    if (source_ == Source::mine) mine_ = setting_;
    source_ = Source::live;
    LabSetting setting = setting_;
    setting = withValue(setting, Quantity::discount, reading_.discount);
    setting = withValue(setting, Quantity::r_max, reading_.r_max);
    setting = withValue(setting, Quantity::eps_m, reading_.eps_m);
    setting = withValue(setting, Quantity::eps_pi, reading_.eps_pi);
    setting = withValue(setting, Quantity::slope, reading_.slope);
    show(withValue(setting, Quantity::k, static_cast<double>(reading_.k)));
  } else if (source_ == Source::live) {
    source_ = Source::mine;
    mine_.theorem = setting_.theorem;
    show(mine_);
  }
}

void LabModel::show(const LabSetting& setting) {
  setting_ = setting;
  recalculate();
  Q_EMIT changed();
}

void LabModel::recalculate() {
  const auto needed = [](const LabSetting& setting) {
    const BestLength best = calcBestLength(setting);
    return best.kind == BestLength::Kind::finite ? std::max(setting.k, std::min<std::int64_t>(best.k, 500)) : setting.k;
  };
  std::int64_t longest = needed(setting_);
  for (const auto& pin : pins_) {
    if (pin) longest = std::max(longest, needed(*pin));
  }
  std::int64_t shown = chooseLongest(longest);
  // Under a hand the axis may only widen: drawing in would move the line away from the mouse.
  if (gesture_ != 0) shown = std::max(shown, curve_.longest());
  curve_ = calcLabCurve(setting_, shown);
  for (std::size_t i = 0; i < pins_.size(); ++i)
    pin_curves_[i] = pins_[i] ? calcLabCurve(*pins_[i], shown) : LabCurve{};
}

void LabModel::togglePin(int index) {
  auto& pin = pins_.at(static_cast<std::size_t>(index));
  if (pin) {
    pin.reset();
  } else {
    pin = setting_;
  }
  recalculate();
  Q_EMIT pinsChanged();
  Q_EMIT changed();
}

void LabModel::highlight(std::string_view term) {
  if (term == highlighted_) return;
  highlighted_ = term;
  Q_EMIT highlightChanged();
}

QHash<QString, double> LabModel::facts() const {
  QHash<QString, double> facts;
  for (const Quantity quantity : kQuantities) {
    facts[QLatin1String(quantityInfo(quantity).key)] = valueOf(setting_, quantity);
  }
  const BestLength k_star = calcKStar(setting_);
  facts[QStringLiteral("k_star")] =
      k_star.kind == BestLength::Kind::finite ? static_cast<double>(k_star.k) : std::numeric_limits<double>::infinity();
  facts[QStringLiteral("eps_m_prime")] = calcEpsMPrime(setting_);
  facts[QStringLiteral("penalty")] = penaltyHere();
  facts[QStringLiteral("penalty_normalised")] = penaltyHere() / curve_.return_scale;
  facts[QStringLiteral("vacuous")] = isVacuous() ? 1 : 0;
  facts[QStringLiteral("pins")] =
      static_cast<double>(std::ranges::count_if(pins_, [](const auto& p) { return p.has_value(); }));
  return facts;
}

QJsonObject LabModel::state() const {
  QJsonObject state{{QStringLiteral("setting"), toJson(source_ == Source::mine ? setting_ : mine_)}};
  for (int i = 0; i < kPins; ++i) {
    if (pin(i)) state[pinName(i)] = toJson(*pin(i));
  }
  return state;
}

void LabModel::restore(const QJsonObject& state) {
  for (int i = 0; i < kPins; ++i) {
    const QJsonValue kept = state[pinName(i)];
    if (kept.isObject()) pins_[static_cast<std::size_t>(i)] = settingFromJson(kept.toObject());
  }
  apply(settingFromJson(state[QStringLiteral("setting")].toObject()));
  Q_EMIT pinsChanged();
}

QString pinName(int index) { return QString(QChar(u'A' + index)); }

}  // namespace lab
