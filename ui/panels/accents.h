#pragma once

#include <QColor>
#include <QPalette>

namespace panels {

/// What a colour stands for. Never the only carrier: an icon or a word says the same.
enum class Tone { text, muted, accent, on_accent, applied, pending, refused };

/// The colour of a tone beside a palette's background. Light and dark tell themselves apart by the palette, so that a
/// widget repaints right after a change of theme without being told.
QColor toneColour(Tone tone, const QPalette& palette);
bool isDark(const QPalette& palette);

}  // namespace panels
