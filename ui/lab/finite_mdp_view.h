#pragma once

#include <QWidget>

#include "ui/lab/finite_experiment.h"
#include "ui/lab/lab_facts.h"
#include "ui/lab/latest_answer.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QTableWidget;

namespace lab {

class Dial;
class LabModel;
class LineChart;

/// The theorems put to the test on a finite MDP, where both of their sides are exact: the true gap and every bound for
/// every k, and what share of each bound the gap takes up. Computed on a thread of its own (up to a million samples).
class FiniteMdpView : public QWidget {
  Q_OBJECT

 public:
  explicit FiniteMdpView(LabModel& model, QWidget* parent = nullptr);

  const FiniteResult& result() const { return result_; }
  /// Whether what the dials say is still being computed; `result` is what they said before.
  bool busy() const { return answer_.busy(); }
  LineChart& chart() { return *chart_; }
  void addFacts(LabFacts& facts) const;
  void setPresenting(bool presenting);

 Q_SIGNALS:
  void changed();

 private:
  QWidget* makeControls();
  QWidget* makeResult();
  void recalculate();
  void showDials();
  void take(FiniteResult result);
  void showChart();
  void showTable();
  void showWords();
  void useErrors();

  LabModel& model_;
  FiniteSpec spec_;
  FiniteResult result_;
  QWidget* controls_;
  QComboBox *world_, *kind_;
  QSpinBox* seed_;
  Dial *discount_, *shift_, *noise_, *samples_;
  LineChart* chart_;
  QTableWidget* table_;
  QLabel *verdict_, *numbers_;
  LatestAnswer<FiniteSpec, FiniteResult> answer_;
};

}  // namespace lab
