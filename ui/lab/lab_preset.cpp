#include "ui/lab/lab_preset.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "base/atomic_file.h"
#include "base/error.h"

namespace lab {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const QString& problem) {
  throw base::Error(file.string() + ": " + problem.toStdString() + " Correct or restore the file.");
}

LabPreset readOne(const QJsonObject& object, const QString& place, const std::filesystem::path& file) {
  LabPreset preset;
  preset.name = object[QStringLiteral("name")].toString();
  preset.note = object[QStringLiteral("note")].toString();
  if (preset.name.isEmpty() || preset.note.isEmpty()) refuse(file, place + QStringLiteral(" needs a name and a note."));
  const QJsonObject values = object[QStringLiteral("values")].toObject();
  for (const Quantity quantity : kQuantities) {
    const QuantityInfo& info = quantityInfo(quantity);
    const QJsonValue value = values[QLatin1String(info.key)];
    const double number = value.toDouble();
    if (!value.isDouble() || number < info.scale.minimum || number > info.scale.maximum) {
      refuse(file, QStringLiteral("%1 (%2): “%3” must be a number from %4 to %5.")
                       .arg(place, preset.name, QLatin1String(info.key))
                       .arg(info.scale.minimum)
                       .arg(info.scale.maximum));
    }
    preset.setting = withValue(preset.setting, quantity, number);
  }
  return preset;
}

}  // namespace

std::vector<LabPreset> readLabPresets(const std::filesystem::path& file) {
  QJsonParseError error;
  const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(base::readFile(file)), &error);
  if (!document.isArray()) {
    refuse(file, QStringLiteral("it is no JSON array (%1, at byte %2).").arg(error.errorString()).arg(error.offset));
  }
  std::vector<LabPreset> presets;
  const QJsonArray entries = document.array();
  for (qsizetype i = 0; i < entries.size(); ++i) {
    presets.push_back(readOne(entries[i].toObject(), QStringLiteral("preset %1").arg(i + 1), file));
  }
  if (presets.empty()) refuse(file, QStringLiteral("it holds no preset."));
  return presets;
}

}  // namespace lab
