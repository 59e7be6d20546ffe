#include "ui/lab/lab_page.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "base/error.h"
#include "base/resources.h"
#include "ui/lab/bound_view.h"
#include "ui/lab/finite_mdp_view.h"
#include "ui/lab/improvement_view.h"
#include "ui/lab/lesson_panel.h"
#include "ui/lab/live_follower.h"

namespace lab {
namespace {

constexpr int kGap = 8, kLessonWidth = 312, kLessonHeight = 190;
constexpr int kRoomForSideLesson = 860;
constexpr const char* kViews[] = {"bound", "finite-mdp", "algorithm-1"};

/// A page that may be higher than the window: it scrolls, and is never narrower than the window.
QScrollArea* scrollable(QWidget* content, QWidget* parent) {
  auto* scroll = new QScrollArea(parent);
  scroll->setAccessibleName(content->accessibleName());
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidget(content);
  return scroll;
}

}  // namespace

LabPage::LabPage(bridge::SessionBridge& bridge, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), model_(undo), follower_(new LiveFollower(bridge, this)) {
  setObjectName(QStringLiteral("boundLab"));
  setAccessibleName(tr("Bound lab"));
  makeViews();
  makeLessons();
  splitter_ = new QSplitter(Qt::Horizontal, this);
  splitter_->setObjectName(QStringLiteral("labSplitter"));
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(kGap);
  splitter_->addWidget(stack_);
  splitter_->addWidget(lessons_);
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kGap, kGap, kGap, kGap);
  column->setSpacing(kGap);
  column->addWidget(makeHeader());
  column->addWidget(splitter_, 1);
  lessons_->hide();
  connectParts();
  model_.follow(follower_->reading(), follower_->trail());
  refresh();
}

void LabPage::makeViews() {
  stack_ = new QStackedWidget(this);
  stack_->setObjectName(QStringLiteral("labViews"));
  bound_ = new BoundView(model_);
  finite_ = new FiniteMdpView(model_);
  improvement_ = new ImprovementView;
  bound_scroll_ = scrollable(bound_, stack_);
  bound_scroll_->viewport()->installEventFilter(this);
  stack_->addWidget(bound_scroll_);
  stack_->addWidget(scrollable(finite_, stack_));
  stack_->addWidget(scrollable(improvement_, stack_));
  stack_->setMinimumSize(320, 160);
}

void LabPage::makeLessons() {
  std::vector<Lesson> lessons;
  QString problem;
  try {
    lessons = readLessons(base::resourceDirectory() / "lessons");
  } catch (const base::Error& error) {
    problem = QString::fromStdString(error.what());
  }
  lessons_ = new LessonPanel(
      std::move(lessons), problem, [this] { return facts(); }, this);
  lessons_->setMinimumSize(240, 120);
}

QPushButton* LabPage::makeChip(const QString& name, const QString& text, const QString& tip, QWidget* parent) {
  auto* chip = new QPushButton(text, parent);
  chip->setObjectName(name);
  chip->setAccessibleName(text);
  chip->setToolTip(tip);
  chip->setCheckable(true);
  chip->setProperty("chip", true);
  return chip;
}

QWidget* LabPage::makeHeader() {
  auto* header = new QWidget(this);
  bound_chip_ = makeChip(QStringLiteral("view_bound"), tr("Bound"), tr("The formula, its terms, and k*"), header);
  finite_chip_ = makeChip(QStringLiteral("view_finite"), tr("Finite MDP"),
                          tr("The theorems put to the test where everything is exact"), header);
  algorithm_chip_ = makeChip(QStringLiteral("view_algorithm"), tr("Algorithm 1"),
                             tr("Monotonic improvement: only steps that a bound certifies"), header);
  auto* views = new QButtonGroup(header);
  for (QPushButton* chip : {bound_chip_, finite_chip_, algorithm_chip_}) views->addButton(chip);
  bound_chip_->setChecked(true);

  values_ = new QWidget(header);
  mine_ = makeChip(QStringLiteral("myValues"), tr("My values"), tr("Values that you set"), values_);
  live_ = makeChip(QStringLiteral("liveValues"), tr("Live values"), {}, values_);
  auto* sources = new QButtonGroup(values_);
  sources->addButton(mine_);
  sources->addButton(live_);
  auto* values = new QHBoxLayout(values_);
  values->setContentsMargins(0, 0, 0, 0);
  values->setSpacing(4);
  values->addWidget(mine_);
  values->addWidget(live_);

  lessons_chip_ =
      makeChip(QStringLiteral("showLessons"), tr("Lessons"), tr("Guided lessons: predict, change, check"), header);
  present_ = makeChip(QStringLiteral("present"), tr("Present"),
                      tr("Formula, charts and lesson alone, in large letters (F9; Esc leaves)"), header);
  auto* row = new QHBoxLayout(header);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  row->addWidget(bound_chip_);
  row->addWidget(finite_chip_);
  row->addWidget(algorithm_chip_);
  row->addStretch(1);
  row->addWidget(values_);
  row->addStretch(1);
  row->addWidget(lessons_chip_);
  row->addWidget(present_);
  return header;
}

