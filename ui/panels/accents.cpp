#include "ui/panels/accents.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace panels {

bool isDark(const QPalette& palette) { return palette.color(QPalette::Window).lightnessF() < 0.5; }

// Okabe–Ito hues, darkened or lightened until text in them reads on the theme's background; the same values stand in
// resources/themes for the style sheet.
QColor toneColour(Tone tone, const QPalette& palette) {
  const bool dark = isDark(palette);
  switch (tone) {
    case Tone::text: return palette.color(QPalette::WindowText);
    case Tone::muted: return palette.color(QPalette::PlaceholderText);
    case Tone::accent: return QColor(dark ? 0x56B4E9 : 0x0072B2);
    case Tone::on_accent: return QColor(dark ? 0x0B1A24 : 0xFFFFFF);
    case Tone::applied: return QColor(dark ? 0x3CC9A0 : 0x00785A);
    case Tone::pending: return QColor(dark ? 0xF0B840 : 0x8F5E00);
    case Tone::refused: return QColor(dark ? 0xF2894E : 0xB23F00);
  }
  return {};
}

void setTone(QWidget* widget, const QString& name) {
  if (widget->property("tone") == name) return;
  widget->setProperty("tone", name);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

}  // namespace panels
