#pragma once

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <array>
#include <optional>

#include "ui/lab/lab_curve.h"
#include "ui/lab/live_reading.h"

class QUndoStack;

namespace lab {

/// The laboratory's state: the setting that is shown, whose values they are, the pinned ones, and the curve of C(k).
/// Every widget of the bound's page draws from it and edits through it; nothing else holds a value. GUI thread.
///
/// An edit by hand is one step of the undo stack; a drag is one, however many values it passes (`beginGesture`). An
/// edit while the run's values are followed takes them over as the person's own and stops following.
class LabModel : public QObject {
  Q_OBJECT

 public:
  enum class Source { mine, live };
  static constexpr int kPins = 3;  ///< A, B, C

  /// Without a stack nothing can be undone.
  explicit LabModel(QUndoStack* undo = nullptr, QObject* parent = nullptr);

  const LabSetting& setting() const { return setting_; }
  const LabCurve& curve() const { return curve_; }
  Source source() const { return source_; }
  const LiveReading& reading() const { return reading_; }
  const Trail& trail() const { return trail_; }
  const std::optional<LabSetting>& pin(int index) const { return pins_.at(static_cast<std::size_t>(index)); }
  const LabCurve& pinCurve(int index) const { return pin_curves_.at(static_cast<std::size_t>(index)); }
  /// The term that the mouse is on, or empty.
  std::string_view highlighted() const { return highlighted_; }
  bool isVacuous() const;
  double penaltyHere() const;  ///< C at the current k, reward units

  void edit(Quantity quantity, double value);
  void edit(const LabSetting& setting, const QString& what);  ///< several at once: a preset, a pin, the diagram's point
  void chooseTheorem(Theorem theorem);                        ///< leaves the source alone
  void beginGesture();
  void endGesture();
  void follow(const LiveReading& reading, const Trail& trail);
  /// Refused, and nothing changes, while the run has no values.
  void setSource(Source source);
  void togglePin(int index);  ///< pins what is shown, or lets go
  void highlight(std::string_view term);

  /// One's own setting and the pins, to be kept from one start to the next. What is missing or no number stays as it is.
  QJsonObject state() const;
  void restore(const QJsonObject& state);

  /// Carried out by undo and redo; nothing else calls it.
  void apply(const LabSetting& setting);

  /// What the conditions of lessons may speak of.
  QHash<QString, double> facts() const;

 Q_SIGNALS:
  void changed();  ///< setting, curve or source
  void pinsChanged();
  void liveChanged();  ///< reading or trail
  void highlightChanged();

 private:
  void show(const LabSetting& setting);
  void recalculate();
  void record(const LabSetting& to, const QString& what);

  QUndoStack* undo_;
  LabSetting setting_, mine_;
  LabCurve curve_;
  std::array<std::optional<LabSetting>, kPins> pins_;
  std::array<LabCurve, kPins> pin_curves_;
  Source source_ = Source::mine;
  LiveReading reading_;
  Trail trail_;
  std::string_view highlighted_;
  int gesture_ = 0, gestures_ = 0;  ///< 0: none going on
};

QString pinName(int index);  ///< "A"

}  // namespace lab
