#include "ui/rollouts/rollouts_page.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/bridge/session_bridge.h"
#include "ui/panels/banner.h"
#include "ui/panels/chart_sections.h"
#include "ui/panels/font_fit.h"
#include "ui/rollouts/buffer_card.h"
#include "ui/rollouts/choices_form.h"
#include "ui/rollouts/episode_bar.h"
#include "ui/rollouts/episode_list.h"
#include "ui/rollouts/fan_board.h"
#include "ui/rollouts/figure_view.h"
#include "ui/rollouts/invitation.h"
#include "ui/rollouts/rollout_stage.h"
#include "ui/rollouts/score_table.h"
#include "ui/rollouts/starts_view.h"

namespace rollouts {
namespace {

constexpr int kLeastChartWidth = 270, kChartHeight = 246;
constexpr int kSideWidth = 440, kWide = 1080;  // pixels at 100 % text
constexpr int kRowsAbove = 5;                  // of the list, where it stands above the charts

const QString kFirstSection = QStringLiteral("rollout_fan_section");

}  // namespace

RolloutsPage::RolloutsPage(bridge::SessionBridge& bridge, QWidget* parent)
    : QWidget(parent),
      bridge_(bridge),
      banners_(new panels::BannerStack(this)),
      content_(new QStackedWidget(this)),
      invitation_(new Invitation),
      bar_(new EpisodeBar),
      side_(new QWidget),
      list_(new EpisodeList),
      form_(new ChoicesForm) {
  setObjectName(QStringLiteral("rolloutsPage"));
  setAccessibleName(tr("Rollouts"));
  side_column_ = new QVBoxLayout(side_);
  side_column_->setContentsMargins(0, 0, 0, 0);
  side_column_->setSpacing(8);
  side_column_->addWidget(form_);
  side_column_->addWidget(list_, 1);
  buildCharts();

  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(8, 8, 8, 0);
  column->setSpacing(8);
  column->addWidget(bar_);
  body_ = new QHBoxLayout;
  body_->setSpacing(10);
  body_->addWidget(sections_, 1);
  column->addLayout(body_, 1);
  content_->addWidget(invitation_);
  content_->addWidget(page);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addWidget(banners_);
  all->addWidget(content_, 1);
  buildKeys();
  connectParts();
  arrange();
  followRun();
}

void RolloutsPage::buildCharts() {
  sections_ = new panels::ChartSections(kLeastChartWidth, kChartHeight);
  // Two pages with sections are in the window: each has its names.
  sections_->findChild<QWidget*>(QStringLiteral("sectionChips"))->setAccessibleName(tr("Sections of Rollouts"));
  sections_->findChild<QWidget*>(QStringLiteral("sectionChips"))->setObjectName(QStringLiteral("rolloutChips"));
  sections_->findChild<QScrollArea*>(QStringLiteral("dashboardScroll"))->setObjectName(QStringLiteral("rolloutScroll"));
  fans_ = new FanBoard(cursor_);
  growth_ = new FigureView(QStringLiteral("rollout_growth"));
  growth_->offerLogY();
  own_sigma_ = new FigureView(QStringLiteral("rollout_own_sigma"));
  coverage_ = new FigureView(QStringLiteral("rollout_coverage"));
  pit_ = new FigureView(QStringLiteral("rollout_pit"));
  scatter_ = new FigureView(QStringLiteral("rollout_scatter"));
  starts_ = new StartsView(QStringLiteral("rollout_starts"));
  branch_lengths_ = new FigureView(QStringLiteral("rollout_lengths"));
  scores_ = new ScoreTable;
  buffer_ = new BufferCard;
  growth_->follow(cursor_);
  own_sigma_->follow(cursor_);
  sections_->addSection(kFirstSection, tr("Truth and imagination"),
                        tr("One real path and what each member imagines from its start"));
  sections_->addAbove(kFirstSection, fans_);
  sections_->addSection(QStringLiteral("rollout_error_section"), tr("Where they part"),
                        tr("How the error grows with the number of model steps, over many starts"));
  sections_->addChart(growth_);
  sections_->addChart(own_sigma_);
  sections_->addSection(QStringLiteral("rollout_calibration_section"), tr("Does it know?"),
                        tr("Calibration and quality of one step, output by output"));
  for (QWidget* chart : {static_cast<QWidget*>(coverage_), static_cast<QWidget*>(pit_), static_cast<QWidget*>(scores_),
                         static_cast<QWidget*>(scatter_)}) {
    sections_->addChart(chart);
  }
  sections_->addSection(QStringLiteral("rollout_training_section"), tr("What training sees"),
                        tr("Where the branches of D_model start, how long they got, how old its rows are"));
  sections_->addChart(starts_);
  sections_->addChart(branch_lengths_);
  sections_->addChart(buffer_);
}

void RolloutsPage::buildKeys() {
  const auto add = [this](const char* name, const QString& text, int key, auto&& act) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(key)));
    action->setEnabled(false);
    connect(action, &QAction::triggered, this, act);
    keys_ << action;
  };
  add("previousEpisode", tr("Previous episode"), Qt::Key_Up, [this] { list_->move(-1); });
  add("nextEpisode", tr("Next episode"), Qt::Key_Down, [this] { list_->move(1); });
  add("previousStep", tr("Step before"), Qt::Key_Left, [this] { cursor_.setStep(cursor_.step() - 1); });
  add("nextStep", tr("Step after"), Qt::Key_Right, [this] { cursor_.setStep(cursor_.step() + 1); });
}

