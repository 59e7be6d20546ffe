#pragma once

#include <QFrame>
#include <QSet>
#include <functional>

#include "ui/lab/lesson_progress.h"

class QLabel;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace lab {

/// The lessons: a list to choose from, and the one that is going on, step by step. Steps tick themselves; the next one
/// appears below. Owns the lessons; asks for the laboratory's facts and to have a lesson's setting laid out.
class LessonPanel : public QFrame {
  Q_OBJECT

 public:
  /// `facts` tells what is the case now. `problem`, where not empty, is shown in place of the list.
  LessonPanel(std::vector<Lesson> lessons, const QString& problem, std::function<LabFacts()> facts,
              QWidget* parent = nullptr);

  const std::vector<Lesson>& lessons() const { return lessons_; }
  const LessonProgress& progress() const { return progress_; }
  /// Begins a lesson; its setting is asked for by `began`.
  void begin(const QString& id);
  void leave();
  /// Something has changed: lets the open step tick itself.
  void observe();

 Q_SIGNALS:
  void began(const lab::Lesson& lesson);
  void ended();
  void closed();  ///< the panel is to be put away

 private:
  QWidget* makeList(const QString& problem);
  QWidget* makeReader();
  QWidget* makeHeader(const QString& title, QLabel** label, bool back);
  QWidget* makeStep(std::size_t index);
  void addChoices(QVBoxLayout& column, QWidget& card, std::size_t index);
  void answer(int option);
  void showList();
  void showSteps();
  void refreshChoices();

  std::vector<Lesson> lessons_;
  std::function<LabFacts()> facts_;
  LessonProgress progress_;
  QSet<QString> finished_;
  QStackedWidget* stack_;
  QWidget* list_page_;
  QVBoxLayout* list_;
  QLabel *title_, *count_;
  QScrollArea* scroll_;
  bool may_answer_ = false;
};

}  // namespace lab
