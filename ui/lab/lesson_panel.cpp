#include "ui/lab/lesson_panel.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/icon.h"

namespace lab {
namespace {

constexpr int kPadding = 12;

QLabel* makeText(const QString& text, QWidget* parent, const char* tone = "") {
  auto* label = new QLabel(text, parent);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  if (*tone != '\0') label->setProperty("tone", QString::fromLatin1(tone));
  return label;
}

QLabel* makeBold(const QString& text, QWidget* parent) {
  QLabel* label = makeText(text, parent);
  QFont bold = label->font();
  bold.setWeight(QFont::DemiBold);
  label->setFont(bold);
  return label;
}

QString kindText(LessonStep::Kind kind) {
  switch (kind) {
    case LessonStep::Kind::predict: return LessonPanel::tr("Predict");
    case LessonStep::Kind::change: return LessonPanel::tr("Change");
    case LessonStep::Kind::check: return LessonPanel::tr("Check");
  }
  return {};
}

QScrollArea* makeScroll(QWidget* parent, const QString& name) {
  auto* scroll = new QScrollArea(parent);
  scroll->setAccessibleName(name);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFrameShape(QFrame::NoFrame);
  return scroll;
}

}  // namespace

LessonPanel::LessonPanel(std::vector<Lesson> lessons, const QString& problem, std::function<LabFacts()> facts,
                         QWidget* parent)
    : QFrame(parent), lessons_(std::move(lessons)), facts_(std::move(facts)), stack_(new QStackedWidget(this)) {
  setObjectName(QStringLiteral("lessonPanel"));
  setProperty("card", true);
  setAccessibleName(tr("Lessons"));
  list_page_ = makeList(problem);
  stack_->addWidget(list_page_);
  stack_->addWidget(makeReader());
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 1, 1, 1);
  column->addWidget(stack_);
  showList();
}

QWidget* LessonPanel::makeHeader(const QString& title, QLabel** label, bool back) {
  auto* header = new QWidget(stack_);
  auto* row = new QHBoxLayout(header);
  row->setContentsMargins(kPadding, 8, 8, 4);
  row->setSpacing(6);
  if (back) {
    auto* all = new QToolButton(header);
    all->setObjectName(QStringLiteral("lessonBack"));
    all->setText(tr("‹ All"));
    all->setAccessibleName(tr("All lessons"));
    all->setToolTip(tr("Leave this lesson and choose another"));
    connect(all, &QToolButton::clicked, this, &LessonPanel::leave);
    row->addWidget(all, 0, Qt::AlignTop);
  }
  *label = makeBold(title, header);
  row->addWidget(*label, 1);
  auto* close = new QToolButton(header);
  close->setObjectName(back ? QStringLiteral("lessonClose") : QStringLiteral("lessonsClose"));
  close->setIcon(panels::icon(QStringLiteral("cross"), panels::Tone::muted));
  close->setAccessibleName(tr("Close the lessons"));
  close->setToolTip(tr("Put the lessons away; they keep their place"));
  connect(close, &QToolButton::clicked, this, &LessonPanel::closed);
  row->addWidget(close, 0, Qt::AlignTop);
  return header;
}

QWidget* LessonPanel::makeList(const QString& problem) {
  auto* page = new QWidget(stack_);
  QLabel* title = nullptr;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeHeader(tr("Guided lessons"), &title, false));
  auto* scroll = makeScroll(page, tr("List of lessons"));
  auto* content = new QWidget(scroll);
  list_ = new QVBoxLayout(content);
  list_->setContentsMargins(kPadding, 4, kPadding, kPadding);
  list_->setSpacing(8);
  if (!problem.isEmpty()) list_->addWidget(makeText(problem, content, "refused"));
  scroll->setWidget(content);
  column->addWidget(scroll, 1);
  return page;
}