void RolloutsPage::connectParts() {
  connect(&bridge_, &bridge::SessionBridge::runReplaced, this, &RolloutsPage::followRun);
  connect(&bridge_, &bridge::SessionBridge::statusChanged, this, &RolloutsPage::followRun);
  connect(&bridge_, &bridge::SessionBridge::stateChanged, this, &RolloutsPage::followRun);
  connect(&inspector_, &Inspector::runReplaced, this, [this] {
    banners_->dismissAll();
    following_ = true;
    followEpisodes();
    showComparison();
    showTraining();
  });
  connect(&inspector_, &Inspector::episodesChanged, this, &RolloutsPage::followEpisodes);
  connect(&inspector_, &Inspector::comparisonChanged, this, &RolloutsPage::showComparison);
  connect(&inspector_, &Inspector::trainingViewChanged, this, &RolloutsPage::showTraining);
  connect(&inspector_, &Inspector::problemChanged, this, &RolloutsPage::showProblem);
  connect(&inspector_, &Inspector::busyChanged, bar_, &EpisodeBar::showBusy);
  connect(list_, &EpisodeList::chosenByHand, this, [this](const QString& id) {
    following_ = id == list_->episodes().newest();
    chooseEpisode(id);
  });
  connect(form_, &ChoicesForm::changed, this, &RolloutsPage::ask);
  connect(bar_, &EpisodeBar::previousAsked, this, [this] { list_->move(-1); });
  connect(bar_, &EpisodeBar::nextAsked, this, [this] { list_->move(1); });
  connect(bar_, &EpisodeBar::renewAsked, this, [this] {
    inspector_.refresh();
    ask();
  });
  connect(bar_, &EpisodeBar::followingChanged, this, [this](bool following) {
    following_ = following;
    followEpisodes();
  });
  connect(bar_, &EpisodeBar::listToggled, this, [this](bool shown) {
    list_shown_ = shown;
    arrange();
  });
  connect(fans_, &FanBoard::chosen, this, &RolloutsPage::setDimension);
  connect(scores_, &ScoreTable::chosenByHand, this, &RolloutsPage::setDimension);
  connect(invitation_, &Invitation::trainAsked, this, &RolloutsPage::trainAsked);
  connect(&cursor_, &StepCursor::moved, this, [this](int step) {
    if (!led_by_viewer_ && step >= 0) Q_EMIT stepChosen(step);
  });
}

