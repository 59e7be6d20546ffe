#pragma once

#include <QComboBox>
#include <vector>

#include "ui/lab/lab_model.h"
#include "ui/lab/lab_preset.h"

namespace lab {

/// The bundled points to start from. A preset's name stands only as long as its numbers do. A damaged file leaves the
/// box empty; its tooltip says why.
class PresetBox : public QComboBox {
  Q_OBJECT

 public:
  explicit PresetBox(LabModel& model, QWidget* parent = nullptr);

 private:
  void lay(int index);
  void refresh();

  LabModel& model_;
  std::vector<LabPreset> presets_;
};

}  // namespace lab
