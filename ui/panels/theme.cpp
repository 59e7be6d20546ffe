#include "ui/panels/theme.h"

#include <QFont>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <algorithm>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/resources.h"
#include "ui/panels/accents.h"
#include "ui/panels/font_fit.h"

namespace panels {
namespace {

using Colours = QHash<QString, QColor>;

Colours readColours(const std::string& name) {
  const auto path = base::resourceFile("themes/" + name + ".json");
  const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(base::readFile(path)));
  if (!document.isObject()) throw base::Error(path.string() + " is not a JSON object of colours; restore it.");
  Colours colours;
  const QJsonObject object = document.object();
  for (auto entry = object.begin(); entry != object.end(); ++entry) {
    const QColor colour(entry.value().toString());
    if (!colour.isValid()) {
      throw base::Error(path.string() + ": “" + entry.key().toStdString() + "” is no colour like #1A2027.");
    }
    colours.insert(entry.key(), colour);
  }
  return colours;
}

QPalette makePalette(const Colours& c) {
  QPalette palette;
  const auto set = [&palette](QPalette::ColorRole role, const QColor& colour) { palette.setColor(role, colour); };
  set(QPalette::Window, c["window"]);
  set(QPalette::WindowText, c["text"]);
  set(QPalette::Base, c["base"]);
  set(QPalette::AlternateBase, c["alternate"]);
  set(QPalette::Text, c["text"]);
  set(QPalette::PlaceholderText, c["muted"]);
  set(QPalette::Button, c["raised"]);
  set(QPalette::ButtonText, c["text"]);
  set(QPalette::BrightText, c["refused"]);
  set(QPalette::ToolTipBase, c["tooltip"]);
  set(QPalette::ToolTipText, c["tooltip_text"]);
  set(QPalette::Highlight, c["accent"]);
  set(QPalette::HighlightedText, c["on_accent"]);
  set(QPalette::Link, c["accent"]);
  set(QPalette::LinkVisited, c["accent"]);
  set(QPalette::Light, c["raised"]);
  set(QPalette::Midlight, c["alternate"]);
  set(QPalette::Mid, c["border"]);
  set(QPalette::Dark, c["strong_border"]);
  set(QPalette::Shadow, c["strong_border"]);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, c["faint"]);
  }
  palette.setColor(QPalette::Disabled, QPalette::Highlight, c["strong_border"]);
  return palette;
}

QString makeStyleSheet(const Colours& colours, const std::string& name) {
  QString sheet = QString::fromStdString(base::readFile(base::resourceFile("themes/workbench.qss")));
  sheet.replace(QStringLiteral("@icons"), QString::fromStdString((base::resourceDirectory() / "themes" / name).string()));
  // Longest names first: @accent is the beginning of @accent_hover.
  QStringList names = colours.keys();
  std::sort(names.begin(), names.end(), [](const QString& a, const QString& b) { return a.size() > b.size(); });
  for (const QString& key : names) sheet.replace(u'@' + key, colours[key].name());
  return sheet;
}

}  // namespace

std::optional<ThemeChoice> parseTheme(const QString& name) {
  for (const ThemeChoice choice : {ThemeChoice::system, ThemeChoice::light, ThemeChoice::dark}) {
    if (themeName(choice) == name) return choice;
  }
  return std::nullopt;
}

QString themeName(ThemeChoice choice) {
  switch (choice) {
    case ThemeChoice::light: return QStringLiteral("light");
    case ThemeChoice::dark: return QStringLiteral("dark");
    default: return QStringLiteral("system");
  }
}

namespace {

bool isSystemDark() {
  static const bool was_dark_at_start = isDark(QApplication::palette());
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
  if (scheme != Qt::ColorScheme::Unknown) return scheme == Qt::ColorScheme::Dark;
#endif
  return was_dark_at_start;
}

}  // namespace

void onSystemThemeChange([[maybe_unused]] QObject* context, [[maybe_unused]] std::function<void()> callback) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, context, std::move(callback));
#endif
}

void applyTheme(QApplication& application, ThemeChoice choice) {
  const bool system_is_dark = isSystemDark();  // asked each time: the first answer must come before our own palette
  const bool dark = choice == ThemeChoice::dark || (choice == ThemeChoice::system && system_is_dark);
  const std::string name = dark ? "dark" : "light";
  const Colours colours = readColours(name);
  if (application.style()->name() != QLatin1String("fusion")) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  }
  QApplication::setPalette(makePalette(colours));
  application.setStyleSheet(makeStyleSheet(colours, name));
}

double normalPointSize() {
  static const double normal = std::clamp(QApplication::font().pointSizeF(), 9.0, 11.0);
  return normal;
}

void applyTextSize(QApplication& application, int percent) {
  QFont font = QApplication::font();
  font.setPointSizeF(normalPointSize() * std::clamp(percent, kSmallestText, kLargestText) / 100.0);
  QApplication::setFont(font);
  // Widgets under a style sheet take a new font only when they are polished again.
  application.setStyleSheet(application.styleSheet());
  announceTextSize();
}

}  // namespace panels
