#pragma once

#include <QWidget>

#include "ui/lab/lab_model.h"

class QBoxLayout;
class QComboBox;
class QFrame;
class QLabel;
class QPushButton;

namespace lab {

class FormulaView;
class PhaseDiagram;
class TermsChart;
class QuantitySlider;
class VacuousBadge;

/// The bound itself: formula and verdict above, sliders and pins beside the stacked terms and the phase diagram. The
/// charts stand side by side where there is room, else one above the other.
class BoundView : public QWidget {
  Q_OBJECT

 public:
  explicit BoundView(LabModel& model, QWidget* parent = nullptr);

  /// Arranges the parts for what can be seen of this page without scrolling.
  void arrangeFor(QSize room);
  /// Formula and charts alone.
  void setPresenting(bool presenting);

  FormulaView& formula() { return *formula_; }
  TermsChart& terms() { return *terms_; }
  PhaseDiagram& phase() { return *phase_; }
  VacuousBadge& badge() { return *badge_; }

 private:
  QFrame* makeFormulaCard();
  QWidget* makeControls();
  QFrame* makeTermsCard();
  QFrame* makePhaseCard();
  QPushButton* makeChip(const QString& name, const QString& text, const QString& tip, QWidget* parent);
  void refresh();

  LabModel& model_;
  QComboBox* theorem_;
  QLabel *note_, *origins_;
  FormulaView* formula_;
  VacuousBadge* badge_;
  TermsChart* terms_;
  PhaseDiagram* phase_;
  QWidget* controls_;
  QList<QuantitySlider*> sliders_;
  QPushButton* why_;
  QSize room_;
  bool wordy_ = false;
  QFrame *terms_card_, *phase_card_;
  QBoxLayout* charts_;
};

}  // namespace lab
