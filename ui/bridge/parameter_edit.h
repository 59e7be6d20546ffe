#pragma once

#include <QUndoCommand>

#include "mbpo/scenario.h"

namespace bridge {

class ParameterBoard;

/// One undoable change of one parameter, live or in the draft. Undo asks for the old value the same way.
class ParameterEdit : public QUndoCommand {
 public:
  ParameterEdit(ParameterBoard& board, QString key, QString old_value, QString new_value);
  void redo() override;
  void undo() override;

 private:
  ParameterBoard& board_;
  QString key_, old_value_, new_value_;
};

/// The undoable choice of another preset, environment or scenario: the whole draft changes.
class DraftReplacement : public QUndoCommand {
 public:
  DraftReplacement(ParameterBoard& board, mbpo::Scenario old_draft, mbpo::Scenario new_draft, const QString& text);
  void redo() override;
  void undo() override;

 private:
  ParameterBoard& board_;
  mbpo::Scenario old_draft_, new_draft_;
};

/// Another name or note of the experiment.
class LabelEdit : public QUndoCommand {
 public:
  struct Labels {
    std::string name, note;
  };

  LabelEdit(ParameterBoard& board, Labels old_labels, Labels new_labels);
  void redo() override;
  void undo() override;

 private:
  ParameterBoard& board_;
  Labels old_labels_, new_labels_;
};

}  // namespace bridge
