#include "ui/window/window_settings.h"

#include <QJsonDocument>
#include <QSettings>

namespace window {
namespace {

// Raise when docks or toolbars change their names.
constexpr int kVersion = 1;
// Raise when charts' states get another meaning.
constexpr int kChartsVersion = 1;

const QString kOrganisation = QStringLiteral("mbpo-workbench"), kProgram = QStringLiteral("workbench");

}  // namespace

WindowSettings WindowSettings::load() {
  const QSettings settings(QSettings::IniFormat, QSettings::UserScope, kOrganisation, kProgram);
  WindowSettings loaded;
  loaded.theme = panels::parseTheme(settings.value(QStringLiteral("theme")).toString()).value_or(loaded.theme);
  loaded.text_size = settings.value(QStringLiteral("text_size"), 0).toInt();
  if (settings.value(QStringLiteral("version")).toInt() == kVersion) {
    loaded.geometry = settings.value(QStringLiteral("geometry")).toByteArray();
    loaded.layout = settings.value(QStringLiteral("layout")).toByteArray();
  }
  if (settings.value(QStringLiteral("charts_version")).toInt() == kChartsVersion) {
    loaded.charts = QJsonDocument::fromJson(settings.value(QStringLiteral("charts")).toByteArray()).object();
  }
  loaded.compare = QJsonDocument::fromJson(settings.value(QStringLiteral("compare")).toByteArray()).object();
  return loaded;
}

void WindowSettings::save() const {
  QSettings settings(QSettings::IniFormat, QSettings::UserScope, kOrganisation, kProgram);
  settings.setValue(QStringLiteral("version"), kVersion);
  settings.setValue(QStringLiteral("theme"), panels::themeName(theme));
  settings.setValue(QStringLiteral("text_size"), text_size);
  settings.setValue(QStringLiteral("geometry"), geometry);
  settings.setValue(QStringLiteral("layout"), layout);
  settings.setValue(QStringLiteral("charts_version"), kChartsVersion);
  settings.setValue(QStringLiteral("charts"), QJsonDocument(charts).toJson(QJsonDocument::Compact));
  settings.setValue(QStringLiteral("compare"), QJsonDocument(compare).toJson(QJsonDocument::Compact));
}

}  // namespace window
