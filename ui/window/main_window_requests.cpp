// What people ask of the window by menus, keys and the close button.
#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>
#include <utility>

#include "base/error.h"
#include "ui/compare/compare_page.h"
#include "ui/lab/lab_page.h"
#include "ui/models/compared_runs.h"
#include "ui/panels/banner.h"
#include "ui/panels/dashboard.h"
#include "ui/panels/rollout_knob.h"
#include "ui/panels/runs_panel.h"
#include "ui/rollouts/rollouts_page.h"
#include "ui/viewer/viewer_pane.h"
#include "ui/window/experiment_bar.h"
#include "ui/window/main_window.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/presentation.h"
#include "ui/window/report.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/window_settings.h"

namespace window {

void MainWindow::connectActions() {
  const auto on = [this](QAction* action, auto&& act) { connect(action, &QAction::triggered, this, act); };
  on(actions_.run, [this] { runs_.run(); });
  on(actions_.pause, [this] { runs_.pause(); });
  on(actions_.step, [this] { runs_.step(); });
  on(actions_.stop, [this] { runs_.stop(); });
  on(actions_.checkpoint, [this] { bridge_.requestCheckpoint(); });
  on(actions_.new_run, [this] { runs_.clear(); });
  on(actions_.open_run, [this] { askForRun(); });
  on(actions_.export_charts, [this] { askForPicture(); });
  on(actions_.quit, [this] { close(); });
  on(actions_.live_view, [this](bool live) {
    dashboard_->setLive(live);
    viewer_->setPaused(!live);
  });
  on(actions_.full_screen, [this](bool full) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, full)); });
  const auto resize_text = [this](int by) {
    Preferences changed = preferences_;
    changed.text_percent = std::clamp(changed.text_percent + by, panels::kSmallestText, panels::kLargestText);
    applyPreferences(changed);
  };
  on(actions_.larger_text, [resize_text] { resize_text(10); });
  on(actions_.smaller_text, [resize_text] { resize_text(-10); });
  on(actions_.preferences, [this] { showPreferences(); });
  on(actions_.present, [this](bool presenting) {
    if (presenting) showPage(pageNames().indexOf(QStringLiteral("bound-lab")));
    lab_->setPresenting(presenting);
  });
  connect(lab_, &lab::LabPage::presentingChanged, this, &MainWindow::present);
  on(actions_.reset_layout, [this] {
    restoreState(first_layout_);
    arrangeDocks();
    dashboard_->resetCharts();
    rollouts_->resetCharts();
    compare_->setSettings({});
  });
  on(actions_.focus_length, [this] { bar_->length()->focusValue(); });
  on(actions_.focus_rollouts, [this] { bar_->rollouts()->focusValue(); });
  on(actions_.focus_updates, [this] { bar_->updates()->focusValue(); });
  on(actions_.shortcuts, [this] { (new ShortcutSheet(*menuBar(), this))->show(); });
  on(actions_.about, [this] { showAbout(); });
  panels::onSystemThemeChange(this, [this] {
    if (preferences_.theme == panels::ThemeChoice::system) panels::applyTheme(*qApp, preferences_.theme);
  });
  connect(actions_.themes, &QActionGroup::triggered, this, [this](QAction* choice) {
    Preferences changed = preferences_;
    changed.theme = static_cast<panels::ThemeChoice>(choice->data().toInt());
    applyPreferences(changed);
  });
}

void MainWindow::askForRun() {
  auto* dialog = new QFileDialog(this, tr("Open run"), QString::fromStdString(runs_.runsFolder().string()));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, &runs_, &RunController::open);
  dialog->show();
}

void MainWindow::askForPicture() {
  auto* dialog = new QFileDialog(this, tr("Export charts"), QStringLiteral("charts.png"), tr("Pictures (*.png *.jpg)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("png"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    const bool written = chartPicture(bridge_, board_).save(file);
    banners_->show(written ? panels::Banner::Kind::success : panels::Banner::Kind::error, QStringLiteral("export"),
                   written ? tr("Charts saved") : tr("The picture could not be written"),
                   written ? file : tr("%1: check that the folder exists and may be written, and that the name ends in "
                                       ".png or .jpg.").arg(file));
  });
  dialog->open();
}