QWidget* LessonPanel::makeReader() {
  auto* page = new QWidget(stack_);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeHeader({}, &title_, true));
  count_ = new QLabel(page);
  count_->setObjectName(QStringLiteral("lessonCount"));
  count_->setProperty("tone", QStringLiteral("muted"));
  count_->setContentsMargins(kPadding, 0, kPadding, 4);
  column->addWidget(count_);
  scroll_ = makeScroll(page, tr("Steps of the lesson"));
  scroll_->setObjectName(QStringLiteral("lessonSteps"));
  column->addWidget(scroll_, 1);
  return page;
}

void LessonPanel::showList() {
  // The cards alone: a problem, which is a label, stays on top.
  for (QPushButton* old : list_page_->findChildren<QPushButton*>()) {
    list_->removeWidget(old->parentWidget());
    old->parentWidget()->deleteLater();
  }
  while (list_->count() > 0 && list_->itemAt(list_->count() - 1)->spacerItem() != nullptr) {
    delete list_->takeAt(list_->count() - 1);
  }
  for (const Lesson& lesson : lessons_) {
    auto* card = new QFrame(list_page_);
    card->setProperty("card", true);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(4);
    column->addWidget(makeBold(lesson.title, card));
    column->addWidget(makeText(lesson.summary, card, "muted"));
    const bool finished = finished_.contains(lesson.id);
    auto* begin_button = new QPushButton(finished ? tr("✓ Again") : tr("Begin · %1 min").arg(lesson.minutes), card);
    begin_button->setObjectName(QStringLiteral("lessonBegin_") + lesson.id);
    begin_button->setAccessibleName(tr("Begin the lesson “%1”").arg(lesson.title));
    begin_button->setToolTip(tr("Lays its starting point out in the lab"));
    connect(begin_button, &QPushButton::clicked, this, [this, id = lesson.id] { begin(id); });
    column->addWidget(begin_button, 0, Qt::AlignLeft);
    list_->addWidget(card);
  }
  list_->addStretch(1);
  stack_->setCurrentIndex(0);
}

void LessonPanel::begin(const QString& id) {
  const auto lesson = std::ranges::find(lessons_, id, &Lesson::id);
  if (lesson == lessons_.end()) return;
  progress_ = {};  // the setting that is laid out next is nobody's step
  Q_EMIT began(*lesson);
  progress_ = LessonProgress(*lesson);
  title_->setText(lesson->title);
  stack_->setCurrentIndex(1);
  showSteps();
  observe();
}

void LessonPanel::leave() {
  progress_ = {};
  showList();
  Q_EMIT ended();
}

void LessonPanel::observe() {
  if (progress_.lesson() == nullptr) return;
  bool ticked = false;
  const LabFacts facts = facts_();
  while (progress_.observe(facts)) ticked = true;
  if (ticked) {
    showSteps();
  } else if (progress_.mayAnswer(facts) != may_answer_) {
    refreshChoices();
  }
}

void LessonPanel::answer(int option) {
  progress_.answerCurrent(option, facts_());
  showSteps();
  observe();
}

void LessonPanel::showSteps() {
  const Lesson& lesson = *progress_.lesson();
  const std::size_t steps = lesson.steps.size();
  if (progress_.isDone()) finished_.insert(lesson.id);
  QString dots;
  for (std::size_t i = 0; i < steps; ++i)
    dots += progress_.isTicked(i) ? u"● "_qs : i == progress_.current() ? u"◉ "_qs : u"○ "_qs;
  count_->setText(progress_.isDone()
                      ? tr("%1 done").arg(dots.trimmed())
                      : tr("%1 step %2 of %3").arg(dots.trimmed()).arg(progress_.current() + 1).arg(steps));
  auto* content = new QWidget(scroll_);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(kPadding, 4, kPadding, kPadding);
  column->setSpacing(8);
  QWidget* open = nullptr;
  for (std::size_t i = 0; i < steps && i <= progress_.current(); ++i) column->addWidget(open = makeStep(i));
  if (progress_.isDone()) {
    auto* end = makeBold(tr("✓ Lesson finished"), content);
    end->setObjectName(QStringLiteral("lessonFinished"));
    column->addWidget(open = end);
  }
  column->addStretch(1);
  // Its sender may be a button inside the old steps.
  if (QWidget* old = scroll_->takeWidget()) old->deleteLater();
  scroll_->setWidget(content);
  refreshChoices();
  // After the layout has found its heights.
  QTimer::singleShot(0, content, [this, open] {
    if (open != nullptr) scroll_->ensureWidgetVisible(open, 0, 16);
  });
}

