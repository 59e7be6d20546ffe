#include "ui/window/main_window.h"

#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/charts/export_event.h"
#include "ui/compare/compare_page.h"
#include "ui/models/compared_runs.h"
#include "ui/lab/lab_page.h"
#include "ui/panels/banner.h"
#include "ui/panels/chart_sections.h"
#include "ui/panels/dashboard.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/health_panel.h"
#include "ui/panels/icon.h"
#include "ui/panels/log_panel.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/run_header.h"
#include "ui/panels/runs_panel.h"
#include "ui/rollouts/rollouts_page.h"
#include "ui/studies/study_page.h"
#include "ui/viewer/viewer_pane.h"
#include "ui/window/experiment_bar.h"
#include "ui/window/launch_options.h"
#include "ui/window/presentation.h"
#include "ui/window/stage_link.h"
#include "ui/window/status_strip.h"
#include "ui/window/window_settings.h"

namespace window {
namespace {

constexpr QSize kFirstSize{1440, 900};
constexpr int kLoadingSeconds = 4;
constexpr int kLeftWidth = 288, kRightWidth = 336, kBottomHeight = 136;

}  // namespace

MainWindow::MainWindow(const LaunchOptions& options, bool remember, QWidget* parent)
    : QMainWindow(parent),
      board_(bridge_, undo_),
      runs_(bridge_, board_, options.runs_folder),
      actions_(*this, undo_),
      remember_(remember) {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowIcon(panels::programIcon());
  setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
  board_.adopt(options.configuration);
  board_.replaceLabels(options.scenario_name, options.scenario_note);

  bar_ = new ExperimentBar(bridge_, board_, actions_, this);
  addToolBar(bar_);
  setContextMenuPolicy(Qt::NoContextMenu);  // the toolbar is not to be lost
  auto* status = new StatusStrip(bridge_, pulse_, health_, this);
  connect(status, &StatusStrip::healthAsked, this, [this] { showDock(QStringLiteral("health")); });
  setStatusBar(status);
  buildCentre();
  buildDocks();
  buildMenus();
  connectActions();
  connectFiles();
  connectNews();
  updateTitle();

  resize(options.size.isValid() ? options.size : kFirstSize);
  arrangeDocks();
  first_layout_ = saveState();
  if (options.theme) preferences_.theme = *options.theme;
  if (options.text_percent) preferences_.text_percent = *options.text_percent;
  if (!remember_) return;
  const WindowSettings settings = WindowSettings::load();
  preferences_ = settings.preferences;
  declined_recovery_ = settings.declined_recovery;
  if (options.theme) preferences_.theme = *options.theme;
  bridge_.setUpdatesPerSecond(preferences_.updates_per_second);
  viewer_->setFrameRate(preferences_.viewer_rate);
  if (!settings.geometry.isEmpty() && !options.size.isValid()) restoreGeometry(settings.geometry);
  if (!settings.layout.isEmpty()) restoreState(settings.layout);
  dashboard_->restoreCharts(settings.charts);
  compare_->restore(settings.compare);
  lab_->model().restore(settings.lab);
  for (const QString& directory : settings.ticked) {
    if (QFileInfo::exists(directory)) runs_panel_->compared()->setTicked(directory, true);
  }
  rollouts_->restore(settings.rollouts);
  for (QAction* choice : actions_.themes->actions()) choice->setChecked(choice->data().toInt() == int(preferences_.theme));
}

MainWindow::~MainWindow() {
  // What speaks with our members goes before them: an open editor, for one, hands its value over as it goes.
  qDeleteAll(docks_);
  delete bar_;
  delete centralWidget();
  delete statusBar();
}

QStringList MainWindow::pageNames() {
  return {QStringLiteral("dashboard"), QStringLiteral("bound-lab"), QStringLiteral("rollouts"),
          QStringLiteral("compare"), QStringLiteral("study")};
}

void MainWindow::buildCentre() {
  auto* centre = new QWidget(this);
  banners_ = new panels::BannerStack(centre);
  pages_ = new QTabWidget(centre);
  pages_->setObjectName(QStringLiteral("pages"));
  pages_->setAccessibleName(tr("Pages"));
  pages_->setDocumentMode(true);
  dashboard_ = new panels::Dashboard(bridge_, board_, pages_);
  addPage(dashboard_, tr("Dashboard"));
  lab_ = new lab::LabPage(bridge_, &undo_, pages_);
  addPage(lab_, tr("Bound lab"));
  presentation_ = new Presentation(*this, *pages_);
  rollouts_ = new rollouts::RolloutsPage(bridge_, pages_);
  addPage(rollouts_, tr("Rollouts"));
  runs_panel_ = new panels::RunsPanel(runs_.runsFolder(), this);
  compare_ = new compare::ComparePage(*runs_panel_->model(), *runs_panel_->compared(), pages_);
  addPage(compare_, tr("Compare"));
  study_ = new studies::StudyPage(bridge_, pages_);
  addPage(study_, tr("Study"));
  auto* column = new QVBoxLayout(centre);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(banners_);
  column->addWidget(pages_, 1);
  setCentralWidget(centre);
}

int MainWindow::pageCount() const { return pages_->count(); }
void MainWindow::showPage(int number) { pages_->setCurrentIndex(number); }

void MainWindow::showDock(const QString& name) {
  for (QDockWidget* dock : docks_) {
    if (dock->objectName() != QStringLiteral("dock_") + name) continue;
    dock->show();
    dock->raise();
  }
}

void MainWindow::addPage(QWidget* page, const QString& name) {
  auto* frame = new QScrollArea(pages_);  // very large text on a small screen asks for more than there is
  frame->setFrameShape(QFrame::NoFrame);
  frame->setWidgetResizable(true);
  frame->setFocusPolicy(Qt::NoFocus);
  frame->setWidget(page);
  const int number = pages_->addTab(frame, name);
  pages_->setTabToolTip(number, tr("%1 (Ctrl+%2)").arg(name).arg(number + 1));
  auto* jump = new QAction(name, this);
  jump->setObjectName(QStringLiteral("page_%1").arg(number + 1));
  jump->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(number + 1)));
  connect(jump, &QAction::triggered, pages_, [this, number] { showPage(number); });
  addAction(jump);
}

