#pragma once

#include <QApplication>
#include <QPalette>
#include <QString>

#include <functional>
#include <optional>

namespace panels {

enum class ThemeChoice { system, light, dark };

/// "system", "light" or "dark"; null for anything else.
std::optional<ThemeChoice> parseTheme(const QString& name);
QString themeName(ThemeChoice choice);

/// Gives the application the Fusion style, the palette of resources/themes and the style sheet made from it.
/// `system` is the desktop's own lightness: as it is now where Qt can tell (6.5 or newer), else as it was at start. Throws base::Error when the files are damaged.
void applyTheme(QApplication& application, ThemeChoice choice);

/// Calls back when the desktop turns light or dark, for as long as `context` lives. Never where Qt cannot tell.
void onSystemThemeChange(QObject* context, std::function<void()> callback);

inline constexpr int kSmallestText = 80, kLargestText = 200;  ///< per cent

/// Text size in per cent of the normal one, 80 … 200. Widgets that derive sizes from it follow (font_fit.h).
void applyTextSize(QApplication& application, int percent);
/// Of the font at 100 %: the desktop's own, within reason.
double normalPointSize();

}  // namespace panels
