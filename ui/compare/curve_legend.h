#pragma once

#include <QList>
#include <QWidget>

#include "ui/compare/comparison.h"

class QLabel;
class QPushButton;

namespace charts {
class LegendEntry;
}

namespace panels {
class FlowLayout;
}

namespace compare {

/// One legend for all charts: a click shows or hides a curve, a Ctrl-click or double-click shows it alone, and once
/// more brings all back.
class CurveLegend : public QWidget {
  Q_OBJECT

 public:
  explicit CurveLegend(Comparison& comparison, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void rebuild();
  void dress();
  void follow();

  Comparison& comparison_;
  panels::FlowLayout* flow_;
  QList<charts::LegendEntry*> entries_;
  QPushButton* all_;
  QLabel* band_;
};

}  // namespace compare
