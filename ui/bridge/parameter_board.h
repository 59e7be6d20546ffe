#pragma once

#include <QHash>
#include <QObject>
#include <QUndoStack>

#include "mbpo/parameter_registry.h"
#include "mbpo/scenario.h"
#include "ui/bridge/session_bridge.h"

namespace bridge {

/// What became of the last edit of one parameter.
struct EditState {
  enum class Phase { settled, pending, applied, refused } phase = Phase::settled;
  quint64 ticket = 0;    ///< of the pending change
  QString asked;         ///< pending or refused: the value asked for
  qint64 step = 0;       ///< applied: since this real step
  QString reason;        ///< refused: why
};

/// The one place where parameters are edited, whoever asks: toolbar knobs, the panel, undo, the command line. With no
/// run going on it edits the draft, the configuration of the next run. While one goes on, a live key is posted to the
/// session and stays *pending* until the trainer acknowledges it; a restart-only key is refused with its reason.
/// Every accepted request is one step of the undo stack. GUI thread.
class ParameterBoard : public QObject {
  Q_OBJECT

 public:
  ParameterBoard(SessionBridge& bridge, QUndoStack& undo, QObject* parent = nullptr);

  /// In force while a run goes on, else the draft of the next one.
  const mbpo::Configuration& configuration() const { return configuration_; }
  /// What the preset gives for the environment: anything else is shown as changed.
  const mbpo::Configuration& defaults() const { return defaults_; }

  /// The value to show: the one asked for while a change is pending, else the one in force.
  QString value(const QString& key) const;
  bool changedFromDefault(const QString& key) const;
  EditState edit(const QString& key) const { return edits_.value(key); }
  /// Why the key cannot be edited now; empty: it can.
  QString lockReason(const QString& key) const;

  /// Asks for a value. False, with `refused`, when it is not allowed; then nothing has changed.
  bool request(const QString& key, const QString& text);
  /// Sets k by hand: switches the schedule off where it is on. One undo step.
  bool requestManualLength(int k);
  /// The draft becomes a preset's values for an environment; the seed stays.
  bool choosePreset(const QString& preset, const QString& environment);
  /// Asks for the preset's value.
  bool requestDefault(const QString& key);
  /// The draft becomes a given configuration (a recorded run's, the command line's), without name and note. Not undoable.
  void adopt(const mbpo::Configuration& configuration);

  /// What is shown, as an experiment that can be handed on: the values in force or of the draft, with name and note.
  mbpo::Scenario scenario() const { return {name_, note_, configuration_}; }
  /// All of a scenario, as one undo step. While a run goes on its differences must all be live; otherwise it is refused,
  /// naming the keys that are not, and nothing has changed.
  bool requestScenario(const mbpo::Scenario& scenario);
  /// Name and note of the experiment. Undoable.
  void requestLabels(const QString& name, const QString& note);

  // Carried out by the undo commands; nothing else calls these.
  void post(const QString& key, const QString& text);
  void replaceDraft(const mbpo::Scenario& draft);
  void replaceLabels(const std::string& name, const std::string& note);

 Q_SIGNALS:
  void changed(const QString& key);   ///< value, edit state or both
  void replaced();                    ///< everything may have changed, locks included
  void labelled();                    ///< name or note
  void refused(const QString& key, const QString& text, const QString& reason);

 private:
  bool allowed(const QString& key, const QString& text);
  bool requestLiveScenario(const mbpo::Scenario& scenario);
  void refuse(const QString& key, const QString& text, const QString& reason);
  void onRunReplaced();
  void onStatusChanged();
  void onApplied(quint64 ticket, const QString& key, const QString& value, qint64 step);
  void onRefused(quint64 ticket, const QString& key, const QString& value, const QString& reason);

  SessionBridge& bridge_;
  QUndoStack& undo_;
  mbpo::Configuration configuration_, defaults_;
  std::string name_, note_;
  QHash<QString, EditState> edits_;
  bool training_ = false;
};

}  // namespace bridge
