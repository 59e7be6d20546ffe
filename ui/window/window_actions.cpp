#include "ui/window/window_actions.h"

#include <QCoreApplication>
#include <QMainWindow>

#include "ui/panels/icon.h"
#include "ui/panels/theme.h"

namespace window {
namespace {

using panels::icon;

QString tr(const char* text) { return QCoreApplication::translate("WindowActions", text); }

QAction* dress(QAction* action, QMainWindow& window, const char* name, const QKeySequence& key, const QString& tip) {
  action->setObjectName(QString::fromLatin1(name));
  action->setShortcut(key);
  const QString keys = key.toString(QKeySequence::NativeText);
  action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
  action->setStatusTip(QString());
  window.addAction(action);
  return action;
}

QAction* make(QMainWindow& window, const char* name, const QString& text, const char* picture, const QKeySequence& key,
              const QString& tip) {
  auto* action = new QAction(text, &window);
  if (*picture != '\0') action->setIcon(icon(QString::fromLatin1(picture)));
  return dress(action, window, name, key, tip);
}

QActionGroup* makeThemes(QMainWindow& window) {
  auto* group = new QActionGroup(&window);
  const auto add = [&](panels::ThemeChoice choice, const QString& text) {
    auto* action = group->addAction(text);
    action->setObjectName(QStringLiteral("theme_") + panels::themeName(choice));
    action->setCheckable(true);
    action->setData(static_cast<int>(choice));
  };
  add(panels::ThemeChoice::system, tr("As the &desktop"));
  add(panels::ThemeChoice::light, tr("&Light"));
  add(panels::ThemeChoice::dark, tr("Dar&k"));
  return group;
}

}  // namespace

WindowActions::WindowActions(QMainWindow& window, QUndoStack& undo_stack) {
  new_run = make(window, "newRun", tr("&New run"), "new", QKeySequence::New,
                 tr("Put the shown run away and set up a new one"));
  open_run = make(window, "openRun", tr("&Open run …"), "open", QKeySequence::Open, tr("Show a run directory"));
  open_scenario = make(window, "openScenario", tr("Open s&cenario …"), "open",
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), tr("Take every setting from a scenario file"));
  save_scenario = make(window, "saveScenario", tr("Save scenario &as …"), "export",
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
                       tr("Write every setting, name and note to a scenario file"));
  checkpoint = make(window, "checkpoint", tr("&Save checkpoint"), "checkpoint", QKeySequence::Save,
                    tr("Save everything needed to train on from here"));
  export_charts = make(window, "exportCharts", tr("&Export charts …"), "export", QKeySequence(Qt::CTRL | Qt::Key_E),
                       tr("Save a picture of all charts"));
  quit = make(window, "quit", tr("&Quit"), "", QKeySequence(Qt::CTRL | Qt::Key_Q), tr("Close the workbench"));

  undo = dress(undo_stack.createUndoAction(&window, tr("&Undo")), window, "undo", QKeySequence(Qt::CTRL | Qt::Key_Z),
               tr("Take the last parameter change back"));
  undo->setIcon(icon(QStringLiteral("undo")));
  redo = dress(undo_stack.createRedoAction(&window, tr("&Redo")), window, "redo",
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), tr("Make the change again"));
  redo->setIcon(icon(QStringLiteral("redo")));

  copy_scenario = make(window, "copyScenario", tr("&Copy scenario"), "copy",
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), tr("Copy every setting as text"));
  paste_scenario = make(window, "pasteScenario", tr("&Paste scenario"), "paste",
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), tr("Take every setting from a copied text"));
  preferences = make(window, "preferences", tr("Pre&ferences …"), "", QKeySequence(Qt::CTRL | Qt::Key_Comma),
                     tr("Colours, text size, frame rates, folder of runs"));

  run = make(window, "run", tr("&Run"), "play", Qt::Key_F5, tr("Start training"));
  pause = make(window, "pause", tr("&Pause"), "pause", Qt::Key_F6, tr("Pause training; nothing is lost"));
  step = make(window, "step", tr("Step one &interval"), "step", Qt::Key_F10,
              tr("Train until the next model fit, then pause"));
  stop = make(window, "stop", tr("&Stop"), "stop", QKeySequence(Qt::SHIFT | Qt::Key_F5),
              tr("Save a checkpoint and end the run"));

  live_view = make(window, "liveView", tr("&Live view"), "eye", QKeySequence(Qt::CTRL | Qt::Key_L),
                   tr("Draw charts and body while training; off leaves all processors to the trainer"));
  live_view->setCheckable(true);
  live_view->setChecked(true);
  full_screen = make(window, "fullScreen", tr("&Full screen"), "", Qt::Key_F11, tr("Fill the screen, and back"));
  full_screen->setCheckable(true);
  present = make(window, "presentLab", tr("&Present the bound lab"), "", Qt::Key_F9,
                 tr("Formula, charts and lesson alone, in large letters; Esc leaves"));
  present->setCheckable(true);
  larger_text = make(window, "largerText", tr("L&arger text"), "", QKeySequence::ZoomIn, tr("Enlarge all text"));
  smaller_text = make(window, "smallerText", tr("S&maller text"), "", QKeySequence::ZoomOut, tr("Shrink all text"));
  reset_layout = make(window, "resetLayout", tr("&Reset layout"), "", {},
                      tr("Put every panel back in its place and show every chart as at first"));

  focus_length = make(window, "focusLength", tr("Change rollout length k"), "", QKeySequence(Qt::ALT | Qt::Key_K),
                      tr("Go to k"));
  focus_rollouts = make(window, "focusRollouts", tr("Change rollouts per step M"), "",
                        QKeySequence(Qt::ALT | Qt::Key_M), tr("Go to M"));
  focus_updates = make(window, "focusUpdates", tr("Change updates per step G"), "", QKeySequence(Qt::ALT | Qt::Key_G),
                       tr("Go to G"));
  shortcuts = make(window, "shortcuts", tr("&Keyboard and mouse"), "", Qt::Key_F1, tr("Show every key"));
  about = make(window, "about", tr("&About"), "", {}, tr("What this program is"));
  themes = makeThemes(window);
}

}  // namespace window
