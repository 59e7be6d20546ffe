#pragma once

#include <QDialog>

#include "ui/window/preferences.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSlider;
class QSpinBox;

namespace window {

/// The preferences, shown as they are changed; Cancel gives the first ones back.
class PreferencesDialog : public QDialog {
  Q_OBJECT

 public:
  PreferencesDialog(const Preferences& preferences, QWidget* parent = nullptr);
  Preferences preferences() const;

 Q_SIGNALS:
  void changed(const window::Preferences& preferences);

 private:
  QSpinBox* addNumber(QFormLayout& form, const QString& name, const QString& label, const QString& tip, int least,
                      int most, const QString& suffix);
  QWidget* makeRunsFolder();
  void tell();

  Preferences first_;
  QComboBox* theme_;
  QSpinBox *text_, *updates_, *viewer_;
  QLineEdit* runs_;
  QCheckBox* recovery_;
};

}  // namespace window
