#include "ui/panels/scenario_strip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/panels/font_fit.h"

namespace panels {
namespace {

constexpr int kLongestName = 80, kLongestNote = 2000;

}  // namespace

ScenarioStrip::ScenarioStrip(bridge::ParameterBoard& board, QWidget* parent)
    : QWidget(parent),
      board_(board),
      first_row_(new QHBoxLayout),
      name_(new QLineEdit(this)),
      note_(new QLineEdit(this)) {
  setObjectName(QStringLiteral("scenarioStrip"));
  name_->setObjectName(QStringLiteral("scenarioName"));
  name_->setAccessibleName(tr("Scenario's name"));
  name_->setPlaceholderText(tr("Unnamed scenario"));
  name_->setToolTip(tr("Name of this experiment: goes into the scenario file"));
  name_->setMaxLength(kLongestName);
  note_->setObjectName(QStringLiteral("scenarioNote"));
  note_->setAccessibleName(tr("Scenario's note"));
  note_->setPlaceholderText(tr("Note: what is tried, and why"));
  note_->setToolTip(tr("A note that goes into the scenario file"));
  note_->setMaxLength(kLongestNote);
  first_row_->setSpacing(2);
  first_row_->addWidget(name_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addLayout(first_row_);
  column->addWidget(note_);
  connect(name_, &QLineEdit::textChanged, this, [this](const QString& name) {
    // An experiment without a name needs no room for a note.
    note_->setVisible(!name.isEmpty() || !note_->text().isEmpty());
  });
  connect(name_, &QLineEdit::editingFinished, this, &ScenarioStrip::commit);
  connect(note_, &QLineEdit::editingFinished, this, &ScenarioStrip::commit);
  connect(&board_, &bridge::ParameterBoard::labelled, this, &ScenarioStrip::refresh);
  refresh();
}

void ScenarioStrip::addActions(const QList<QAction*>& actions) {
  for (QAction* action : actions) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QStringLiteral("scenario_") + action->objectName());
    button->setAccessibleName(action->text().remove(u'&').remove(QStringLiteral(" …")));
    button->setFocusPolicy(Qt::TabFocus);
    fitToFont(*button, [button] {
      const int side = qRound(14 * textScale());
      button->setIconSize({side, side});
    });
    first_row_->addWidget(button);
  }
}

void ScenarioStrip::commit() { board_.requestLabels(name_->text().trimmed(), note_->text().trimmed()); }

void ScenarioStrip::refresh() {
  const mbpo::Scenario scenario = board_.scenario();
  const auto put = [](QLineEdit* field, const std::string& text) {
    // A line edit has one line; a longer note keeps its breaks in the tooltip.
    const QString whole = QString::fromStdString(text);
    if (field->text() == whole) return;
    field->setText(whole);
    field->setCursorPosition(0);
  };
  put(note_, scenario.note);
  put(name_, scenario.name);
  note_->setVisible(!scenario.name.empty() || !scenario.note.empty());
  note_->setToolTip(scenario.note.empty() ? tr("A note that goes into the scenario file")
                                          : QString::fromStdString(scenario.note));
}

}  // namespace panels