void LabPage::connectParts() {
  connect(bound_chip_, &QPushButton::clicked, this, [this] { setView(View::bound); });
  connect(finite_chip_, &QPushButton::clicked, this, [this] { setView(View::finite_mdp); });
  connect(algorithm_chip_, &QPushButton::clicked, this, [this] { setView(View::algorithm_1); });
  connect(mine_, &QPushButton::clicked, this, [this] { model_.setSource(LabModel::Source::mine); });
  connect(live_, &QPushButton::clicked, this, [this] { model_.setSource(LabModel::Source::live); });
  connect(lessons_chip_, &QPushButton::toggled, this, &LabPage::showLessons);
  connect(present_, &QPushButton::toggled, this, &LabPage::setPresenting);
  connect(follower_, &LiveFollower::changed, this, [this] { model_.follow(follower_->reading(), follower_->trail()); });
  connect(&model_, &LabModel::changed, this, &LabPage::refresh);
  connect(&model_, &LabModel::liveChanged, this, &LabPage::refresh);
  connect(&model_, &LabModel::changed, this, &LabPage::observe);
  connect(finite_, &FiniteMdpView::changed, this, &LabPage::observe);
  connect(improvement_, &ImprovementView::changed, this, &LabPage::observe);
  connect(lessons_, &LessonPanel::began, this, &LabPage::layOut);
  connect(lessons_, &LessonPanel::closed, this, [this] { showLessons(false); });
}

void LabPage::refresh() {
  const bool live = model_.source() == LabModel::Source::live;
  mine_->setChecked(!live);
  live_->setChecked(live);
  live_->setEnabled(model_.reading().known);
  live_->setToolTip(
      model_.reading().known
          ? tr("Follow ε_m, ε_π, d, r_max, γ and k of %1. %2.").arg(model_.reading().run, model_.reading().origins)
          : model_.reading().missing);
}

void LabPage::observe() { lessons_->observe(); }

LabFacts LabPage::facts() const {
  LabFacts facts{.numbers = model_.facts(), .words = {}};
  const std::string_view theorem = theoremKey(model_.setting().theorem);
  facts.words[QStringLiteral("theorem")] = QString::fromUtf8(theorem.data(), static_cast<qsizetype>(theorem.size()));
  facts.words[QStringLiteral("view")] = QString::fromLatin1(kViews[static_cast<int>(view())]);
  finite_->addFacts(facts);
  improvement_->addFacts(facts);
  return facts;
}

void LabPage::layOut(const Lesson& lesson) {
  for (int i = 0; i < 3; ++i) {
    if (lesson.view == QLatin1String(kViews[i])) setView(static_cast<View>(i));
  }
  model_.edit(lesson.start, QStringLiteral("“%1”").arg(lesson.title));
}

LabPage::View LabPage::view() const { return static_cast<View>(stack_->currentIndex()); }

void LabPage::setView(View view) {
  stack_->setCurrentIndex(static_cast<int>(view));
  const std::array chips{bound_chip_, finite_chip_, algorithm_chip_};
  chips.at(static_cast<std::size_t>(view))->setChecked(true);
  values_->setVisible(view == View::bound);
  observe();
}

void LabPage::showLessons(bool shown) {
  lessons_chip_->setChecked(shown);
  lessons_->setVisible(shown);
  arrange();
}

void LabPage::setPresenting(bool presenting) {
  if (presenting == presenting_) return;
  presenting_ = presenting;
  present_->setChecked(presenting);
  bound_->setPresenting(presenting);
  finite_->setPresenting(presenting);
  improvement_->setPresenting(presenting);
  Q_EMIT presentingChanged(presenting);
  if (presenting) setFocus();  // so that Esc arrives here
}

void LabPage::arrange() {
  const auto direction = width() >= kRoomForSideLesson ? Qt::Horizontal : Qt::Vertical;
  if (splitter_->orientation() != direction) splitter_->setOrientation(direction);
  const int room = direction == Qt::Horizontal ? splitter_->width() : splitter_->height();
  // In large letters a lesson needs more room.
  const double letters = std::max(1.0, font().pointSizeF() / 10.0);
  const int lesson = static_cast<int>(letters * (direction == Qt::Horizontal ? kLessonWidth : kLessonHeight));
  splitter_->setSizes({std::max(1, room - lesson - kGap), lesson});
}

void LabPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

bool LabPage::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && watched == bound_scroll_->viewport()) {
    bound_->arrangeFor(bound_scroll_->viewport()->size());
  }
  return QWidget::eventFilter(watched, event);
}

void LabPage::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && presenting_) {
    setPresenting(false);
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace lab
