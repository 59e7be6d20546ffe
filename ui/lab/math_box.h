#pragma once

#include <QFont>
#include <QList>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <initializer_list>

namespace lab {

/// A piece of typeset mathematics: where its glyphs and rules go, seen from the left end of its baseline. A value; the
/// colour is the painter's pen.
struct MathBox {
  struct Glyphs {
    QPointF at;
    QString text;
    QFont font;
  };
  double width = 0, ascent = 0, descent = 0;
  QList<Glyphs> glyphs;
  QList<QRectF> rules;  ///< fraction bars and brackets, filled

  double height() const { return ascent + descent; }
  void place(const MathBox& part, QPointF at);  ///< takes a part over, shifted
  void paint(QPainter& painter, QPointF baseline) const;
};

/// Sets boxes in one size: symbols slanted, numbers upright, scripts at 0.72 of the size.
class Typesetter {
 public:
  /// A serif face of the given font's size.
  explicit Typesetter(const QFont& font);

  MathBox symbol(const QString& text) const { return glyphs(text, slanted_); }
  MathBox upright(const QString& text) const { return glyphs(text, upright_); }
  MathBox row(std::initializer_list<MathBox> parts) const;
  MathBox fraction(const MathBox& above, const MathBox& below) const;
  /// Index and exponent; either may be empty.
  MathBox script(const MathBox& base, const MathBox& sub, const MathBox& super) const;
  MathBox bracket(bool opens, double ascent, double descent) const;
  MathBox space(double ems) const;
  Typesetter scaled(double factor) const;
  /// The next size down, for scripts.
  Typesetter smaller() const;
  double size() const { return size_; }

 private:
  Typesetter(QFont upright, double size);
  MathBox glyphs(const QString& text, const QFont& font) const;

  QFont upright_, slanted_;
  double size_;  ///< of an em, in pixels
};

}  // namespace lab
