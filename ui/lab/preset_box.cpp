#include "ui/lab/preset_box.h"

#include <QAbstractItemView>

#include "base/error.h"
#include "base/resources.h"

namespace lab {
namespace {

constexpr int kListWidth = 240;  // the box is narrower than its longest name

}  // namespace

PresetBox::PresetBox(LabModel& model, QWidget* parent) : QComboBox(parent), model_(model) {
  setObjectName(QStringLiteral("labPreset"));
  setAccessibleName(tr("Preset"));
  setToolTip(tr("Points to start from, each with where its numbers come from"));
  setPlaceholderText(tr("Presets"));
  setMinimumContentsLength(8);
  setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
  try {
    presets_ = readLabPresets(base::resourceFile("lab/presets.json"));
  } catch (const base::Error& error) {
    setToolTip(QString::fromStdString(error.what()));
  }
  for (const LabPreset& preset : presets_) {
    addItem(preset.name);
    setItemData(count() - 1, preset.note, Qt::ToolTipRole);
  }
  setEnabled(!presets_.empty());
  setCurrentIndex(-1);
  view()->setMinimumWidth(kListWidth);
  connect(this, &QComboBox::activated, this, &PresetBox::lay);
  connect(&model_, &LabModel::changed, this, &PresetBox::refresh);
}

void PresetBox::lay(int index) {
  const LabPreset& preset = presets_.at(static_cast<std::size_t>(index));
  LabSetting setting = preset.setting;
  setting.theorem = model_.setting().theorem;
  setToolTip(preset.note);
  model_.edit(setting, QStringLiteral("“%1”").arg(preset.name));
}

void PresetBox::refresh() {
  if (currentIndex() < 0) return;
  LabSetting setting = presets_[static_cast<std::size_t>(currentIndex())].setting;
  setting.theorem = model_.setting().theorem;
  if (model_.source() == LabModel::Source::live || setting != model_.setting()) setCurrentIndex(-1);
}

}  // namespace lab
