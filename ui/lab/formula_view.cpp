#include "ui/lab/formula_view.h"

#include <QEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/charts/chart_theme.h"
#include "ui/lab/term_look.h"

namespace lab {
namespace {

constexpr double kSmallest = 0.5;  // of the usual letters
constexpr double kMargin = 8;
constexpr double kRowGap = 0.55, kColumnPadding = 0.3;  // ems

}  // namespace

FormulaView::FormulaView(LabModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setObjectName(QStringLiteral("labFormula"));
  setAccessibleName(tr("Formula of the bound"));
  setMouseTracking(true);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  connect(&model_, &LabModel::changed, this, [this] {
    const double height = layout_.height, width = layout_.width;
    layOut();
    if (std::abs(layout_.height - height) > 0.5 || std::abs(layout_.width - width) > 0.5) updateGeometry();
    update();
  });
  connect(&model_, &LabModel::highlightChanged, this, qOverload<>(&QWidget::update));
  layOut();
}

QFont FormulaView::mathFont() const { return charts::scaledFont(font(), 1.12); }

void FormulaView::layOut() {
  const Typesetter type(mathFont());
  const double em = type.size();
  Layout l;
  l.formula = makeFormula(model_.setting(), type);
  l.head = std::max(l.formula.head.width, l.formula.head_numbers.width);
  l.bracket = type.bracket(true, 1, 1).width;
  l.plus = type.upright(QStringLiteral(" + ")).width;
  double x = l.head + l.bracket;
  for (std::size_t i = 0; i < l.formula.terms.size(); ++i) {
    const FormulaTerm& term = l.formula.terms[i];
    if (i > 0) x += l.plus;
    const double value = type.upright(formulaNumber(term.value)).width + 1.1 * em;
    const double width = std::max({term.symbols.width, term.numbers.width, value}) + 2 * kColumnPadding * em;
    l.columns.push_back({x, width});
    x += width;
    l.ascent = std::max(l.ascent, term.symbols.ascent);
    l.descent = std::max(l.descent, term.symbols.descent);
    l.numbers_ascent = std::max(l.numbers_ascent, term.numbers.ascent);
    l.numbers_descent = std::max(l.numbers_descent, term.numbers.descent);
  }
  l.sum_left = x + l.bracket;
  // Room for a sum of usual length, so that the formula's size stays put while numbers change.
  l.width = l.sum_left + type.upright(QStringLiteral(" = 000.0")).width;
  l.symbols_baseline = l.ascent;
  l.numbers_baseline = l.symbols_baseline + l.descent + kRowGap * em + l.numbers_ascent;
  l.values_baseline = l.numbers_baseline + l.numbers_descent + kRowGap * em + 0.9 * em;
  l.notes_top = l.values_baseline + 0.7 * em;
  l.height = l.notes_top;
  double note_x = 0;
  for (const MathBox& note : l.formula.notes) {
    if (note_x > 0 && note_x + note.width > l.width) {
      note_x = 0;
      l.height += 0.2 * em;
    } else if (note_x > 0) {
      l.height -= note.height();  // beside the last one
    }
    l.notes.emplace_back(note_x, l.height + note.ascent);
    l.height += note.height();
    note_x += note.width + 2 * em;
  }
  l.height += 0.2 * em;
  layout_ = std::move(l);
  describe();
}

void FormulaView::describe() {
  QStringList parts;
  for (const FormulaTerm& term : layout_.formula.terms) {
    parts << QStringLiteral("%1 %2").arg(termLook(term.name).name, formulaNumber(term.value));
  }
  setAccessibleDescription(tr("%1: C = %2, of which %3")
                               .arg(theoremTitle(model_.setting().theorem), formulaNumber(layout_.formula.total),
                                    parts.join(QStringLiteral(", "))));
}

void FormulaView::setLargest(double scale) {
  if (scale == largest_) return;
  largest_ = scale;
  updateGeometry();
  update();
}

double FormulaView::scaleFor(double width) const {
  // In steps, so that a number that grows by a digit does not make all letters tremble.
  const double fits = (width - 2 * kMargin) / layout_.width;
  return std::clamp(std::floor(fits * 20) / 20, kSmallest, largest_);
}

int FormulaView::heightForWidth(int width) const {
  return static_cast<int>(std::ceil(layout_.height * scaleFor(width) + kMargin));
}

QSize FormulaView::sizeHint() const {
  const int width = static_cast<int>(layout_.width + 2 * kMargin);
  return {width, heightForWidth(width)};
}

QSize FormulaView::minimumSizeHint() const {
  return {static_cast<int>(layout_.width * kSmallest + 2 * kMargin), static_cast<int>(layout_.height * kSmallest)};
}

QRectF FormulaView::termRectangle(std::string_view term) const {
  const double scale = scaleFor(width());
  for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
    if (layout_.formula.terms[i].name != term) continue;
    const Column& column = layout_.columns[i];
    return {kMargin + column.left * scale, kMargin / 2, column.width * scale, (layout_.notes_top - 2) * scale};
  }
  return {};
}

