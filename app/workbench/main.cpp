// The workbench: composition only.
#include <QApplication>
#include <QTextStream>
#include <QTimer>
#include <exception>

#include "base/error.h"
#include "base/process_environment.h"
#include "ui/panels/theme.h"
#include "ui/window/bench_file.h"
#include "ui/window/launch_options.h"
#include "ui/window/main_window.h"
#include "ui/window/report.h"
#include "ui/window/screenshot.h"
#include "ui/window/termination.h"
#include "ui/window/tour.h"
#include "ui/window/window_settings.h"

namespace {

QtMessageHandler default_handler = nullptr;

constexpr int kFailed = 1, kBadArguments = 2;

void complain(const char* message) { QTextStream(stderr) << "mbpo-workbench: " << message << Qt::endl; }

// Without a window system the platform plugin says at every window that it cannot do what nobody needs there.
void dropOffscreenRemarks(QtMsgType type, const QMessageLogContext& context, const QString& message) {
  if (message.startsWith(QLatin1String("This plugin does not support"))) return;
  default_handler(type, context, message);
}

int showWindow(QApplication& application, window::LaunchOptions options) {
  // A picture for a document must look the same whoever makes it.
  const bool remember = options.screenshot.isEmpty() && options.tour_folder.isEmpty();
  const window::WindowSettings settings = remember ? window::WindowSettings::load() : window::WindowSettings{};
  const window::Preferences& preferences = settings.preferences;
  panels::applyTheme(application, options.theme.value_or(preferences.theme));
  panels::applyTextSize(application, options.text_percent.value_or(preferences.text_percent));
  if (!options.runs_folder_given && !preferences.runs_folder.isEmpty()) {
    options.runs_folder = preferences.runs_folder.toStdString();
  }
  window::MainWindow main_window(options, remember);
  main_window.show();
  window::onTermination([&main_window] { main_window.closeWithoutAsking(); });
  // The window is on screen before a run loads the numerical library.
  QTimer::singleShot(0, &main_window, [&] {
    main_window.begin(options);
    if (!options.screenshot.isEmpty()) window::takeScreenshotLater(main_window, options);
    if (!options.tour_folder.isEmpty()) new window::Tour(main_window, options);
  });
  return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  base::prepareProcessEnvironment(argv);
  default_handler = qInstallMessageHandler(dropOffscreenRemarks);
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("mbpo-workbench"));
  QApplication::setApplicationDisplayName(QStringLiteral("MBPO Workbench"));
  QApplication::setApplicationVersion(QStringLiteral(WORKBENCH_VERSION));
  window::LaunchOptions options;
  charts::Roofline roofline;
  try {
    options = window::parseLaunchOptions(QApplication::arguments(), window::MainWindow::pageNames());
    if (!options.roofline_bench.isEmpty()) roofline = window::readBench(options.roofline_bench);
  } catch (const base::Error& error) {
    complain(error.what());
    return kBadArguments;
  }
  if (!options.text.isEmpty()) {
    QTextStream(stdout) << options.text;
    return 0;
  }
  try {
    if (options.report_run.isEmpty() && options.roofline_bench.isEmpty()) return showWindow(application, options);
    panels::applyTheme(application, options.theme.value_or(panels::ThemeChoice::light));
    panels::applyTextSize(application, 100);
    if (!options.report_run.isEmpty())
      window::writeReport(options.report_run, options.report_file, options.section);
    else
      window::writeRoofline(roofline, options.roofline_file);
    return 0;
  } catch (const std::exception& error) {
    complain(error.what());
    return kFailed;
  }
}
