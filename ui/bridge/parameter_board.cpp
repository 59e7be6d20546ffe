#include "ui/bridge/parameter_board.h"

#include "base/error.h"
#include "mbpo/preset.h"
#include "ui/bridge/parameter_edit.h"

namespace bridge {
namespace {

QString valueIn(const mbpo::Configuration& configuration, const QString& key) {
  return QString::fromStdString(mbpo::parameterText(configuration, mbpo::findParameter(key.toStdString())));
}

/// A recorded run may name a preset that is gone; then the program's own defaults are the yardstick.
mbpo::Configuration yardstick(const mbpo::Configuration& configuration) {
  try {
    return mbpo::presetConfiguration(configuration.preset, configuration.environment);
  } catch (const base::Error&) {
    return {};
  }
}

}  // namespace

ParameterBoard::ParameterBoard(SessionBridge& bridge, QUndoStack& undo, QObject* parent)
    : QObject(parent), bridge_(bridge), undo_(undo) {
  connect(&bridge_, &SessionBridge::runReplaced, this, &ParameterBoard::onRunReplaced);
  connect(&bridge_, &SessionBridge::statusChanged, this, &ParameterBoard::onStatusChanged);
  connect(&bridge_, &SessionBridge::parameterApplied, this, &ParameterBoard::onApplied);
  connect(&bridge_, &SessionBridge::parameterRefused, this, &ParameterBoard::onRefused);
}

QString ParameterBoard::value(const QString& key) const {
  const auto edit = edits_.constFind(key);
  if (edit != edits_.constEnd() && edit->phase == EditState::Phase::pending) return edit->asked;
  return valueIn(configuration_, key);
}

bool ParameterBoard::changedFromDefault(const QString& key) const { return value(key) != valueIn(defaults_, key); }

QString ParameterBoard::lockReason(const QString& key) const {
  if (!bridge_.training()) return {};
  return QString::fromStdString(mbpo::findParameter(key.toStdString()).restart_reason);
}

void ParameterBoard::refuse(const QString& key, const QString& text, const QString& reason) {
  EditState& edit = edits_[key];
  edit = {EditState::Phase::refused, 0, text, 0, reason};
  Q_EMIT changed(key);
  Q_EMIT refused(key, text, reason);
}

bool ParameterBoard::allowed(const QString& key, const QString& text) {
  const QString locked = lockReason(key);
  if (!locked.isEmpty()) {
    refuse(key, text, tr("“%1” cannot change while a run goes on: %2").arg(key, locked));
    return false;
  }
  try {
    mbpo::Configuration trial = configuration_;
    mbpo::setParameter(trial, key.toStdString(), text.toStdString());
  } catch (const base::Error& error) {
    refuse(key, text, QString::fromStdString(error.what()));
    return false;
  }
  return true;
}

bool ParameterBoard::request(const QString& key, const QString& text) {
  if (!allowed(key, text)) return false;
  if (key == QLatin1String("environment")) return choosePreset(value(QStringLiteral("preset")), text);
  if (key == QLatin1String("preset")) return choosePreset(text, value(QStringLiteral("environment")));
  // Compare as the registry spells it, so that "0.050" is not a change of 0.05.
  mbpo::Configuration trial = configuration_;
  mbpo::setParameter(trial, key.toStdString(), text.toStdString());
  const QString spelled = valueIn(trial, key);
  if (spelled == value(key)) {
    Q_EMIT changed(key);
    return true;
  }
  undo_.push(new ParameterEdit(*this, key, value(key), spelled));
  return true;
}

bool ParameterBoard::requestManualLength(int k) {
  const QString length = QString::number(k), mode = QStringLiteral("rollout_mode");
  const bool by_hand = value(mode) == QLatin1String("manual");
  if (by_hand) return request(QStringLiteral("rollout_length"), length);
  if (!allowed(QStringLiteral("rollout_length"), length)) return false;
  undo_.beginMacro(tr("k = %1 by hand").arg(k));
  const bool done = request(QStringLiteral("rollout_length"), length) && request(mode, QStringLiteral("manual"));
  undo_.endMacro();
  return done;
}

bool ParameterBoard::choosePreset(const QString& preset, const QString& environment) {
  try {
    mbpo::Configuration chosen = mbpo::presetConfiguration(preset.toStdString(), environment.toStdString());
    chosen.seed = configuration_.seed;
    if (chosen != configuration_) {
      undo_.push(new DraftReplacement(*this, scenario(), {name_, note_, chosen}, tr("%1 with preset %2").arg(environment, preset)));
    }
    return true;
  } catch (const base::Error& error) {
    refuse(QStringLiteral("preset"), preset, QString::fromStdString(error.what()));
    return false;
  }
}

void ParameterBoard::adopt(const mbpo::Configuration& configuration) {
  undo_.clear();
  edits_.clear();
  replaceDraft({{}, {}, configuration});
}

bool ParameterBoard::requestDefault(const QString& key) { return request(key, valueIn(defaults_, key)); }

void ParameterBoard::requestLabels(const QString& name, const QString& note) {
  const std::string asked_name = name.toStdString(), asked_note = note.toStdString();
  if (asked_name == name_ && asked_note == note_) return;
  undo_.push(new LabelEdit(*this, {name_, note_}, {asked_name, asked_note}));
}

bool ParameterBoard::requestScenario(const mbpo::Scenario& asked) {
  try {
    mbpo::validate(asked.configuration);
  } catch (const base::Error& error) {
    Q_EMIT refused(tr("scenario"), QString::fromStdString(asked.name), QString::fromStdString(error.what()));
    return false;
  }
  if (bridge_.training()) return requestLiveScenario(asked);
  if (asked == scenario()) return true;
  const QString name = QString::fromStdString(asked.name);
  undo_.push(new DraftReplacement(*this, scenario(), asked, name.isEmpty() ? tr("scenario") : tr("scenario “%1”").arg(name)));
  return true;
}

bool ParameterBoard::requestLiveScenario(const mbpo::Scenario& asked) {
  QStringList keys, locked;
  for (const mbpo::Parameter& parameter : mbpo::parameterRegistry()) {
    const QString key = QString::fromStdString(parameter.key);
    if (valueIn(asked.configuration, key) == value(key) || parameter.key == "preset") continue;
    (parameter.live() ? keys : locked) << key;
  }
  const QString name = QString::fromStdString(asked.name);
  if (!locked.isEmpty()) {
    Q_EMIT refused(tr("scenario"), name,
                   tr("While a run goes on only live keys can change, and this scenario differs in %1. Stop the run "
                      "first (Shift+F5).").arg(locked.join(QStringLiteral(", "))));
    return false;
  }
  undo_.beginMacro(name.isEmpty() ? tr("scenario") : tr("scenario “%1”").arg(name));
  bool done = true;
  for (const QString& key : keys) done = request(key, valueIn(asked.configuration, key)) && done;
  requestLabels(name, QString::fromStdString(asked.note));
  undo_.endMacro();
  return done;
}

void ParameterBoard::post(const QString& key, const QString& text) {
  // Undo may reach back to before the run began.
  const QString locked = lockReason(key);
  if (!locked.isEmpty()) {
    refuse(key, text, tr("“%1” cannot change while a run goes on: %2").arg(key, locked));
    return;
  }
  try {
    if (bridge_.training()) {
      const quint64 ticket = bridge_.setParameter(key, text);
      edits_[key] = {EditState::Phase::pending, ticket, text, 0, {}};
    } else {
      mbpo::setParameter(configuration_, key.toStdString(), text.toStdString());
      edits_.remove(key);
    }
  } catch (const base::Error& error) {
    refuse(key, text, QString::fromStdString(error.what()));
    return;
  }
  Q_EMIT changed(key);
}

void ParameterBoard::replaceLabels(const std::string& name, const std::string& note) {
  name_ = name;
  note_ = note;
  Q_EMIT labelled();
}

void ParameterBoard::replaceDraft(const mbpo::Scenario& draft) {
  const mbpo::Configuration& configuration = draft.configuration;
  if (bridge_.training()) {
    Q_EMIT refused(QStringLiteral("preset"), QString::fromStdString(configuration.preset),
                   tr("The preset and the environment cannot change while a run goes on. Stop it first (Shift+F5)."));
    return;
  }
  configuration_ = configuration;
  defaults_ = yardstick(configuration);
  edits_.clear();
  replaceLabels(draft.name, draft.note);
  Q_EMIT replaced();
}

void ParameterBoard::onRunReplaced() {
  edits_.clear();
  if (bridge_.training() && bridge_.state().configuration) {
    configuration_ = *bridge_.state().configuration;
    defaults_ = yardstick(configuration_);
  }
  training_ = bridge_.training();
  Q_EMIT replaced();
}

void ParameterBoard::onStatusChanged() {
  if (training_ == bridge_.training()) return;
  training_ = bridge_.training();
  // A change that the run did not live to take: what was in force stays.
  if (!training_) edits_.clear();
  Q_EMIT replaced();
}

void ParameterBoard::onApplied(quint64 ticket, const QString& key, const QString& value, qint64 step) {
  mbpo::setParameter(configuration_, key.toStdString(), value.toStdString());
  EditState& edit = edits_[key];
  // An older answer while a newer question is open: that one is still pending.
  if (edit.phase != EditState::Phase::pending || edit.ticket == ticket) {
    edit = {EditState::Phase::applied, ticket, {}, step, {}};
  }
  Q_EMIT changed(key);
}

void ParameterBoard::onRefused(quint64 ticket, const QString& key, const QString& value, const QString& reason) {
  if (edits_.value(key).ticket == ticket) refuse(key, value, reason);
}

}  // namespace bridge
