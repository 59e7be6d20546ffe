#pragma once

#include <QPainter>
#include <QPalette>

namespace panels {

/// A tick box inside `place`, as all lists of this program draw it.
void paintTick(QPainter& painter, const QRect& place, bool ticked, const QPalette& palette);

}  // namespace panels
