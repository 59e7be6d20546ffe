#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMainWindow>

#include "ui/panels/theme.h"

namespace window {

/// What the window remembers from one start to the next, in the user's configuration folder. A layout of another
/// version is left alone. Pictures for documents neither read nor write it.
struct WindowSettings {
  panels::ThemeChoice theme = panels::ThemeChoice::system;
  int text_size = 0;
  QByteArray geometry, layout;
  QJsonObject charts;   ///< panels::Dashboard::chartStates
  QJsonObject compare;  ///< compare::ComparePage::state

  static WindowSettings load();
  void save() const;
};

}  // namespace window
