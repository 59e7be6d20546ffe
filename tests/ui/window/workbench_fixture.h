#pragma once

#include <QTemporaryDir>
#include <QTest>
#include <QWidget>
#include <memory>

#include "ui/bridge/tiny_experiment.h"
#include "ui/window/launch_options.h"
#include "ui/window/main_window.h"

namespace support {

/// The whole window on a tiny experiment, with a folder of runs of its own.
struct Workbench {
  QTemporaryDir folder;
  window::LaunchOptions options;
  std::unique_ptr<window::MainWindow> main;

  explicit Workbench(bool remember = false, const std::filesystem::path& runs = {}) {
    options.configuration = tinyExperiment();
    options.configured = true;
    options.runs_folder = runs.empty() ? std::filesystem::path(folder.path().toStdString()) : runs;
    options.size = {1280, 720};
    main = std::make_unique<window::MainWindow>(options, remember);
    main->show();
    main->begin(options);
  }

  template <class Widget>
  Widget* find(const char* name) {
    return main->findChild<Widget*>(QString::fromLatin1(name));
  }
  void click(const char* button) { QTest::mouseClick(find<QWidget>(button), Qt::LeftButton); }
  bridge::SessionBridge& bridge() { return main->bridge(); }
  bridge::ParameterBoard& board() { return main->board(); }
};

}  // namespace support