QDockWidget* MainWindow::addDock(const QString& name, const QString& title, QWidget* content, Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(QStringLiteral("dock_") + name);
  dock->setAccessibleName(title);
  dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable |
                    QDockWidget::DockWidgetFloatable);
  dock->setWidget(content);
  addDockWidget(area, dock);
  docks_ << dock;
  return dock;
}

void MainWindow::buildDocks() {
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);  // a long list of parameters needs the height
  parameters_ = new panels::ParametersPanel(board_, bridge_, this);
  viewer_ = new viewer::ViewerPane(this);
  viewer_->setObjectName(QStringLiteral("viewerPane"));
  viewer_->setAccessibleName(tr("Viewer of the body"));
  new StageLink(*rollouts_, *viewer_);
  auto* runs = addDock(QStringLiteral("runs"), tr("Runs"), runs_panel_, Qt::LeftDockWidgetArea);
  auto* parameters = addDock(QStringLiteral("parameters"), tr("Parameters"), parameters_, Qt::LeftDockWidgetArea);
  addDock(QStringLiteral("viewer"), tr("Viewer"), viewer_, Qt::RightDockWidgetArea);
  auto* log = addDock(QStringLiteral("log"), tr("Log"), new panels::LogPanel(events_, this), Qt::BottomDockWidgetArea);
  auto* changes = addDock(QStringLiteral("changes"), tr("Change history"), new panels::ChangesPanel(events_, this),
                          Qt::BottomDockWidgetArea);
  auto* health = addDock(QStringLiteral("health"), tr("Health"), new panels::HealthPanel(health_, this),
                         Qt::BottomDockWidgetArea);
  connect(&health_, &models::HealthModel::troublesChanged, health, [this, health] {
    const int troubles = health_.troubles();
    health->setWindowTitle(troubles == 0 ? tr("Health") : tr("Health (%1)").arg(troubles));
  });
  splitDockWidget(runs, parameters, Qt::Vertical);
  tabifyDockWidget(log, changes);
  tabifyDockWidget(changes, health);
  for (QDockWidget* tabbed : {log, changes, health}) tabbed->setTitleBarWidget(new QWidget(tabbed));  // the tab says it
  log->raise();
}

