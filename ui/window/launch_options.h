#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <optional>

#include "mbpo/configuration.h"
#include "ui/panels/theme.h"

namespace window {

/// What the command line asks of the workbench.
struct LaunchOptions {
  mbpo::Configuration configuration;          ///< of the next run: preset ← --set ← the named flags
  bool configured = false;                    ///< the command line said something about the run
  std::string scenario_name, scenario_note;   ///< of --scenario
  std::filesystem::path runs_folder = "runs";
  bool runs_folder_given = false;             ///< else the preferences' counts
  QString open;                               ///< run directory to show; empty: none
  bool train = false;                         ///< start at once
  QString screenshot;                         ///< picture to write before leaving; empty: none
  double pixel_ratio = 1;                     ///< of the picture
  QString tour_folder;                        ///< pictures of every page, then leave; empty: none
  double after_seconds = 3;                   ///< how long the window lives before the picture
  QSize size;                                 ///< of the window; invalid: remembered or default
  QString report_run, report_file;            ///< a picture of this run's charts, without a window
  QString section;                            ///< of the dashboard or of Rollouts: to begin with, or all that the report shows
  std::optional<int> start, horizon;          ///< of Rollouts: from which step, how many are imagined
  QString roofline_bench, roofline_file;      ///< the roofline picture of these measurements, without a window
  QStringList compare;                        ///< run directories that Compare begins with
  bool compare_by_configuration = false;      ///< as mean ± std over seeds
  QString tab;                                ///< page to begin with
  QString study;                              ///< file of a study to show on its page; empty: none
  std::optional<panels::ThemeChoice> theme;
  std::optional<int> text_percent;            ///< text size, 80 … 200
  QString text;                               ///< help or version: print it and leave
};

/// Reads the arguments (program name first). Throws base::Error that names the argument and what is allowed.
LaunchOptions parseLaunchOptions(const QStringList& arguments, const QStringList& tabs);

}  // namespace window
