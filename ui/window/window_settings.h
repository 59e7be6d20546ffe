#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMainWindow>
#include <QStringList>

#include "ui/window/preferences.h"

namespace window {

/// What the window remembers from one start to the next, in the user's configuration folder. A layout of another
/// version is left alone. Pictures for documents neither read nor write it.
struct WindowSettings {
  Preferences preferences;
  QByteArray geometry, layout;
  QJsonObject charts;   ///< panels::Dashboard::chartStates
  QJsonObject compare;  ///< compare::ComparePage::state
  QJsonObject lab;      ///< lab::LabModel::state
  QStringList ticked;   ///< directories of the runs looked at together
  QJsonObject rollouts;  ///< rollouts::RolloutsPage::state
  QString declined_recovery;  ///< directory of the interrupted run that its owner wants left alone

  static WindowSettings load();
  void save() const;
  /// Only that; at once, since the next start may follow a crash.
  static void declineRecovery(const QString& directory);
};

}  // namespace window
