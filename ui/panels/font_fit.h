#pragma once

#include <QFont>
#include <functional>

class QWidget;

namespace panels {

/// How large text is, compared with 100 %: the application's font against the normal one. For icons and paddings that
/// grow with it.
double textScale();

/// Runs `fit` now and after every change of the text size, as long as the widget lives: for sizes that follow from the
/// font. `fit` reads QApplication::font(), since a widget may learn of its own later.
void fitToFont(QWidget& widget, std::function<void()> fit);
/// Tells them all that the text size has changed; applyTextSize calls it.
void announceTextSize();

/// Keeps a widget's font at a share of the application's size.
void setRelativeFont(QWidget& widget, double share, QFont::Weight weight = QFont::Normal);

}  // namespace panels
