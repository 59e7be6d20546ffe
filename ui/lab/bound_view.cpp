#include "ui/lab/bound_view.h"

#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/lab/formula_view.h"
#include "ui/lab/phase_diagram.h"
#include "ui/lab/pin_row.h"
#include "ui/lab/preset_box.h"
#include "ui/lab/quantity_slider.h"
#include "ui/lab/terms_chart.h"
#include "ui/lab/vacuous_badge.h"

namespace lab {
namespace {

constexpr int kControlsWidth = 228, kNarrowControlsWidth = 190, kLeastSideBySide = 440;
constexpr int kRoomyWidth = 700;
// Below these the sliders' names do not fit beside the charts.
constexpr int kRoomyHeight = 500;
// From here on there is room for words and large letters beside the charts.
constexpr int kWordyHeight = 680;
constexpr int kGap = 8, kPadding = 12;

QFrame* makeCard(QWidget* parent) {
  auto* card = new QFrame(parent);
  card->setProperty("card", true);
  return card;
}

QLabel* makeTitle(const QString& text, QWidget* parent) {
  auto* title = new QLabel(QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped()), parent);
  title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  return title;
}

}  // namespace

BoundView::BoundView(LabModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setObjectName(QStringLiteral("boundView"));
  setAccessibleName(tr("Bound"));
  auto* formula_card = makeFormulaCard();
  controls_ = makeControls();
  terms_card_ = makeTermsCard();
  phase_card_ = makePhaseCard();
  charts_ = new QBoxLayout(QBoxLayout::LeftToRight);
  charts_->setSpacing(kGap);
  charts_->addWidget(terms_card_, 1);
  charts_->addWidget(phase_card_, 1);
  auto* right = new QVBoxLayout;
  right->setSpacing(kGap);
  right->addWidget(formula_card);
  right->addLayout(charts_, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kGap);
  row->addWidget(controls_);
  row->addLayout(right, 1);
  connect(&model_, &LabModel::changed, this, &BoundView::refresh);
  connect(&model_, &LabModel::liveChanged, this, &BoundView::refresh);
  note_->hide();
  badge_->explanationLabel()->hide();
  refresh();
}

QFrame* BoundView::makeFormulaCard() {
  auto* card = makeCard(this);
  theorem_ = new QComboBox(card);
  theorem_->setObjectName(QStringLiteral("theorem"));
  theorem_->setAccessibleName(tr("Theorem"));
  for (const Theorem theorem : kTheorems) {
    theorem_->addItem(theoremTitle(theorem), static_cast<int>(theorem));
    theorem_->setItemData(theorem_->count() - 1, theoremNote(theorem), Qt::ToolTipRole);
  }
  theorem_->setToolTip(tr("Which return bound is shown (Janner et al. 2019)"));
  connect(theorem_, &QComboBox::activated, this,
          [this](int index) { model_.chooseTheorem(kTheorems.at(static_cast<std::size_t>(index))); });
  theorem_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  theorem_->setMinimumContentsLength(11);
  theorem_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  theorem_->setMaximumWidth(theorem_->fontMetrics().horizontalAdvance(theoremTitle(Theorem::theorem_4_3_published)) +
                            56);
  note_ = new QLabel(card);
  note_->setObjectName(QStringLiteral("theoremNote"));
  note_->setProperty("tone", QStringLiteral("muted"));
  note_->setWordWrap(true);
  note_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  formula_ = new FormulaView(model_, card);
  badge_ = new VacuousBadge(model_, card);
  badge_->explanationLabel()->setParent(card);
  why_ = makeChip(QStringLiteral("explainBound"), tr("Why?"), tr("Explain the theorem and the verdict"), card);
  connect(why_, &QPushButton::toggled, this, [this](bool shown) {
    note_->setVisible(shown);
    badge_->explanationLabel()->setVisible(shown);
  });
  auto* head = new QHBoxLayout;
  head->setSpacing(kPadding);
  head->addWidget(theorem_, 3);
  head->addWidget(badge_, 4);
  head->addWidget(why_);
  auto* words = new QHBoxLayout;
  words->setSpacing(2 * kPadding);
  words->addWidget(note_, 1);
  words->addWidget(badge_->explanationLabel(), 1);
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPadding, 8, kPadding, 8);
  column->setSpacing(6);
  column->addLayout(head);
  column->addWidget(formula_);
  column->addLayout(words);
  return card;
}

