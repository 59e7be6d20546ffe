#include "ui/window/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include "ui/panels/icon.h"

namespace window {

PreferencesDialog::PreferencesDialog(const Preferences& preferences, QWidget* parent)
    : QDialog(parent),
      first_(preferences),
      theme_(new QComboBox(this)),
      runs_(new QLineEdit(this)),
      recovery_(new QCheckBox(tr("After a crash, offer to train the last run on"), this)) {
  setObjectName(QStringLiteral("preferencesDialog"));
  setWindowTitle(tr("Preferences"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(16);
  form->setVerticalSpacing(10);

  theme_->setObjectName(QStringLiteral("preferences_theme"));
  theme_->setAccessibleName(tr("Colours"));
  theme_->setToolTip(tr("Light or dark; as the desktop was when the program started"));
  theme_->addItem(tr("As the desktop"), int(panels::ThemeChoice::system));
  theme_->addItem(tr("Light"), int(panels::ThemeChoice::light));
  theme_->addItem(tr("Dark"), int(panels::ThemeChoice::dark));
  theme_->setCurrentIndex(theme_->findData(int(preferences.theme)));
  form->addRow(tr("Colours"), theme_);
  text_ = addNumber(*form, QStringLiteral("preferences_text"), tr("Text size"),
                    tr("Size of all text, and of what goes with it"), panels::kSmallestText, panels::kLargestText,
                    tr(" %"));
  text_->setSingleStep(10);
  updates_ = addNumber(*form, QStringLiteral("preferences_updates"), tr("Numbers and charts"),
                       tr("How often the window looks for news of the run; fewer leave more to the trainer"), 2, 20,
                       tr(" updates/s"));
  viewer_ = addNumber(*form, QStringLiteral("preferences_viewer"), tr("Viewer"),
                      tr("Pictures of the body per second, at most; fewer leave more to the trainer"), 5, 60,
                      tr(" pictures/s"));
  form->addRow(tr("Folder of runs"), makeRunsFolder());
  recovery_->setObjectName(QStringLiteral("preferences_recovery"));
  recovery_->setAccessibleName(recovery_->text());
  recovery_->setToolTip(tr("Looks at the newest run of the folder when the program starts"));
  form->addRow(QString(), recovery_);

  text_->setValue(preferences.text_percent);
  updates_->setValue(preferences.updates_per_second);
  viewer_->setValue(preferences.viewer_rate);
  runs_->setText(preferences.runs_folder);
  recovery_->setChecked(preferences.offer_recovery);

  auto* buttons = new QDialogButtonBox(this);
  const auto add = [this, buttons](const QString& text, const char* name, const QString& tip, bool keeps) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setProperty("primary", keeps);
    buttons->addButton(button, keeps ? QDialogButtonBox::AcceptRole : QDialogButtonBox::RejectRole);
  };
  add(tr("OK"), "preferences_ok", tr("Keep what is set"), true);
  add(tr("Cancel"), "preferences_cancel", tr("Everything as it was before"), false);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(24, 20, 24, 16);
  column->setSpacing(20);
  column->addLayout(form);
  column->addWidget(buttons);

  connect(theme_, &QComboBox::currentIndexChanged, this, &PreferencesDialog::tell);
  for (QSpinBox* number : {text_, updates_, viewer_}) {
    connect(number, &QSpinBox::valueChanged, this, &PreferencesDialog::tell);
  }
  connect(runs_, &QLineEdit::editingFinished, this, &PreferencesDialog::tell);
  connect(recovery_, &QCheckBox::toggled, this, &PreferencesDialog::tell);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(this, &QDialog::rejected, this, [this] { Q_EMIT changed(first_); });
}

QSpinBox* PreferencesDialog::addNumber(QFormLayout& form, const QString& name, const QString& label, const QString& tip,
                                       int least, int most, const QString& suffix) {
  auto* spin = new QSpinBox(this);
  spin->setObjectName(name);
  spin->setAccessibleName(label);
  spin->setToolTip(tip);
  spin->setRange(least, most);
  spin->setSuffix(suffix);
  spin->setKeyboardTracking(false);
  auto* slider = new QSlider(Qt::Horizontal, this);
  slider->setObjectName(name + QStringLiteral("_slider"));
  slider->setAccessibleName(tr("%1 slider").arg(label));
  slider->setToolTip(tip);
  slider->setRange(least, most);
  slider->setMinimumWidth(160);
  // Told once the hand lets go: a text size that follows every pixel would pull the slider from under it.
  slider->setTracking(false);
  connect(slider, &QSlider::valueChanged, spin, &QSpinBox::setValue);
  connect(spin, &QSpinBox::valueChanged, slider, &QSlider::setValue);
  auto* row = new QHBoxLayout;
  row->addWidget(slider, 1);
  row->addWidget(spin);
  form.addRow(label, row);
  return spin;
}

QWidget* PreferencesDialog::makeRunsFolder() {
  auto* box = new QWidget(this);
  runs_->setObjectName(QStringLiteral("preferences_runs"));
  runs_->setAccessibleName(tr("Folder of runs"));
  runs_->setPlaceholderText(tr("runs, in the working folder"));
  runs_->setToolTip(
      tr("Where new runs are written and the list looks, from the next start on; --runs on the command "
         "line wins"));
  auto* choose = new QToolButton(box);
  choose->setObjectName(QStringLiteral("preferences_choose_runs"));
  choose->setIcon(panels::icon(QStringLiteral("open")));
  choose->setAccessibleName(tr("Choose the folder of runs"));
  choose->setToolTip(tr("Choose the folder of runs"));
  connect(choose, &QToolButton::clicked, this, [this] {
    auto* dialog = new QFileDialog(this, tr("Folder of runs"), runs_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
      runs_->setText(folder);
      tell();
    });
    dialog->open();
  });
  auto* hint = new QLabel(tr("Used from the next start on."), box);
  hint->setProperty("tone", QStringLiteral("muted"));
  auto* row = new QHBoxLayout;
  row->addWidget(runs_, 1);
  row->addWidget(choose);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addLayout(row);
  column->addWidget(hint);
  return box;
}

Preferences PreferencesDialog::preferences() const {
  Preferences now;
  now.theme = static_cast<panels::ThemeChoice>(theme_->currentData().toInt());
  now.text_percent = text_->value();
  now.updates_per_second = updates_->value();
  now.viewer_rate = viewer_->value();
  now.runs_folder = runs_->text().trimmed();
  now.offer_recovery = recovery_->isChecked();
  return now;
}

void PreferencesDialog::tell() { Q_EMIT changed(preferences()); }

}  // namespace window
