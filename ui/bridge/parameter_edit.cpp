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

DraftReplacement::DraftReplacement(ParameterBoard& board, mbpo::Configuration old_draft, mbpo::Configuration new_draft)
    : board_(board), old_draft_(std::move(old_draft)), new_draft_(std::move(new_draft)) {
  setText(QCoreApplication::translate("DraftReplacement", "%1 with preset %2")
              .arg(QString::fromStdString(new_draft_.environment), QString::fromStdString(new_draft_.preset)));
}

void DraftReplacement::redo() { board_.replaceDraft(new_draft_); }
void DraftReplacement::undo() { board_.replaceDraft(old_draft_); }

}  // namespace bridge
