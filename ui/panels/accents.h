#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

class QWidget;

namespace panels {

/// What a colour stands for. Never the only carrier: an icon or a word says the same.
enum class Tone { text, muted, accent, on_accent, applied, pending, refused };

/// The colour of a tone beside a palette's background. Light and dark tell themselves apart by the palette, so that a
/// widget repaints right after a change of theme without being told.
QColor toneColour(Tone tone, const QPalette& palette);
bool isDark(const QPalette& palette);

/// Gives a widget another tone of the style sheet ("muted", "pending", …) at once: a sheet does not look at properties
/// by itself once a widget has been shown.
void setTone(QWidget* widget, const QString& name);

}  // namespace panels