QWidget* LessonPanel::makeStep(std::size_t index) {
  const LessonStep& step = progress_.lesson()->steps[index];
  const bool ticked = progress_.isTicked(index);
  auto* card = new QFrame(scroll_);
  card->setObjectName(QStringLiteral("lessonStep_%1").arg(index + 1));
  card->setProperty("card", true);
  card->setAccessibleName(tr("Step %1, %2").arg(index + 1).arg(ticked ? tr("done") : tr("open")));
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(10, 8, 10, 8);
  column->setSpacing(6);
  auto* kind = makeBold(
      QStringLiteral("%1 %2").arg(ticked ? QStringLiteral("✓") : QStringLiteral("◉"), kindText(step.kind)), card);
  kind->setProperty("tone", ticked ? QStringLiteral("applied") : QString());
  if (!ticked)
    kind->setStyleSheet(QStringLiteral("color: %1").arg(panels::toneColour(panels::Tone::accent, palette()).name()));
  column->addWidget(kind);
  column->addWidget(makeText(step.text, card));
  if (!step.options.isEmpty()) addChoices(*column, *card, index);
  const auto answer = progress_.answer(index);
  if (ticked && !step.because.isEmpty()) {
    QString lead;
    if (step.kind != LessonStep::Kind::change && answer) lead = *answer == step.answer ? tr("Right. ") : tr("Not so. ");
    auto* because = makeText(lead + step.because, card, "muted");
    because->setObjectName(QStringLiteral("lessonBecause_%1").arg(index + 1));
    column->addWidget(because);
  } else if (!ticked && step.kind == LessonStep::Kind::check && answer) {
    column->addWidget(makeText(tr("Not so. Look again."), card, "pending"));
  }
  return card;
}

void LessonPanel::addChoices(QVBoxLayout& column, QWidget& card, std::size_t index) {
  const LessonStep& step = progress_.lesson()->steps[index];
  const bool ticked = progress_.isTicked(index);
  const auto given = progress_.answer(index);
  for (int option = 0; option < step.options.size(); ++option) {
    if (ticked) {
      const bool right = option == step.answer, chosen = given == option;
      const QString mark = right ? QStringLiteral("✓ ") : chosen ? QStringLiteral("✗ ") : QStringLiteral("   ");
      column.addWidget(makeText(mark + step.options[option], &card, right ? "applied" : chosen ? "pending" : "faint"));
      continue;
    }
    // A label inside the button, since a button's own text does not wrap.
    auto* choice = new QPushButton(&card);
    choice->setObjectName(QStringLiteral("lessonOption_%1").arg(option));
    choice->setAccessibleName(step.options[option]);
    choice->setToolTip(step.kind == LessonStep::Kind::predict ? tr("Say what you expect; the reasoning follows")
                                                              : tr("Answer from what you see"));
    choice->setProperty("lessonChoice", true);
    auto* text = new QLabel(step.options[option], choice);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* inside = new QVBoxLayout(choice);
    inside->setContentsMargins(10, 5, 10, 5);
    inside->addWidget(text);
    choice->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    connect(choice, &QPushButton::clicked, this, [this, option] { answer(option); });
    column.addWidget(choice);
  }
}

void LessonPanel::refreshChoices() {
  may_answer_ = progress_.mayAnswer(facts_());
  if (scroll_->widget() == nullptr) return;
  for (QPushButton* choice : scroll_->widget()->findChildren<QPushButton*>()) choice->setEnabled(may_answer_);
}

}  // namespace lab
