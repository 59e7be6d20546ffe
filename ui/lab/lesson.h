#pragma once

#include <QString>
#include <QStringList>
#include <filesystem>
#include <optional>
#include <vector>

#include "ui/lab/condition.h"
#include "ui/lab/lab_setting.h"

namespace lab {

/// One step of a lesson.
struct LessonStep {
  enum class Kind {
    predict,  ///< a question before looking: any answer ticks it, and the reasoning appears
    change,   ///< something to do: ticks itself once every condition holds
    check,    ///< a question about what can now be seen: the right answer ticks it
  };
  Kind kind = Kind::change;
  QString text;
  QStringList options;  ///< predict and check: at least two
  int answer = 0;       ///< index of the right option
  QString because;      ///< why; shown once the step is ticked
  std::vector<Condition>
      until;  ///< change: all of them; check: what must hold before it may be answered (may be empty)
};

/// A guided lesson, as in resources/lessons/*.json. A plain value.
struct Lesson {
  QString id;  ///< the file's name without its ending
  QString title, summary;
  int minutes = 3;
  QString view;  ///< page that it begins on: bound | finite-mdp | algorithm-1
  LabSetting start;
  std::vector<LessonStep> steps;
};

/// Throws base::Error that says what is wrong, at which step of which file, and what to do.
Lesson readLesson(const std::filesystem::path& file);
/// Every *.json of a folder in the order of their names.
std::vector<Lesson> readLessons(const std::filesystem::path& folder);

}  // namespace lab
