#pragma once

#include <QBrush>
#include <QColor>
#include <QString>
#include <string_view>

#include "ui/charts/chart_theme.h"

namespace lab {

/// How one additive term of a penalty looks and is called, the same in formula, chart and legend.
struct TermLook {
  QString name;            ///< "policy shift before the branch"
  QString explanation;     ///< what is charged for, in a sentence
  int colour;              ///< of charts::ChartTheme::series
  Qt::BrushStyle pattern;  ///< a second carrier beside the colour
};

const TermLook& termLook(std::string_view term);

/// Fills a rectangle or path in a term's colour with its pattern on top; `emphasis` for the highlighted one.
QBrush termGround(std::string_view term, const charts::ChartTheme& theme, bool emphasis);
QBrush termPattern(std::string_view term, const charts::ChartTheme& theme);
QColor termInk(std::string_view term, const charts::ChartTheme& theme);  ///< for text beside the background

}  // namespace lab
