#pragma once

#include <QDialog>
#include <QMenuBar>

namespace window {

/// Every key of the program, read from the menus' actions, and the mouse's ways in charts and viewer. Not modal.
class ShortcutSheet : public QDialog {
  Q_OBJECT

 public:
  ShortcutSheet(const QMenuBar& menus, QWidget* parent = nullptr);
};

}  // namespace window
