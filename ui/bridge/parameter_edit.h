#pragma once

#include <QUndoCommand>

#include "mbpo/configuration.h"

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

/// The undoable choice of another preset or environment: the whole draft changes.
class DraftReplacement : public QUndoCommand {
 public:
  DraftReplacement(ParameterBoard& board, mbpo::Configuration old_draft, mbpo::Configuration new_draft);
  void redo() override;
  void undo() override;

 private:
  ParameterBoard& board_;
  mbpo::Configuration old_draft_, new_draft_;
};

}  // namespace bridge
