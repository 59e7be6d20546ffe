#include "ui/window/screenshot.h"

#include <QApplication>
#include <QImage>
#include <QTextStream>
#include <QTimer>
#include <cmath>

#include "ui/window/launch_options.h"
#include "ui/window/main_window.h"

namespace window {
namespace {

QString takeScreenshot(MainWindow& window, const LaunchOptions& options) {
  if (options.size.isValid() && window.size() != options.size) {
    return QStringLiteral("The window cannot be %1x%2; it became %3x%4.")
        .arg(options.size.width())
        .arg(options.size.height())
        .arg(window.width())
        .arg(window.height());
  }
  QImage image(window.size() * options.pixel_ratio, QImage::Format_RGB32);
  image.setDevicePixelRatio(options.pixel_ratio);
  image.fill(window.palette().color(QPalette::Window));
  window.render(&image);
  if (image.save(options.screenshot)) return {};
  return QStringLiteral("Cannot write %1: check that its folder exists and may be written, and that the name ends in "
                        ".png or .jpg.")
      .arg(options.screenshot);
}

}  // namespace

void takeScreenshotLater(MainWindow& window, const LaunchOptions& options) {
  // Our exit code is the last word, not the closed window's.
  QApplication::setQuitOnLastWindowClosed(false);
  const int wait = static_cast<int>(std::lround(options.after_seconds * 1000));
  QTimer::singleShot(wait, &window, [&window, options] {
    const QString problem = takeScreenshot(window, options);
    if (!problem.isEmpty()) QTextStream(stderr) << problem << Qt::endl;
    const int code = problem.isEmpty() ? 0 : 1;
    QObject::connect(&window, &MainWindow::closed, qApp, [code] { QCoreApplication::exit(code); });
    window.closeWithoutAsking();
  });
}

}  // namespace window
