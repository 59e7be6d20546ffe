#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/lab/improvement_run.h"
#include "ui/lab/lab_facts.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace lab {

class Dial;
class LineChart;

/// Algorithm 1 on a finite MDP, one iteration at a time or all of them: the exact ν before and after, the model side
/// and the lower bound that it certifies, and which steps were taken.
class ImprovementView : public QWidget {
  Q_OBJECT

 public:
  explicit ImprovementView(QWidget* parent = nullptr);

  /// Iterations on screen; 0 before the first.
  int shown() const { return shown_; }
  const ImprovementResult* result() const { return result_.get(); }
  bool busy() const { return run_.busy(); }
  LineChart& chart() { return *chart_; }
  void addFacts(LabFacts& facts) const;
  void setPresenting(bool presenting);

 Q_SIGNALS:
  void changed();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* makeControls();
  QWidget* makeResult();
  void restart();
  void take(std::shared_ptr<const ImprovementResult> result);
  void step();
  void play();
  void refresh();
  void showChart();
  void showTable();

  ImprovementSpec spec_;
  ImprovementRun run_;
  std::shared_ptr<const ImprovementResult> result_;
  int shown_ = 0;
  QTimer player_;
  QWidget* controls_;
  QComboBox *world_, *certificate_, *errors_;
  QSpinBox* seed_;
  Dial* samples_;
  QPushButton *step_, *play_, *reset_;
  QLabel *verdict_, *note_;
  LineChart* chart_;
  QTableWidget* table_;
};

}  // namespace lab