void MainWindow::showPreferences() {
  auto* dialog = new PreferencesDialog(preferences_, this);
  connect(dialog, &PreferencesDialog::changed, this, &MainWindow::applyPreferences);
  dialog->open();
}

void MainWindow::applyPreferences(const Preferences& preferences) {
  const Preferences before = std::exchange(preferences_, preferences);
  try {
    if (before.theme != preferences_.theme) panels::applyTheme(*qApp, preferences_.theme);
  } catch (const base::Error& error) {
    showFailure(QString::fromStdString(error.what()));
  }
  if (before.text_percent != preferences_.text_percent) {
    panels::applyTextSize(*qApp, preferences_.text_percent);
    arrangeDocks();
  }
  bridge_.setUpdatesPerSecond(preferences_.updates_per_second);
  viewer_->setFrameRate(preferences_.viewer_rate);
  for (QAction* choice : actions_.themes->actions()) {
    choice->setChecked(choice->data().toInt() == static_cast<int>(preferences_.theme));
  }
}

void MainWindow::present(bool presenting) {
  constexpr int kLargerPercent = 40;
  const int percent = preferences_.text_percent;
  actions_.present->setChecked(presenting);
  presentation_->setActive(presenting);
  panels::applyTextSize(*qApp, presenting ? std::min(percent + kLargerPercent, panels::kLargestText) : percent);
}

void MainWindow::showAbout() {
  banners_->show(panels::Banner::Kind::note, QStringLiteral("about"), tr("MBPO Workbench %1").arg(WORKBENCH_VERSION),
                 tr("Model-based policy optimisation (Janner, Fu, Zhang, Levine 2019), trained and explained in one "
                    "window. Free software under the GNU General Public License, version 3 or later. Physics by "
                    "MuJoCo, tensors by LibTorch, window and charts by Qt."));
}

void MainWindow::askBeforeClosing() {
  auto* question = new QMessageBox(QMessageBox::Question, tr("Close the workbench?"),
                                   tr("Stop training, checkpoint and close?"), QMessageBox::NoButton, this);
  question->setObjectName(QStringLiteral("closeQuestion"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setInformativeText(tr("The run can be trained on later from its checkpoint."));
  auto* stop = question->addButton(tr("Stop and close"), QMessageBox::AcceptRole);
  stop->setObjectName(QStringLiteral("stopAndClose"));
  auto* stay = question->addButton(tr("Keep training"), QMessageBox::RejectRole);
  stay->setObjectName(QStringLiteral("keepTraining"));
  question->setDefaultButton(stop);
  question->setEscapeButton(stay);
  connect(stop, &QAbstractButton::clicked, this, &MainWindow::closeWithoutAsking);
  question->open();
}

void MainWindow::closeWithoutAsking() {
  closing_ = true;
  if (!bridge_.training()) {
    close();
    return;
  }
  banners_->show(panels::Banner::Kind::note, QStringLiteral("closing"), tr("Saving a checkpoint, then closing …"), {});
  bridge_.stop();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!bridge_.training()) {
    remember();
    event->accept();
    Q_EMIT closed();
    return;
  }
  event->ignore();
  if (!closing_ && findChild<QMessageBox*>(QStringLiteral("closeQuestion")) == nullptr) askBeforeClosing();
}

void MainWindow::remember() {
  if (!remember_) return;
  lab_->setPresenting(false);  // what steps aside for a lecture is not how the window is laid out
  WindowSettings settings;
  settings.preferences = preferences_;
  settings.geometry = saveGeometry();
  settings.layout = saveState();
  settings.charts = dashboard_->chartStates();
  settings.compare = compare_->state();
  settings.lab = lab_->model().state();
  settings.ticked = runs_panel_->compared()->directories();
  settings.rollouts = rollouts_->state();
  settings.save();
}

}  // namespace window
