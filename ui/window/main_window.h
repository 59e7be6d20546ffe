#pragma once

#include <QMainWindow>
#include <QStringList>
#include <QTemporaryDir>
#include <QUndoStack>

#include <memory>

#include "ui/bridge/parameter_board.h"
#include "ui/bridge/ui_pulse.h"
#include "ui/models/event_model.h"
#include "ui/models/health_model.h"
#include "ui/window/preferences.h"
#include "ui/window/recovery.h"
#include "ui/window/run_controller.h"
#include "ui/window/window_actions.h"

class QDockWidget;
class QTabWidget;

namespace compare {
class ComparePage;
}
namespace lab {
class LabPage;
}
namespace panels {
class BannerStack;
class Dashboard;
class ParametersPanel;
class RunsPanel;
}
namespace rollouts {
class RolloutsPage;
}
namespace studies {
class StudyPage;
}
namespace viewer {
class ViewerPane;
struct Stage;
}

namespace window {

class ExperimentBar;
class Presentation;
struct LaunchOptions;

/// The workbench: toolbar on top, runs and parameters on the left, pages in the centre, the body on the right, log and
/// change history below. Composes the parts and routes what people ask for to them; owns the bridge to training.
///
/// Closing while a run goes on asks first, then stops (which checkpoints), and closes once the run has ended; the
/// window stays alive meanwhile.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  /// `remember` false leaves the user's settings alone, reading and writing (pictures, tests).
  MainWindow(const LaunchOptions& options, bool remember, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// The pages that there are, for `--tab`.
  static QStringList pageNames();

  /// What is shown at first: the run to open, a run to train, or the example.
  void begin(const LaunchOptions& options);
  /// Stops, checkpoints and closes without asking (end of a picture, a signal from the terminal).
  void closeWithoutAsking();

  bridge::SessionBridge& bridge() { return bridge_; }
  bridge::ParameterBoard& board() { return board_; }
  bridge::UiPulse& pulse() { return pulse_; }
  RunController& runs() { return runs_; }
  const WindowActions& actions() const { return actions_; }
  ExperimentBar& experimentBar() { return *bar_; }
  panels::Dashboard& dashboard() { return *dashboard_; }
  lab::LabPage& boundLab() { return *lab_; }
  rollouts::RolloutsPage& rolloutsPage() { return *rollouts_; }
  panels::BannerStack& banners() { return *banners_; }
  panels::ParametersPanel& parameters() { return *parameters_; }
  compare::ComparePage& comparePage() { return *compare_; }
  panels::RunsPanel& runsPanel() { return *runs_panel_; }
  studies::StudyPage& studyPage() { return *study_; }
  viewer::ViewerPane& viewerPane() { return *viewer_; }
  models::HealthModel& health() { return health_; }
  const Preferences& preferences() const { return preferences_; }
  int pageCount() const;
  void showPage(int number);
  /// What comes now takes the window's time with good reason: its pulse is not judged for some seconds.
  void expectToBeBusy() { pulses_ = 0; }
  /// Brings one of the tabbed docks to the front, by its name ("health").
  void showDock(const QString& name);

 Q_SIGNALS:
  /// The window has closed for good; a run has ended and checkpointed.
  void closed();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void customEvent(QEvent* event) override;

 private:
  void buildCentre();
  void buildDocks();
  void buildMenus();
  QDockWidget* addDock(const QString& name, const QString& title, QWidget* content, Qt::DockWidgetArea area);
  void arrangeDocks();
  void connectActions();
  void connectNews();
  void addPage(QWidget* page, const QString& name);

  void showFailure(const QString& message);
  void showRefusal(const QString& key, const QString& text, const QString& reason);
  void feedViewer();
  void updateTitle();
  void askForRun();
  void askForPicture();
  void askBeforeClosing();
  void showPreferences();
  void applyPreferences(const Preferences& preferences);
  void present(bool presenting);
  void showAbout();

  // main_window_files.cpp: what comes as a file, a drop or a text.
  void connectFiles();
  void askForScenario();
  void askWhereToSaveScenario();
  void openScenario(const QString& file);
  void pasteScenario(const QString& text);
  void takeScenario(const mbpo::Scenario& scenario);
  void openDropped(const QString& path);
  void openTask(const QString& file);
  void lookAtBody(const QString& mjcf);
  void showSketchedBody(const QString& mjcf, const QString& task_file);
  void showLoneBody(const std::shared_ptr<const viewer::Stage>& stage, const QString& why);
  void forgetBody();
  void offerRecovery(const InterruptedRun& run);
  void remember();

  bridge::SessionBridge bridge_;
  QUndoStack undo_;
  bridge::ParameterBoard board_;
  bridge::UiPulse pulse_;
  models::EventModel events_;
  models::HealthModel health_;
  RunController runs_;
  WindowActions actions_;
  ExperimentBar* bar_ = nullptr;
  panels::BannerStack* banners_ = nullptr;
  QTabWidget* pages_ = nullptr;
  panels::Dashboard* dashboard_ = nullptr;
  lab::LabPage* lab_ = nullptr;
  rollouts::RolloutsPage* rollouts_ = nullptr;
  Presentation* presentation_ = nullptr;
  studies::StudyPage* study_ = nullptr;
  compare::ComparePage* compare_ = nullptr;
  viewer::ViewerPane* viewer_ = nullptr;
  panels::RunsPanel* runs_panel_ = nullptr;
  panels::ParametersPanel* parameters_ = nullptr;
  QList<QDockWidget*> docks_;
  QByteArray first_layout_;
  std::shared_ptr<const agent::FrozenPolicy> shown_policy_;
  QString body_shown_;  ///< task file of a body that is only looked at; empty: the run's own
  std::unique_ptr<QTemporaryDir> sketches_;
  Preferences preferences_;
  QString declined_recovery_;
  bool remember_;
  bool closing_ = false;
  int pulses_ = 0;  ///< seconds since the window opened, or was known to be busy
};

}  // namespace window
