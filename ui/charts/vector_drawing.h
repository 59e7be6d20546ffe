#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>
#include <functional>

class QPainter;

namespace charts {

/// What `paint` paints within (0, 0, size), as the text of an SVG file. GUI thread where widgets are painted.
QByteArray drawVector(const QString& title, QSize size, const std::function<void(QPainter&)>& paint);

}  // namespace charts
