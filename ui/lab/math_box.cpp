#include "ui/lab/math_box.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <algorithm>

namespace lab {
namespace {

constexpr double kScript = 0.72;
constexpr double kAxis = 0.26;   // ems above the baseline where fraction bars lie
constexpr double kRule = 0.055;  // thickness of a bar
constexpr double kFractionGap = 0.14;
constexpr double kFractionOverhang = 0.1;

}  // namespace

void MathBox::place(const MathBox& part, QPointF at) {
  for (const Glyphs& run : part.glyphs) glyphs.append({run.at + at, run.text, run.font});
  for (const QRectF& rule : part.rules) rules.append(rule.translated(at));
  width = std::max(width, at.x() + part.width);
  ascent = std::max(ascent, part.ascent - at.y());
  descent = std::max(descent, part.descent + at.y());
}

void MathBox::paint(QPainter& painter, QPointF baseline) const {
  for (const Glyphs& run : glyphs) {
    painter.setFont(run.font);
    painter.drawText(baseline + run.at, run.text);
  }
  for (const QRectF& rule : rules) painter.fillRect(rule.translated(baseline), painter.pen().color());
}

Typesetter::Typesetter(const QFont& font) : Typesetter(font, QFontInfo(font).pixelSize()) {
  upright_.setFamilies(
      {QStringLiteral("STIX Two Text"), QStringLiteral("Libertinus Serif"), QStringLiteral("DejaVu Serif")});
  upright_.setStyleHint(QFont::Serif);
  upright_.setWeight(QFont::Normal);
  slanted_ = upright_;
  slanted_.setItalic(true);
}

Typesetter::Typesetter(QFont upright, double size) : upright_(std::move(upright)), slanted_(upright_), size_(size) {
  slanted_.setItalic(true);
}

Typesetter Typesetter::smaller() const { return scaled(kScript); }

Typesetter Typesetter::scaled(double factor) const {
  QFont font = upright_;
  if (font.pointSizeF() > 0) {
    font.setPointSizeF(font.pointSizeF() * factor);
  } else {
    font.setPixelSize(std::max(1, static_cast<int>(font.pixelSize() * factor)));
  }
  return {font, size_ * factor};
}

MathBox Typesetter::glyphs(const QString& text, const QFont& font) const {
  const QFontMetricsF metrics(font);
  MathBox box;
  box.width = metrics.horizontalAdvance(text);
  box.ascent = 0.74 * size_;
  box.descent = 0.22 * size_;
  box.glyphs.append({QPointF(), text, font});
  return box;
}

MathBox Typesetter::row(std::initializer_list<MathBox> parts) const {
  MathBox box;
  double x = 0;
  for (const MathBox& part : parts) {
    box.place(part, {x, 0});
    x += part.width;
  }
  box.width = x;
  return box;
}

MathBox Typesetter::fraction(const MathBox& above, const MathBox& below) const {
  const double width = std::max(above.width, below.width) + 2 * kFractionOverhang * size_;
  const double bar = -kAxis * size_, half = kRule * size_ / 2, gap = kFractionGap * size_;
  MathBox box;
  box.place(above, {(width - above.width) / 2, bar - half - gap - above.descent});
  box.place(below, {(width - below.width) / 2, bar + half + gap + below.ascent});
  box.rules.append(QRectF(0, bar - half, width, 2 * half));
  box.width = width;
  return box;
}

MathBox Typesetter::script(const MathBox& base, const MathBox& sub, const MathBox& super) const {
  MathBox box = base;
  const double gap = 0.03 * size_;
  box.place(sub, {base.width + gap, 0.2 * size_});
  box.place(super, {base.width + gap, -std::max(0.42 * size_, base.ascent - 0.32 * size_)});
  box.width = base.width + gap + std::max(sub.width, super.width);
  return box;
}

MathBox Typesetter::bracket(bool opens, double ascent, double descent) const {
  const double thick = 0.07 * size_, arm = 0.22 * size_;
  MathBox box;
  box.width = arm + 0.14 * size_;
  box.ascent = ascent;
  box.descent = descent;
  const double left = opens ? 0 : box.width - arm;
  box.rules = {QRectF(opens ? left : left + arm - thick, -ascent, thick, ascent + descent),
               QRectF(left, -ascent, arm, thick), QRectF(left, descent - thick, arm, thick)};
  return box;
}

MathBox Typesetter::space(double ems) const {
  MathBox box;
  box.width = ems * size_;
  return box;
}

}  // namespace lab