QWidget* BoundView::makeControls() {
  auto* card = makeCard(this);
  card->setObjectName(QStringLiteral("labControls"));
  card->setFixedWidth(kControlsWidth);
  origins_ = new QLabel(card);
  origins_->setObjectName(QStringLiteral("labOrigins"));
  origins_->setProperty("tone", QStringLiteral("faint"));
  origins_->setWordWrap(true);
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPadding, 8, kPadding, 8);
  column->setSpacing(5);
  column->addWidget(new PresetBox(model_, card));
  for (const Quantity quantity : kQuantities) {
    sliders_ << new QuantitySlider(model_, quantity, card);
    column->addWidget(sliders_.last());
  }
  column->addSpacing(4);
  column->addWidget(new PinRow(model_, card));
  column->addWidget(origins_);
  column->addStretch(1);
  return card;
}

QPushButton* BoundView::makeChip(const QString& name, const QString& text, const QString& tip, QWidget* parent) {
  auto* chip = new QPushButton(text, parent);
  chip->setObjectName(name);
  chip->setAccessibleName(text);
  chip->setToolTip(tip);
  chip->setCheckable(true);
  chip->setProperty("chip", true);
  return chip;
}

QFrame* BoundView::makeTermsCard() {
  auto* card = makeCard(this);
  terms_ = new TermsChart(model_, card);
  auto* compare = makeChip(QStringLiteral("compareTheorems"), tr("Compare"),
                           tr("Draw C(k) of the other theorems as dotted lines"), card);
  auto* normalised =
      makeChip(QStringLiteral("normalised"), tr("÷ range"),
               tr("Divide by r_max/(1−γ), the largest possible |return|: from 2 on a bound is vacuous"), card);
  connect(compare, &QPushButton::toggled, terms_, &TermsChart::setComparing);
  connect(normalised, &QPushButton::toggled, terms_, &TermsChart::setNormalised);
  auto* head = new QHBoxLayout;
  head->setSpacing(6);
  head->addWidget(makeTitle(tr("Penalty C(k)"), card), 1);
  head->addWidget(compare);
  head->addWidget(normalised);
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPadding, 8, 8, 8);
  column->setSpacing(4);
  column->addLayout(head);
  column->addWidget(terms_, 1);
  return card;
}

QFrame* BoundView::makePhaseCard() {
  auto* card = makeCard(this);
  phase_ = new PhaseDiagram(model_, card);
  auto* head = new QHBoxLayout;
  head->addWidget(makeTitle(tr("Best length k*, Theorem 4.3"), card), 1);
  auto* strut = new QLabel(card);  // as high as the chips next door, so that both plots begin on one line
  strut->setFixedHeight(20);
  head->addWidget(strut);
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPadding, 8, 8, 8);
  column->setSpacing(4);
  column->addLayout(head);
  column->addWidget(phase_, 1);
  return card;
}

void BoundView::refresh() {
  theorem_->setCurrentIndex(static_cast<int>(model_.setting().theorem));
  const QString note = theoremNote(model_.setting().theorem);
  if (note_->text() != note) note_->setText(note);
  const bool live = model_.source() == LabModel::Source::live;
  const QString origins = live ? tr("Estimated in %1 at step %2. %3.")
                                     .arg(model_.reading().run)
                                     .arg(model_.reading().real_steps)
                                     .arg(model_.reading().origins)
                               : tr("Set by you. C and k* are exact for these values.");
  if (origins_->text() != origins) origins_->setText(origins);
}

void BoundView::setPresenting(bool presenting) {
  controls_->setVisible(!presenting);
  arrangeFor(room_);
}

void BoundView::arrangeFor(QSize room) {
  room_ = room;
  const bool compact = room.height() < kRoomyHeight || room.width() < kRoomyWidth;
  controls_->setFixedWidth(compact ? kNarrowControlsWidth : kControlsWidth);
  const int width = room.width() - (controls_->isVisibleTo(this) ? controls_->minimumWidth() + kGap : 0);
  const auto direction = width >= kLeastSideBySide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
  if (charts_->direction() != direction) charts_->setDirection(direction);
  for (QuantitySlider* slider : sliders_) slider->setCompact(compact);
  const bool wordy = room.height() >= kWordyHeight;
  formula_->setLargest(wordy ? 1.5 : 1.1);
  if (wordy == wordy_) return;  // what somebody has opened by hand stays open
  wordy_ = wordy;
  why_->setChecked(wordy);
}

}  // namespace lab