void RolloutsPage::goTo(const QString& section) {
  if (!sectionNames().contains(section)) return;
  const auto go = [this, section] { sections_->goTo(QStringLiteral("rollout_%1_section").arg(section)); };
  go();
  connect(this, &RolloutsPage::stageChanged, this, go,
          static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void RolloutsPage::imagine(std::optional<int> start, std::optional<int> horizon) {
  Choices next = form_->choices();
  next.start = start.value_or(next.start);
  next.horizon = horizon.value_or(next.horizon);
  if (next == form_->choices()) return;
  form_->setChoices(next);
  ask();
}

void RolloutsPage::followStep(double step) {
  led_by_viewer_ = true;
  cursor_.setStep(static_cast<int>(std::lround(step)));
  led_by_viewer_ = false;
}

void RolloutsPage::arrange() {
  const bool wide = width() >= kWide * panels::textScale();
  if (wide != wide_ || !arranged_) {
    wide_ = wide;
    arranged_ = true;
    if (wide) {
      body_->insertWidget(0, side_);
      side_->setMinimumWidth(qRound(kSideWidth * panels::textScale()));
      side_->setMaximumWidth(qRound(kSideWidth * panels::textScale()));
    } else {
      side_->setMinimumWidth(0);
      side_->setMaximumWidth(QWIDGETSIZE_MAX);
      sections_->addAbove(kFirstSection, side_);
      sections_->addAbove(kFirstSection, fans_);  // below it
    }
    side_->show();
  }
  list_->setVisible(wide_ || list_shown_);
  list_->setMinimumHeight(wide_ ? 0 : list_->heightForRows(kRowsAbove));
  list_->setMaximumHeight(wide_ ? QWIDGETSIZE_MAX : list_->heightForRows(kRowsAbove));
  bar_->offerList(!wide_, list_->episodes().rowCount());
  bar_->setListShown(list_shown_);
}

void RolloutsPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void RolloutsPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  for (QAction* key : keys_) key->setEnabled(true);
  inspector_.setWatched(true);
  if (!inspector_.comparison()) ask();
}

void RolloutsPage::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  for (QAction* key : keys_) key->setEnabled(false);
  inspector_.setWatched(false);
}

void RolloutsPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) arrange();
  // Ghosts have the colours of their curves.
  if (event->type() == QEvent::PaletteChange && shown_) {
    stage_ = makeStage(*shown_, palette());
    Q_EMIT stageChanged();
  }
}

void RolloutsPage::followRun() {
  const bridge::RunState& state = bridge_.state();
  if (state.configuration && !shown_) form_->setEnsemble(static_cast<int>(state.configuration->ensemble_size), {});
  inspector_.setRun(state.directory, state.active);
  if (content_->currentIndex() == 0) invitation_->refresh(state, inspector_.episodes() != nullptr);
}

void RolloutsPage::followEpisodes() {
  const auto episodes = inspector_.episodes();
  const bool any = episodes && !episodes->empty();
  list_->setEpisodes(episodes);
  content_->setCurrentIndex(any ? 1 : 0);
  invitation_->refresh(bridge_.state(), episodes != nullptr);
  bar_->setFollowing(following_);
  bar_->offerList(!wide_, list_->episodes().rowCount());
  if (!any) return;
  const QString newest = list_->episodes().newest();
  const QString before = list_->chosen();
  if (following_ || list_->episodes().find(before) == nullptr) {
    list_->choose(newest);
    if (before != newest || !inspector_.comparison()) chooseEpisode(newest);
  }
  showText();
}

void RolloutsPage::chooseEpisode(const QString& id) {
  const run::KeptEpisode* episode = list_->episodes().find(id);
  if (episode == nullptr) return;
  form_->setEpisodeLength(episode->length);
  bar_->setFollowing(following_);
  ask();
}

void RolloutsPage::ask() {
  const QString id = list_->chosen();
  if (id.isEmpty()) return;
  inspector_.ask(specFor(form_->choices(), id.toStdString()));
  showText();
}

QJsonObject RolloutsPage::state() const {
  return {{QStringLiteral("choices"), toJson(form_->choices())},
          {QStringLiteral("dimension"), dimension_},
          {QStringLiteral("starts_x"), starts_->plane().x},
          {QStringLiteral("starts_y"), starts_->plane().y},
          {QStringLiteral("log_growth"), growth_->isLogY()},
          {QStringLiteral("list_shown"), list_shown_}};
}

void RolloutsPage::restore(const QJsonObject& state) {
  form_->setChoices(choicesFromJson(state[QStringLiteral("choices")].toObject()));
  growth_->setLogY(state[QStringLiteral("log_growth")].toBool());
  list_shown_ = state[QStringLiteral("list_shown")].toBool();
  dimension_ = std::max(0, state[QStringLiteral("dimension")].toInt());
  starts_->setPlane({state[QStringLiteral("starts_x")].toInt(kPrincipal),
                     state[QStringLiteral("starts_y")].toInt(kPrincipal)});
  arrange();
  showComparison();
}

void RolloutsPage::resetCharts() {
  for (FigureView* chart : {fans_->fan(), growth_, own_sigma_, coverage_, pit_, scatter_, branch_lengths_}) {
    chart->showAll();
  }
  starts_->showAll();
}

}  // namespace rollouts
