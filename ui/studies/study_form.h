#pragma once

#include <QWidget>

#include "study/study_settings.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace studies {

/// What a study is to do: whose policy, which task, how many transitions, how many policies.
class StudyForm : public QWidget {
  Q_OBJECT

 public:
  explicit StudyForm(QWidget* parent = nullptr);

  /// The run that the window shows, from whose checkpoint π_D may be taken. Empty: none.
  void setShownRun(const QString& directory, const QString& name);
  bool takesRun() const;

  /// What is filled in. Throws base::Error that says which field is wrong and what is allowed.
  study::StudySettings settings() const;

 private:
  void build();
  QWidget* addField(const QString& caption, QWidget* field, const char* name, const QString& tip);
  void suggestPretraining();
  void enableFields();

  QComboBox *source_, *environment_;
  QSpinBox *pretraining_, *policies_, *updates_, *rows_, *seed_;
  QLineEdit* transitions_;
  QString run_directory_;
};

/// "1000, 3 000; 10000" → numbers, ascending, each once. Throws base::Error.
std::vector<std::int64_t> parseTransitions(const QString& text);

}  // namespace studies
