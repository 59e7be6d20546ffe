#include "ui/lab/vacuous_badge.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <cmath>

#include "ui/lab/formula.h"
#include "ui/panels/icon.h"

namespace lab {

VacuousBadge::VacuousBadge(LabModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      symbol_(new QLabel(this)),
      verdict_(new QLabel(this)),
      explanation_(new QLabel(this)) {
  setObjectName(QStringLiteral("vacuousBadge"));
  setAccessibleName(tr("Whether the bound says anything"));
  verdict_->setObjectName(QStringLiteral("vacuousVerdict"));
  explanation_->setObjectName(QStringLiteral("vacuousExplanation"));
  explanation_->setProperty("tone", QStringLiteral("muted"));
  explanation_->setWordWrap(true);
  explanation_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  verdict_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(symbol_);
  row->addWidget(verdict_, 1);
  connect(&model_, &LabModel::changed, this, &VacuousBadge::refresh);
  refresh();
}

QString VacuousBadge::verdict() const { return full_; }
QString VacuousBadge::explanation() const { return explanation_->text(); }

void VacuousBadge::refresh() {
  const double penalty = model_.penaltyHere(), range = model_.curve().vacuous_from;
  const bool vacuous = model_.isVacuous();
  const panels::Tone tone = vacuous ? panels::Tone::refused : panels::Tone::applied;
  symbol_->setPixmap(panels::pixmap(vacuous ? QStringLiteral("warning") : QStringLiteral("check"), tone, 16, *this));
  brief_ = vacuous ? tr("Vacuous") : tr("Says something");
  full_ = (vacuous ? tr("%1: C = %2 ≥ %3") : tr("%1: C = %2 < %3"))
              .arg(brief_, formulaNumber(penalty), formulaNumber(range));
  showVerdict();
  QString why;
  if (vacuous) {
    why = tr("No two returns differ by more than 2 r_max/(1−γ) = %1, so a penalty of %2 times that guarantees nothing "
             "about ν.")
              .arg(formulaNumber(range), QString::number(penalty / range, 'g', 3));
    why += u' ' +
           (usesEpsMPrime(model_.setting().theorem)
                ? tr("k* still tells something: it depends on γ and the ratio ε_m′/ε_π alone, not on the size of C.")
                : tr("To see what k is worth all the same, look at k* of Theorem 4.3, which depends on γ and the "
                     "ratio ε_m′/ε_π alone."));
  } else {
    why = tr("The true return is at least the model-side return minus %1: %2 % of the whole range of returns.")
              .arg(formulaNumber(penalty))
              .arg(std::lround(100 * penalty / range));
  }
  setToolTip(why);
  if (explanation_->text() != why) explanation_->setText(why);
}

void VacuousBadge::showVerdict() {
  QFont bold = font();
  bold.setBold(true);
  const bool fits = QFontMetrics(bold).horizontalAdvance(full_) <= verdict_->width();
  const panels::Tone tone = model_.isVacuous() ? panels::Tone::refused : panels::Tone::applied;
  verdict_->setText(QStringLiteral("<b style=\"color:%1\">%2</b>")
                        .arg(panels::toneColour(tone, palette()).name(), (fits ? full_ : brief_).toHtmlEscaped()));
  setAccessibleDescription(full_);
}

void VacuousBadge::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  layout()->activate();
  showVerdict();
}

void VacuousBadge::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) refresh();
  QWidget::changeEvent(event);
}

}  // namespace lab
