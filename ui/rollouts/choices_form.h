#pragma once

#include <QList>
#include <QWidget>

#include "ui/rollouts/choices.h"

class QCheckBox;
class QPushButton;
class QSlider;
class QSpinBox;

namespace panels {
class FlowLayout;
}

namespace rollouts {

/// Start, horizon, who acts, which members, samples: every change is told at once.
class ChoicesForm : public QWidget {
  Q_OBJECT

 public:
  explicit ChoicesForm(QWidget* parent = nullptr);

  const Choices& choices() const { return choices_; }
  void setChoices(const Choices& choices);  ///< without telling
  /// Steps of the chosen episode that can be started from.
  void setEpisodeLength(int steps);
  /// How many networks there are, and which of them are elites (empty: not known yet).
  void setEnsemble(int networks, const std::vector<int>& elites);

 Q_SIGNALS:
  void changed(const rollouts::Choices& choices);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* addField(const QString& caption, QList<QWidget*> controls);
  QSpinBox* makeNumber(const char* name, const QString& spoken, const QString& tip, int least, int most);
  QPushButton* makeChip(const char* name, const QString& text, const QString& tip);
  void buildStart();
  void buildActions();
  void buildMembers();
  void showChoices();
  void change(const Choices& choices);
  void toggleMember(int member, bool on);
  void dressMembers();

  Choices choices_;
  panels::FlowLayout* flow_;
  QSlider* slider_;
  QSpinBox *start_, *horizon_, *samples_, *seed_;
  QCheckBox* buffer_;
  QPushButton *open_, *closed_, *mean_, *sampled_, *elites_button_;
  QWidget* policy_field_;
  QList<QPushButton*> member_buttons_;
  std::vector<int> elites_;
  int episode_length_ = 0;
};

}  // namespace rollouts
