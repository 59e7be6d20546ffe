#pragma once

#include <QHash>
#include <QList>
#include <QWidget>
#include <optional>

#include "mbpo/recorded_bound.h"
#include "ui/panels/accents.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace panels {

class FlowLayout;

/// Which of the recorded estimates the bound on screen is made of: theorem, ε_m, ρ, ε_m′, ε_π, r_max, and in what
/// units. It stands at the trainer's own choices until a hand changes one; *As trained* goes back. Below, in words:
/// where the numbers come from, and what the bound is worth.
class BoundSelector : public QWidget {
  Q_OBJECT

 public:
  explicit BoundSelector(QWidget* parent = nullptr);

  /// What the trainer uses now; the controls go along unless a hand has changed them.
  void setTrained(const mbpo::BoundChoice& trained, double discount);
  /// The resolutions that were recorded, by estimator of ε_m.
  void setResolutions(const QHash<QString, QList<double>>& recorded);
  /// Empty: as trained.
  std::optional<mbpo::BoundChoice> choice() const;
  bool isNormalised() const;

  void setOrigin(const QString& text, Tone tone);
  QString origin() const;
  void setVerdict(const QString& text, Tone tone);
  QString verdict() const;

 public Q_SLOTS:
  void goBackToTrained();

 Q_SIGNALS:
  void choiceChanged();
  void unitsChanged();

 private:
  QComboBox* addCombo(const char* id, const QString& caption, const QString& tooltip,
                      const QList<std::pair<QString, QString>>& entries);
  void addItem(const QString& caption, QWidget* control);
  void takeHand();
  void offerResolutions();
  void show(const mbpo::BoundChoice& choice);
  mbpo::BoundChoice shown() const;

  FlowLayout* flow_;
  QComboBox *theorem_, *eps_m_, *resolution_, *eps_m_value_, *eps_m_prime_, *eps_pi_, *aggregate_;
  QDoubleSpinBox* r_max_;
  QLabel *discount_, *origin_, *verdict_;
  QPushButton *normalised_, *as_trained_;
  QHash<QString, QList<double>> recorded_;
  mbpo::BoundChoice trained_;
  bool by_hand_ = false;
};

}  // namespace panels