void MainWindow::arrangeDocks() {
  const int left_height = std::max(200, height() - 150);
  // Larger text wants wider columns, but the charts keep the most.
  const int left_width = std::min(qRound(kLeftWidth * panels::textScale()), std::max(kLeftWidth, width() / 4));
  resizeDocks({docks_[0], docks_[2]}, {left_width, width() >= 1600 ? kRightWidth + 104 : kRightWidth}, Qt::Horizontal);
  resizeDocks({docks_[0], docks_[1]}, {left_height * 2 / 5, left_height * 3 / 5}, Qt::Vertical);
  resizeDocks({docks_[3]}, {qRound(kBottomHeight * std::min(panels::textScale(), 1.5))}, Qt::Vertical);
}

void MainWindow::buildMenus() {
  const auto menu = [this](const QString& title, const QList<QAction*>& entries) {
    QMenu* made = menuBar()->addMenu(title);
    for (QAction* entry : entries) {
      if (entry != nullptr) {
        made->addAction(entry);
      } else {
        made->addSeparator();
      }
    }
    return made;
  };
  menu(tr("&File"), {actions_.new_run, actions_.open_run, nullptr, actions_.open_scenario, actions_.save_scenario,
                     nullptr, actions_.checkpoint, actions_.export_charts, nullptr, actions_.quit});
  menu(tr("&Edit"), {actions_.undo, actions_.redo, nullptr, actions_.copy_scenario, actions_.paste_scenario, nullptr,
                     actions_.focus_length, actions_.focus_rollouts, actions_.focus_updates, nullptr,
                     actions_.preferences});
  menu(tr("&Run"), {actions_.run, actions_.pause, actions_.step, actions_.stop});
  QMenu* view = menu(tr("&View"), {actions_.live_view, nullptr});
  for (int page = 1; page <= pages_->count(); ++page) {
    view->addAction(findChild<QAction*>(QStringLiteral("page_%1").arg(page)));
  }
  view->addMenu(tr("&Rollouts"))->addActions(rollouts_->keys());
  QMenu* shown = view->addMenu(tr("&Panels"));
  for (QDockWidget* dock : docks_) shown->addAction(dock->toggleViewAction());
  QMenu* theme = view->addMenu(tr("&Colours"));
  for (QAction* choice : actions_.themes->actions()) {
    choice->setChecked(choice->data().toInt() == static_cast<int>(preferences_.theme));
    theme->addAction(choice);
  }
  view->addAction(actions_.present);
  view->addActions({actions_.larger_text, actions_.smaller_text});
  view->addSeparator();
  view->addActions({actions_.full_screen, actions_.reset_layout});
  menu(tr("&Help"), {actions_.shortcuts, actions_.about});
}

void MainWindow::connectNews() {
  connect(&bridge_, &bridge::SessionBridge::failed, this, &MainWindow::showFailure);
  connect(&board_, &bridge::ParameterBoard::refused, this, &MainWindow::showRefusal);
  connect(&bridge_, &bridge::SessionBridge::runReplaced, this, [this] {
    shown_policy_.reset();
    forgetBody();
    events_.clear();
    health_.clear();
    runs_panel_->setShown(bridge_.state().directory);
    updateTitle();
    feedViewer();
  });
  connect(&bridge_, &bridge::SessionBridge::historyGrew, this, [this] {
    if (const run::History* history = bridge_.history()) {
      events_.readNew(*history);
      health_.readNew(*history);
    }
  });
  connect(&pulse_, &bridge::UiPulse::measured, this, [this] {
    // A hidden window is not kept waiting by anyone, and one that has just opened is still loading.
    if (isVisible() && ++pulses_ > kLoadingSeconds) health_.judgePulse(pulse_.beatsPerSecond(), pulse_.worstGap());
  });
  connect(&bridge_, &bridge::SessionBridge::stateChanged, this, &MainWindow::feedViewer);
  connect(&bridge_, &bridge::SessionBridge::statusChanged, this, [this] {
    updateTitle();
    if (closing_ && !bridge_.training()) close();
  });
  connect(&board_, &bridge::ParameterBoard::replaced, this, [this] {
    forgetBody();
    feedViewer();
  });
  connect(&runs_, &RunController::started, this, [this] { banners_->dismissAll(); });
  connect(runs_panel_, &panels::RunsPanel::openAsked, &runs_, &RunController::open);
  connect(compare_, &compare::ComparePage::openAsked, this, [this](const QString& directory) {
    runs_.open(directory);
    showPage(pageNames().indexOf(QStringLiteral("dashboard")));
  });
  connect(runs_panel_, &panels::RunsPanel::movedAway, this, [this](const QString& directory) {
    if (bridge_.state().directory == directory) runs_.clear();  // it no longer lies where it was read
  });
  connect(runs_panel_, &panels::RunsPanel::continueAsked, &runs_, &RunController::continueRun);
  connect(dashboard_->header(), &panels::RunHeader::trainAsked, &runs_, &RunController::run);
  connect(rollouts_, &rollouts::RolloutsPage::trainAsked, &runs_, &RunController::run);
}

