#pragma once

#include <QWidget>

#include "ui/lab/lab_facts.h"
#include "ui/lab/lab_model.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QUndoStack;

namespace bridge {
class SessionBridge;
}

namespace lab {

class BoundView;
class FiniteMdpView;
class ImprovementView;
class LessonPanel;
class LiveFollower;
struct Lesson;

/// The page "Bound lab": the return bounds to play with, put to the test on exact finite MDPs, and at work in Algorithm
/// 1; guided lessons beside them. Works with no run at all; with one it can follow the run's estimates.
class LabPage : public QWidget {
  Q_OBJECT

 public:
  enum class View { bound, finite_mdp, algorithm_1 };

  /// Without an undo stack nothing can be undone.
  explicit LabPage(bridge::SessionBridge& bridge, QUndoStack* undo = nullptr, QWidget* parent = nullptr);

  LabModel& model() { return model_; }
  BoundView& boundView() { return *bound_; }
  FiniteMdpView& finiteMdpView() { return *finite_; }
  ImprovementView& improvementView() { return *improvement_; }
  LessonPanel& lessons() { return *lessons_; }
  LabFacts facts() const;

  void setView(View view);
  View view() const;
  void showLessons(bool shown);
  /// Formula, charts and lesson alone; the window makes room and enlarges the text (`presentingChanged`). Esc leaves.
  void setPresenting(bool presenting);
  bool isPresenting() const { return presenting_; }

 Q_SIGNALS:
  void presentingChanged(bool presenting);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* makeHeader();
  QPushButton* makeChip(const QString& name, const QString& text, const QString& tip, QWidget* parent);
  void makeViews();
  void makeLessons();
  void connectParts();
  void layOut(const Lesson& lesson);
  void arrange();
  void refresh();
  void observe();

  LabModel model_;
  LiveFollower* follower_;
  BoundView* bound_ = nullptr;
  FiniteMdpView* finite_ = nullptr;
  ImprovementView* improvement_ = nullptr;
  LessonPanel* lessons_ = nullptr;
  QScrollArea* bound_scroll_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  QSplitter* splitter_ = nullptr;
  QPushButton *bound_chip_, *finite_chip_, *algorithm_chip_, *mine_, *live_, *lessons_chip_, *present_;
  QWidget* values_ = nullptr;
  bool presenting_ = false;
};

}  // namespace lab
