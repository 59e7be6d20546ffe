#include "ui/studies/study_form.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

#include "base/error.h"
#include "env/task_info.h"
#include "mbpo/parameter_registry.h"
#include "run/checkpoint_store.h"
#include "run/run_directory.h"

namespace studies {
namespace {

constexpr int kColumns = 4;
const char* const kPreset = "interactive";

enum Source { train_first, shown_run };

mbpo::Configuration configurationOf(const QString& environment) {
  return study::studyConfiguration(kPreset, environment.toStdString());
}

}  // namespace

std::vector<std::int64_t> parseTransitions(const QString& text) {
  std::vector<std::int64_t> numbers;
  static const QRegularExpression between(QStringLiteral("[,;]"));
  static const QRegularExpression spaces(QStringLiteral("\\s"));
  for (QString part : text.split(between, Qt::SkipEmptyParts)) {
    part.remove(spaces);
    if (part.isEmpty()) continue;
    bool whole = false;
    numbers.push_back(part.toLongLong(&whole));
    if (!whole)
      throw base::Error("n: “" + part.toStdString() + "” is no whole number; write for example 1000, 3000, 10000");
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

StudyForm::StudyForm(QWidget* parent)
    : QWidget(parent),
      source_(new QComboBox(this)),
      environment_(new QComboBox(this)),
      pretraining_(new QSpinBox(this)),
      policies_(new QSpinBox(this)),
      updates_(new QSpinBox(this)),
      rows_(new QSpinBox(this)),
      seed_(new QSpinBox(this)),
      transitions_(new QLineEdit(this)) {
  setObjectName(QStringLiteral("studyForm"));
  setAccessibleName(tr("What to study"));
  build();
  connect(source_, &QComboBox::currentIndexChanged, this, &StudyForm::enableFields);
  connect(environment_, &QComboBox::currentIndexChanged, this, &StudyForm::suggestPretraining);
  suggestPretraining();
  enableFields();
}

void StudyForm::build() {
  const study::StudySettings usual;
  source_->addItem(tr("trained first"), train_first);
  source_->addItem(tr("of the shown run"), shown_run);
  for (const std::string& name : env::taskNames()) environment_->addItem(QString::fromStdString(name));
  environment_->setCurrentText(QStringLiteral("inverted_pendulum"));
  for (QComboBox* combo : {source_, environment_}) {
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(10);
  }
  const auto range = [](QSpinBox* spin, int low, int high, int value, int step) {
    spin->setRange(low, high);
    spin->setSingleStep(step);
    spin->setValue(value);
  };
  range(pretraining_, 0, 1'000'000, 0, 250);
  range(policies_, 2, 200, usual.policies, 1);
  range(updates_, 2, 1'000'000, static_cast<int>(usual.updates), 100);
  range(rows_, 30, 100'000, static_cast<int>(usual.fresh_rows), 100);
  range(seed_, 0, std::numeric_limits<int>::max(), 1, 1);
  transitions_->setText(QStringLiteral("1000, 3000, 10000"));

  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(6);
  const QList<QWidget*> fields{
      addField(tr("π_D"), source_, "study_source",
               tr("The policy that collects the models' data, and from which all others start")),
      addField(tr("Environment"), environment_, "study_environment",
               tr("The body and task; settings are those of the interactive preset, with standardised "
                  "targets")),
      addField(tr("Train π_D for (steps)"), pretraining_, "study_pretraining",
               tr("Real steps that π_D is trained for before the study; 0 takes the untrained policy")),
      addField(tr("n (transitions of π_D)"), transitions_, "study_transitions",
               tr("One model is fitted to each number of transitions and then frozen")),
      addField(tr("Policies per model"), policies_, "study_policies",
               tr("Intermediate policies measured on the way from π_D; they lie closer together at first")),
      addField(tr("Updates to the last"), updates_, "study_updates", tr("SAC updates from π_D to the last policy")),
      addField(tr("Rows per policy"), rows_, "study_rows",
               tr("Fresh real transitions that each policy's error is measured on; whole episodes, five at least")),
      addField(tr("Seed"), seed_, "study_seed", tr("The same seed gives the same study"))};
  for (int i = 0; i < fields.size(); ++i) grid->addWidget(fields[i], i / kColumns, i % kColumns);
  for (int column = 0; column < kColumns; ++column) grid->setColumnStretch(column, column < 2 ? 6 : 5);
}

QWidget* StudyForm::addField(const QString& caption, QWidget* field, const char* name, const QString& tip) {
  auto* box = new QWidget(this);
  auto* label = new QLabel(caption, box);
  label->setProperty("tone", QStringLiteral("muted"));
  QFont small = label->font();
  small.setPointSizeF(small.pointSizeF() * 0.88);
  label->setFont(small);
  label->setBuddy(field);
  field->setObjectName(QString::fromLatin1(name));
  field->setAccessibleName(caption);
  field->setToolTip(tip);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(3);
  column->addWidget(label);
  column->addWidget(field);
  return box;
}

void StudyForm::setShownRun(const QString& directory, const QString& name) {
  run_directory_ = directory;
  source_->setItemText(shown_run, directory.isEmpty() ? tr("of the shown run (none)") : tr("of %1").arg(name));
  source_->setItemData(shown_run, directory, Qt::ToolTipRole);
}

bool StudyForm::takesRun() const { return source_->currentData().toInt() == shown_run; }

void StudyForm::suggestPretraining() {
  pretraining_->setValue(static_cast<int>(study::defaultPretraining(configurationOf(environment_->currentText()))));
}

void StudyForm::enableFields() {
  environment_->setEnabled(!takesRun());
  pretraining_->setEnabled(!takesRun());
}

study::StudySettings StudyForm::settings() const {
  study::StudySettings settings;
  if (takesRun()) {
    if (run_directory_.isEmpty())
      throw base::Error("no run is shown: open one from the list on the left, or train π_D first");
    const std::filesystem::path directory = run_directory_.toStdString();
    settings.configuration = run::readConfiguration(directory);
    const auto checkpoint = run::newestCheckpoint(directory);
    if (!checkpoint) {
      throw base::Error(directory.filename().string() +
                        " has no checkpoint yet: save one (Ctrl+S) while it trains, or train π_D first");
    }
    settings.checkpoint = checkpoint->file;
  } else {
    settings.configuration = configurationOf(environment_->currentText());
    settings.pretraining_steps = pretraining_->value();
  }
  settings.configuration.seed = seed_->value();
  settings.configuration.threads = 1;  // a training run may have the others
  settings.transitions = parseTransitions(transitions_->text());
  settings.policies = policies_->value();
  settings.updates = updates_->value();
  settings.fresh_rows = rows_->value();
  return settings;
}

}  // namespace studies
