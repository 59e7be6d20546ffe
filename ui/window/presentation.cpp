#include "ui/window/presentation.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>

namespace window {

Presentation::Presentation(QMainWindow& window, QTabWidget& pages) : QObject(&window), window_(window), pages_(pages) {}

void Presentation::setActive(bool active) {
  if (active == active_) return;
  active_ = active;
  if (!active) {
    for (const QPointer<QWidget>& widget : hidden_) {
      if (widget != nullptr) widget->show();
    }
    hidden_.clear();
    window_.restoreState(layout_);  // widths and heights as well
    return;
  }
  layout_ = window_.saveState();
  const auto hide = [this](QWidget* widget) {
    // A dock behind another one of its tabs is shown as well: only what was put away by hand stays away.
    if (widget->isHidden()) return;
    hidden_ << widget;
    widget->hide();
  };
  for (QDockWidget* dock : window_.findChildren<QDockWidget*>()) hide(dock);
  for (QToolBar* bar : window_.findChildren<QToolBar*>()) hide(bar);
  hide(window_.statusBar());
  hide(pages_.tabBar());
}

}  // namespace window
