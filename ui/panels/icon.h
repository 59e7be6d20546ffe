#pragma once

#include <QIcon>
#include <QString>

#include "ui/panels/accents.h"

namespace panels {

/// One of resources/icons in a tone's colour. Drawn anew for every size and theme, so it is sharp on any screen and
/// needs no call when the theme changes. A missing file draws nothing.
QIcon icon(const QString& name, Tone tone = Tone::text);
QPixmap pixmap(const QString& name, Tone tone, int size, const QWidget& widget);
/// The program's own picture, in its colours.
QIcon programIcon();

}  // namespace panels
