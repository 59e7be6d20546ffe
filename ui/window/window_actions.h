#pragma once

#include <QAction>
#include <QActionGroup>
#include <QUndoStack>

class QMainWindow;

namespace window {

/// Everything that menus, toolbar and keys can do, made once: text, icon, shortcut, tooltip. Connected by the window.
struct WindowActions {
  WindowActions(QMainWindow& window, QUndoStack& undo_stack);

  QAction *new_run, *open_run, *open_scenario, *save_scenario, *checkpoint, *export_charts, *quit;
  QAction *undo, *redo, *copy_scenario, *paste_scenario, *preferences;
  QAction *run, *pause, *step, *stop;
  QAction *live_view, *full_screen, *present, *larger_text, *smaller_text, *reset_layout;
  QAction *focus_length, *focus_rollouts, *focus_updates;
  QAction *shortcuts, *about;
  QActionGroup* themes;  ///< data: panels::ThemeChoice
};

}  // namespace window
