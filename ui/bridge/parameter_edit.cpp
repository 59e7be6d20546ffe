#include "ui/bridge/parameter_edit.h"

#include <QCoreApplication>

#include "ui/bridge/parameter_board.h"

namespace bridge {

ParameterEdit::ParameterEdit(ParameterBoard& board, QString key, QString old_value, QString new_value)
    : board_(board), key_(std::move(key)), old_value_(std::move(old_value)), new_value_(std::move(new_value)) {
  setText(QStringLiteral("%1: %2 → %3").arg(key_, old_value_, new_value_));
}

void ParameterEdit::redo() { board_.post(key_, new_value_); }
void ParameterEdit::undo() { board_.post(key_, old_value_); }

DraftReplacement::DraftReplacement(ParameterBoard& board, mbpo::Scenario old_draft, mbpo::Scenario new_draft,
                                   const QString& text)
    : board_(board), old_draft_(std::move(old_draft)), new_draft_(std::move(new_draft)) {
  setText(text);
}

void DraftReplacement::redo() { board_.replaceDraft(new_draft_); }
void DraftReplacement::undo() { board_.replaceDraft(old_draft_); }

LabelEdit::LabelEdit(ParameterBoard& board, Labels old_labels, Labels new_labels)
    : board_(board), old_labels_(std::move(old_labels)), new_labels_(std::move(new_labels)) {
  setText(QCoreApplication::translate("LabelEdit", "name and note"));
}

void LabelEdit::redo() { board_.replaceLabels(new_labels_.name, new_labels_.note); }
void LabelEdit::undo() { board_.replaceLabels(old_labels_.name, old_labels_.note); }

}  // namespace bridge
