#include "ui/panels/font_fit.h"

#include <QApplication>
#include <QWidget>
#include <utility>

#include "ui/panels/theme.h"

namespace panels {
namespace {

/// Says it to everybody who fits to the font; GUI thread.
class TextSizeNews : public QObject {
  Q_OBJECT

 Q_SIGNALS:
  void changed();
};

TextSizeNews& news() {
  static TextSizeNews instance;
  return instance;
}

}  // namespace

double textScale() { return QApplication::font().pointSizeF() / normalPointSize(); }

void fitToFont(QWidget& widget, std::function<void()> fit) {
  fit();
  QObject::connect(&news(), &TextSizeNews::changed, &widget, std::move(fit));
}

void announceTextSize() { Q_EMIT news().changed(); }

void setRelativeFont(QWidget& widget, double share, QFont::Weight weight) {
  fitToFont(widget, [&widget, share, weight] {
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * share);
    font.setWeight(weight);
    widget.setFont(font);
  });
}

}  // namespace panels

#include "font_fit.moc"
