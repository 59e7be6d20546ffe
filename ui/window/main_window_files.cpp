// What comes to the window as a file, a drop or a text: scenarios, runs, tasks, bodies, and the run of before a crash.
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QThreadPool>

#include "base/atomic_file.h"
#include "base/error.h"
#include "env/task_info.h"
#include "env/task_sketch.h"
#include "ui/models/number_text.h"
#include "ui/models/run_list_model.h"
#include "ui/panels/banner.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/scenario_strip.h"
#include "ui/viewer/lone_body.h"
#include "ui/viewer/viewer_pane.h"
#include "ui/window/drop_target.h"
#include "ui/window/dropped_file.h"
#include "ui/window/main_window.h"
#include "ui/window/window_settings.h"

namespace window {
namespace {

using panels::Banner;

QString scenarioFilter() { return MainWindow::tr("Scenarios (*.json)"); }

/// A file name that a scenario's name suggests.
QString fileNameFor(const mbpo::Scenario& scenario) {
  QString name = QString::fromStdString(scenario.name).simplified().toLower();
  if (name.isEmpty()) name = QFileInfo(QString::fromStdString(scenario.configuration.environment)).completeBaseName();
  static const QRegularExpression unwelcome(QStringLiteral("[^\\p{L}\\p{N}._-]+"));
  return name.replace(unwelcome, QStringLiteral("_")) + QStringLiteral(".json");
}

QString titleOf(const mbpo::Scenario& scenario) {
  const auto& c = scenario.configuration;
  const QString what = MainWindow::tr("%1, %2, seed %3")
                           .arg(QString::fromStdString(c.environment), QString::fromStdString(c.preset))
                           .arg(c.seed);
  return scenario.name.empty() ? what : QStringLiteral("“%1” (%2)").arg(QString::fromStdString(scenario.name), what);
}

}  // namespace

void MainWindow::connectFiles() {
  connect(actions_.open_scenario, &QAction::triggered, this, &MainWindow::askForScenario);
  connect(actions_.save_scenario, &QAction::triggered, this, &MainWindow::askWhereToSaveScenario);
  connect(actions_.copy_scenario, &QAction::triggered, this, [this] {
    QApplication::clipboard()->setText(QString::fromStdString(mbpo::toText(board_.scenario())));
    banners_->show(Banner::Kind::success, QStringLiteral("scenario"), tr("Scenario copied"),
                   tr("%1. Paste it into a letter, or into another workbench (Edit, Paste scenario).")
                       .arg(titleOf(board_.scenario())));
  });
  connect(actions_.paste_scenario, &QAction::triggered, this,
          [this] { pasteScenario(QApplication::clipboard()->text()); });
  parameters_->scenario()->addActions(
      {actions_.open_scenario, actions_.save_scenario, actions_.copy_scenario, actions_.paste_scenario});
  auto* target = new DropTarget(*this);
  connect(target, &DropTarget::fileDropped, this, &MainWindow::openDropped);
  connect(target, &DropTarget::scenarioDropped, this, &MainWindow::pasteScenario);
}

void MainWindow::askForScenario() {
  auto* dialog = new QFileDialog(this, tr("Open scenario"), {}, scenarioFilter());
  dialog->setObjectName(QStringLiteral("openScenarioDialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openScenario);
  dialog->show();
}

void MainWindow::askWhereToSaveScenario() {
  auto* dialog = new QFileDialog(this, tr("Save scenario"), fileNameFor(board_.scenario()), scenarioFilter());
  dialog->setObjectName(QStringLiteral("saveScenarioDialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("json"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    try {
      mbpo::writeScenario(file.toStdString(), board_.scenario());
      banners_->show(Banner::Kind::success, QStringLiteral("scenario"), tr("Scenario saved"),
                     tr("%1\nTrain it without a window: mbpo train --scenario %1").arg(QDir::toNativeSeparators(file)));
    } catch (const base::Error& error) {
      banners_->show(Banner::Kind::error, QStringLiteral("scenario"), tr("The scenario could not be saved"),
                     QString::fromStdString(error.what()));
    }
  });
  dialog->show();
}

void MainWindow::openScenario(const QString& file) {
  try {
    takeScenario(mbpo::readScenario(file.toStdString()));
  } catch (const base::Error& error) {
    banners_->show(Banner::Kind::error, QStringLiteral("scenario"),
                   tr("%1 was not loaded; nothing has changed").arg(QFileInfo(file).fileName()),
                   QString::fromStdString(error.what()));
  }
}

void MainWindow::pasteScenario(const QString& text) {
  try {
    takeScenario(mbpo::scenarioFromText(text.toStdString(), tr("the pasted text").toStdString()));
  } catch (const base::Error& error) {
    banners_->show(Banner::Kind::error, QStringLiteral("scenario"), tr("Nothing was pasted; nothing has changed"),
                   QString::fromStdString(error.what()));
  }
}

void MainWindow::takeScenario(const mbpo::Scenario& scenario) {
  if (!board_.requestScenario(scenario)) return;  // the board has said why
  banners_->show(Banner::Kind::success, QStringLiteral("scenario"), tr("Scenario %1 loaded").arg(titleOf(scenario)),
                 QString::fromStdString(scenario.note));
}

void MainWindow::openDropped(const QString& path) {
  const DroppedFile file = lookAtDroppedFile(path);
  switch (file.kind) {
    case DroppedFile::Kind::run: runs_.open(file.path); break;
    case DroppedFile::Kind::scenario: openScenario(file.path); break;
    case DroppedFile::Kind::task: openTask(file.path); break;
    case DroppedFile::Kind::body: lookAtBody(file.path); break;
    case DroppedFile::Kind::unknown:
      banners_->show(Banner::Kind::error, QStringLiteral("drop"), tr("This cannot be opened"), file.reason);
  }
}

void MainWindow::openTask(const QString& file) {
  try {
    env::taskInfo(file.toStdString());  // before anything changes: a torn task says what is wrong
  } catch (const base::Error& error) {
    banners_->show(Banner::Kind::error, QStringLiteral("drop"), tr("This task cannot be used; nothing has changed"),
                   QString::fromStdString(error.what()));
    return;
  }
  if (!board_.request(QStringLiteral("environment"), file)) return;
  banners_->show(Banner::Kind::success, QStringLiteral("drop"),
                 tr("The next run trains on %1").arg(QFileInfo(file).fileName()),
                 tr("%1\nCtrl+Z takes the former environment.").arg(QDir::toNativeSeparators(file)));
}

// Compiling a large body takes seconds: a pool thread writes the sketch of a task, the window shows it.
void MainWindow::lookAtBody(const QString& mjcf) {
  if (!sketches_) sketches_ = std::make_unique<QTemporaryDir>();
  const QString task = sketches_->filePath(QFileInfo(mjcf).completeBaseName() + QStringLiteral(".json"));
  QThreadPool::globalInstance()->start([window = QPointer<MainWindow>(this), mjcf, task] {
    QString problem;
    std::shared_ptr<const viewer::Stage> lone_body;
    try {
      base::writeFileAtomically(task.toStdString(), env::sketchTask(mjcf.toStdString()));
      env::taskInfo(task.toStdString());
    } catch (const std::exception& error) {
      problem = QString::fromUtf8(error.what());
      try {
        lone_body = viewer::leaveToItself(mjcf);
      } catch (const std::exception&) {  // then the first reason is the one to tell
      }
    }
    QMetaObject::invokeMethod(
        qApp,
        [window, mjcf, task, problem, lone_body] {
          if (!window) return;
          if (problem.isEmpty()) {
            window->showSketchedBody(mjcf, task);
          } else if (lone_body) {
            window->showLoneBody(lone_body, problem);
          } else {
            window->banners_->show(Banner::Kind::error, QStringLiteral("drop"), tr("This body cannot be shown"),
                                   problem);
          }
        },
        Qt::QueuedConnection);
  });
}

void MainWindow::showLoneBody(const std::shared_ptr<const viewer::Stage>& stage, const QString& why) {
  body_shown_ = stage->environment;
  viewer_->showStage(stage);
  viewer_->setLoop(true);
  viewer_->setPaused(false);
  showDock(QStringLiteral("viewer"));
  banners_->show(Banner::Kind::note, QStringLiteral("drop"),
                 tr("The viewer shows %1, left to itself").arg(QFileInfo(stage->environment).fileName()),
                 tr("No policy can act on it: %1").arg(why));
}

void MainWindow::forgetBody() {
  if (const auto stage = viewer_->stage(); stage && stage->environment == body_shown_) viewer_->showStage(nullptr);
  body_shown_.clear();
}

void MainWindow::showSketchedBody(const QString& mjcf, const QString& task_file) {
  forgetBody();
  body_shown_ = task_file;
  shown_policy_.reset();
  viewer_->setEnvironment(task_file);
  showDock(QStringLiteral("viewer"));
  const QString beside = QFileInfo(mjcf).absoluteDir().filePath(QFileInfo(task_file).fileName());
  Banner* banner = banners_->show(
      Banner::Kind::note, QStringLiteral("drop"),
      tr("The viewer shows %1, by random actions").arg(QFileInfo(mjcf).fileName()),
      tr("To train on it, it needs a task: observation, reward, end of an episode (docs/tasks.md). A sketch to begin "
         "from can be written to %1.")
          .arg(QDir::toNativeSeparators(beside)));
  banner->setAction(tr("Write the sketch and use it"),
                    tr("Writes %1 and makes it the next run's environment").arg(beside));
  connect(banner, &Banner::triggered, this, [this, task_file, beside] {
    try {
      if (QFileInfo::exists(beside))
        throw base::Error(beside.toStdString() + " exists already; drop that file instead");
      base::writeFileAtomically(beside.toStdString(), base::readFile(task_file.toStdString()));
      openTask(beside);
    } catch (const base::Error& error) {
      banners_->show(Banner::Kind::error, QStringLiteral("drop"), tr("The task was not written"),
                     QString::fromStdString(error.what()));
    }
  });
}

void MainWindow::offerRecovery(const InterruptedRun& interrupted) {
  const QString directory = QDir(QString::fromStdString(interrupted.summary.directory.string())).absolutePath();
  if (directory == declined_recovery_ || bridge_.training()) return;
  const QString title = models::runTitle(interrupted.summary);
  const QString where =
      interrupted.checkpoint_step
          ? tr("Its last checkpoint is of step %1: training goes on from there, and what was "
               "recorded after it is dropped.")
                .arg(models::groupedText(*interrupted.checkpoint_step))
          : tr("It has written no checkpoint yet, so it cannot be trained on; what it recorded can be "
               "looked at.");
  Banner* banner = banners_->show(Banner::Kind::warning, QStringLiteral("recovery"), tr("Recover the last run?"),
                                  tr("%1 ended without warning at step %2 of %3.\n%4")
                                      .arg(title, models::groupedText(interrupted.summary.real_steps),
                                           models::groupedText(interrupted.summary.total_steps), where));
  const bool goes_on = interrupted.checkpoint_step.has_value();
  banner->setAction(goes_on ? tr("Train on") : tr("Show it"),
                    goes_on ? tr("Train on from the checkpoint") : tr("Open the run"));
  connect(banner, &Banner::triggered, this, [this, directory, goes_on] {
    banners_->dismiss(QStringLiteral("recovery"));
    if (goes_on) {
      runs_.continueRun(directory);
    } else {
      runs_.open(directory);
    }
  });
  // Left alone once is left alone: the list of runs still has it.
  connect(banner, &Banner::dismissed, this, [this, directory] {
    declined_recovery_ = directory;
    if (remember_) WindowSettings::declineRecovery(directory);
  });
}

}  // namespace window
