#include "ui/panels/icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>
#include <QWidget>

#include "base/resources.h"

namespace panels {
namespace {

QByteArray source(const QString& name) {
  static QHash<QString, QByteArray> read;  // GUI thread only
  auto found = read.find(name);
  if (found == read.end()) {
    const auto path = base::resourceDirectory() / "icons" / (name.toStdString() + ".svg");
    QFile file(QString::fromStdString(path.string()));
    found = read.insert(name, file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
  }
  return *found;
}

class ThemedIcon : public QIconEngine {
 public:
  ThemedIcon(QString name, Tone tone) : name_(std::move(name)), tone_(tone) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    QByteArray svg = source(name_);
    if (svg.isEmpty()) return;
    svg.replace("#000000", colour(mode).name().toUtf8());
    QSvgRenderer(svg).render(painter, rect);
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    const QString key = QStringLiteral("%1/%2/%3x%4").arg(name_, colour(mode).name()).arg(size.width()).arg(size.height());
    static QHash<QString, QPixmap> drawn;  // GUI thread only; a few dozen small pictures
    if (const auto found = drawn.constFind(key); found != drawn.constEnd()) return *found;
    QPixmap picture(size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paint(&painter, QRect(QPoint(), size), mode, state);
    painter.end();
    return *drawn.insert(key, picture);
  }

  QIconEngine* clone() const override { return new ThemedIcon(name_, tone_); }

 private:
  QColor colour(QIcon::Mode mode) const {
    const QPalette palette = QGuiApplication::palette();
    return mode == QIcon::Disabled ? palette.color(QPalette::Disabled, QPalette::WindowText) : toneColour(tone_, palette);
  }

  QString name_;
  Tone tone_;
};

}  // namespace

QIcon icon(const QString& name, Tone tone) { return QIcon(new ThemedIcon(name, tone)); }

QPixmap pixmap(const QString& name, Tone tone, int size, const QWidget& widget) {
  return icon(name, tone).pixmap(QSize(size, size), widget.devicePixelRatioF());
}

QIcon programIcon() { return icon(QStringLiteral("app")); }

}  // namespace panels