void FormulaView::paintRow(QPainter& painter, const Typesetter& type, bool numbers) const {
  const Layout& l = layout_;
  const charts::ChartTheme theme(palette());
  const double baseline = numbers ? l.numbers_baseline : l.symbols_baseline;
  const double ascent = numbers ? l.numbers_ascent : l.ascent, descent = numbers ? l.numbers_descent : l.descent;
  const QColor ink = numbers ? theme.muted_text : theme.text;
  painter.setPen(ink);
  const MathBox& head = numbers ? l.formula.head_numbers : l.formula.head;
  head.paint(painter, {l.head - head.width, baseline});
  type.bracket(true, ascent, descent).paint(painter, {l.head, baseline});
  for (std::size_t i = 0; i < l.columns.size(); ++i) {
    const FormulaTerm& term = l.formula.terms[i];
    painter.setPen(ink);
    if (i > 0) type.upright(QStringLiteral(" + ")).paint(painter, {l.columns[i].left - l.plus, baseline});
    painter.setPen(numbers ? theme.text : termInk(term.name, theme));
    const MathBox& box = numbers ? term.numbers : term.symbols;
    box.paint(painter, {l.columns[i].left + (l.columns[i].width - box.width) / 2, baseline});
  }
  painter.setPen(ink);
  type.bracket(false, ascent, descent).paint(painter, {l.sum_left - l.bracket, baseline});
}

void FormulaView::paintValues(QPainter& painter, const Typesetter& type) const {
  const Layout& l = layout_;
  const charts::ChartTheme theme(palette());
  const double em = type.size(), baseline = l.values_baseline;
  for (std::size_t i = 0; i < l.columns.size(); ++i) {
    const FormulaTerm& term = l.formula.terms[i];
    const MathBox value = type.upright(formulaNumber(term.value));
    const double swatch = 0.75 * em, left = l.columns[i].left + (l.columns[i].width - value.width - 1.1 * em) / 2;
    const QRectF box(left, baseline - swatch, swatch, swatch);
    painter.fillRect(box, termGround(term.name, theme, true));
    painter.fillRect(box, termPattern(term.name, theme));
    painter.setPen(theme.text);
    value.paint(painter, {left + 1.1 * em, baseline});
    if (i == 0) continue;
    painter.setPen(theme.muted_text);
    type.upright(QStringLiteral(" + ")).paint(painter, {l.columns[i].left - l.plus, baseline});
  }
  painter.setPen(theme.muted_text);
  const MathBox equals = type.upright(QStringLiteral(" = "));
  const MathBox unit = type.smaller().upright(tr("reward units"));
  unit.paint(painter, {l.head - unit.width, baseline});
  equals.paint(painter, {l.sum_left - l.bracket, baseline});
  painter.setPen(theme.text);
  MathBox total = type.upright(formulaNumber(l.formula.total));
  for (MathBox::Glyphs& run : total.glyphs) run.font.setWeight(QFont::Bold);
  total.paint(painter, {l.sum_left - l.bracket + equals.width, baseline});
}

void FormulaView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::TextAntialiasing);
  const charts::ChartTheme theme(palette());
  const double scale = scaleFor(width());
  if (!model_.highlighted().empty()) {
    const QRectF around = termRectangle(model_.highlighted());
    if (!around.isNull()) {
      QColor ground = termGround(model_.highlighted(), theme, true).color();
      ground.setAlphaF(0.16f);
      painter.setPen(Qt::NoPen);
      painter.setBrush(ground);
      painter.drawRoundedRect(around.adjusted(-2, -2, 2, 2), 6, 6);
    }
  }
  painter.translate(kMargin, kMargin / 2);
  painter.scale(scale, scale);
  const Typesetter type(mathFont());
  paintRow(painter, type, false);
  paintRow(painter, type, true);
  paintValues(painter, type);
  painter.setPen(theme.muted_text);
  for (std::size_t i = 0; i < layout_.notes.size(); ++i) layout_.formula.notes[i].paint(painter, layout_.notes[i]);
}

void FormulaView::mouseMoveEvent(QMouseEvent* event) {
  for (const FormulaTerm& term : layout_.formula.terms) {
    if (termRectangle(term.name).contains(event->position())) {
      model_.highlight(term.name);
      return;
    }
  }
  model_.highlight({});
}

void FormulaView::leaveEvent(QEvent* event) {
  model_.highlight({});
  QWidget::leaveEvent(event);
}

bool FormulaView::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const FormulaTerm& term : layout_.formula.terms) {
      if (!termRectangle(term.name).contains(help->pos())) continue;
      const TermLook& look = termLook(term.name);
      QToolTip::showText(help->globalPos(),
                         QStringLiteral("<b>%1</b>: %2<br>%3")
                             .arg(look.name, formulaNumber(term.value), look.explanation.toHtmlEscaped()),
                         this);
      return true;
    }
    QToolTip::showText(help->globalPos(),
                       tr("Above in symbols, below with the numbers in their places; the last row is what each term "
                          "adds, 2 r_max included."),
                       this);
    return true;
  }
  return QWidget::event(event);
}

void FormulaView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) {
    layOut();
    updateGeometry();
  }
  QWidget::changeEvent(event);
}

}  // namespace lab