void MainWindow::begin(const LaunchOptions& options) {
  for (const QString& directory : options.compare) runs_panel_->compared()->setTicked(directory, true);
  if (options.compare_by_configuration) {
    compare::CompareSettings settings;
    settings.grouped = true;
    compare_->setSettings(settings);
  }
  for (int i = 0; i < pages_->count(); ++i) {
    if (pageNames()[i].compare(options.tab, Qt::CaseInsensitive) == 0) pages_->setCurrentIndex(i);
  }
  if (!options.study.isEmpty()) study_->open(options.study);
  if (options.train) {
    runs_.run();
  } else if (!options.open.isEmpty()) {
    runs_.open(options.open);
  } else if (!options.configured && !runs_.openExample()) {
    feedViewer();
  }
  feedViewer();
  dashboard_->sections()->goTo(options.section);
  rollouts_->goTo(options.section);
  rollouts_->imagine(options.start, options.horizon);
  if (!remember_ || !preferences_.offer_recovery || options.train) return;
  auto* search = new RecoverySearch(this);
  connect(search, &RecoverySearch::found, this, &MainWindow::offerRecovery);
  search->look(runs_.runsFolder());
}

void MainWindow::showFailure(const QString& message) {
  banners_->show(panels::Banner::Kind::error, QStringLiteral("run"), tr("That did not work"), message);
}

/// The end of an export, of whichever chart or page.
void MainWindow::customEvent(QEvent* event) {
  if (event->type() != charts::ExportEvent::kind()) return;
  const auto& end = static_cast<const charts::ExportEvent&>(*event);
  banners_->show(end.succeeded() ? panels::Banner::Kind::success : panels::Banner::Kind::error,
                 QStringLiteral("export"), end.succeeded() ? tr("Saved") : tr("That was not saved"),
                 end.succeeded() ? end.path() : end.reason());
  event->accept();
}

void MainWindow::showRefusal(const QString& key, const QString& text, const QString& reason) {
  banners_->show(panels::Banner::Kind::error, QStringLiteral("parameter"),
                 tr("%1 = %2 was refused; nothing has changed").arg(key, text), reason);
}

void MainWindow::feedViewer() {
  const bridge::RunState& state = bridge_.state();
  const bool any = state.source != bridge::Source::none;
  viewer_->setTraining(state.active && state.status != QLatin1String("paused"));
  if (!body_shown_.isEmpty()) return;
  const QString environment =
      any ? state.environment : QString::fromStdString(board_.configuration().environment);
  if (viewer_->environment() != environment) {
    viewer_->setEnvironment(environment);
    shown_policy_.reset();
  }
  if (state.policy == shown_policy_) return;
  shown_policy_ = state.policy;
  viewer_->setPolicy(state.policy, state.policy_step);
}

void MainWindow::updateTitle() {
  const bridge::RunState& state = bridge_.state();
  if (state.source == bridge::Source::none) {
    setWindowTitle(tr("MBPO Workbench"));
  } else {
    setWindowTitle(tr("%1 · %2 · MBPO Workbench").arg(state.example ? tr("recorded example") : state.name, state.status));
  }
}

}  // namespace window
