#include "ui/window/window_settings.h"

#include <QJsonDocument>
#include <QSettings>
#include <algorithm>

namespace window {
namespace {

// Raise when docks or toolbars change their names.
constexpr int kVersion = 2;
// Raise when charts' states get another meaning.
constexpr int kChartsVersion = 1;

const QString kOrganisation = QStringLiteral("mbpo-workbench"), kProgram = QStringLiteral("workbench");
const QString kDeclined = QStringLiteral("declined_recovery");

Preferences readPreferences(const QSettings& settings) {
  Preferences p;
  const auto number = [&settings](const char* key, int fallback, int least, int most) {
    return std::clamp(settings.value(QLatin1String(key), fallback).toInt(), least, most);
  };
  p.theme = panels::parseTheme(settings.value(QStringLiteral("theme")).toString()).value_or(p.theme);
  p.text_percent = number("text_percent", p.text_percent, panels::kSmallestText, panels::kLargestText);
  p.updates_per_second = number("updates_per_second", p.updates_per_second, 2, 20);
  p.viewer_rate = number("viewer_rate", p.viewer_rate, 5, 60);
  p.runs_folder = settings.value(QStringLiteral("runs_folder")).toString();
  p.offer_recovery = settings.value(QStringLiteral("offer_recovery"), p.offer_recovery).toBool();
  return p;
}

void writePreferences(QSettings& settings, const Preferences& p) {
  settings.setValue(QStringLiteral("theme"), panels::themeName(p.theme));
  settings.setValue(QStringLiteral("text_percent"), p.text_percent);
  settings.setValue(QStringLiteral("updates_per_second"), p.updates_per_second);
  settings.setValue(QStringLiteral("viewer_rate"), p.viewer_rate);
  settings.setValue(QStringLiteral("runs_folder"), p.runs_folder);
  settings.setValue(QStringLiteral("offer_recovery"), p.offer_recovery);
}

}  // namespace

WindowSettings WindowSettings::load() {
  const QSettings settings(QSettings::IniFormat, QSettings::UserScope, kOrganisation, kProgram);
  WindowSettings loaded;
  loaded.preferences = readPreferences(settings);
  loaded.declined_recovery = settings.value(kDeclined).toString();
  if (settings.value(QStringLiteral("version")).toInt() == kVersion) {
    loaded.geometry = settings.value(QStringLiteral("geometry")).toByteArray();
    loaded.layout = settings.value(QStringLiteral("layout")).toByteArray();
  }
  if (settings.value(QStringLiteral("charts_version")).toInt() == kChartsVersion) {
    loaded.charts = QJsonDocument::fromJson(settings.value(QStringLiteral("charts")).toByteArray()).object();
  }
  loaded.lab = QJsonDocument::fromJson(settings.value(QStringLiteral("lab")).toByteArray()).object();
  loaded.ticked = settings.value(QStringLiteral("ticked")).toStringList();
  loaded.compare = QJsonDocument::fromJson(settings.value(QStringLiteral("compare")).toByteArray()).object();
  loaded.rollouts = QJsonDocument::fromJson(settings.value(QStringLiteral("rollouts")).toByteArray()).object();
  return loaded;
}

void WindowSettings::save() const {
  QSettings settings(QSettings::IniFormat, QSettings::UserScope, kOrganisation, kProgram);
  settings.setValue(QStringLiteral("version"), kVersion);
  writePreferences(settings, preferences);
  settings.setValue(QStringLiteral("geometry"), geometry);
  settings.setValue(QStringLiteral("layout"), layout);
  settings.setValue(QStringLiteral("charts_version"), kChartsVersion);
  settings.setValue(QStringLiteral("charts"), QJsonDocument(charts).toJson(QJsonDocument::Compact));
  settings.setValue(QStringLiteral("lab"), QJsonDocument(lab).toJson(QJsonDocument::Compact));
  settings.setValue(QStringLiteral("ticked"), ticked);
  settings.setValue(QStringLiteral("compare"), QJsonDocument(compare).toJson(QJsonDocument::Compact));
  settings.setValue(QStringLiteral("rollouts"), QJsonDocument(rollouts).toJson(QJsonDocument::Compact));
}

void WindowSettings::declineRecovery(const QString& directory) {
  QSettings(QSettings::IniFormat, QSettings::UserScope, kOrganisation, kProgram).setValue(kDeclined, directory);
}

}  // namespace window
