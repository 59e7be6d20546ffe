#pragma once

#include <QApplication>
#include <QPalette>
#include <QString>

#include <optional>

namespace panels {

enum class ThemeChoice { system, light, dark };

/// "system", "light" or "dark"; null for anything else.
std::optional<ThemeChoice> parseTheme(const QString& name);
QString themeName(ThemeChoice choice);

/// Gives the application the Fusion style, the palette of resources/themes and the style sheet made from it.
/// `system` follows the desktop's own lightness as it was at start. Throws base::Error when the files are damaged.
void applyTheme(QApplication& application, ThemeChoice choice);

/// Text size in steps of one point from the normal one; −2 … +6.
void applyTextSize(QApplication& application, int steps);

}  // namespace panels
