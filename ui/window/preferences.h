#pragma once

#include <QString>

#include "ui/panels/theme.h"

namespace window {

/// What a person sets once for all runs.
struct Preferences {
  panels::ThemeChoice theme = panels::ThemeChoice::system;
  int text_percent = 100;       ///< 80 … 200
  int updates_per_second = 20;  ///< how often numbers and charts look for news, 2 … 20
  int viewer_rate = 30;         ///< pictures per second at most, 5 … 60
  QString runs_folder;          ///< where new runs go, from the next start on; empty: `runs` in the working folder
  bool offer_recovery = true;   ///< ask after a crash whether to train the last run on

  bool operator==(const Preferences&) const = default;
};

}  // namespace window
