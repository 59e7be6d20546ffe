#include "ui/charts/vector_drawing.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

namespace charts {

QByteArray drawVector(const QString& title, QSize size, const std::function<void(QPainter&)>& paint) {
  QBuffer drawing;
  QSvgGenerator generator;
  generator.setOutputDevice(&drawing);
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(), size));
  generator.setTitle(title);
  QPainter painter(&generator);
  paint(painter);
  painter.end();
  return drawing.data();
}

}  // namespace charts
