#include "ui/window/tour.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QImage>
#include <QTextStream>
#include <QTimer>
#include <cmath>

#include "base/resources.h"
#include "ui/models/compared_runs.h"
#include "ui/panels/runs_panel.h"
#include "ui/window/launch_options.h"
#include "ui/window/main_window.h"

namespace window {
namespace {

// Charts take their data over and the viewer draws at the new size within this.
constexpr int kSettleMilliseconds = 700;
constexpr QSize kSizes[] = {{1280, 720}, {1920, 1080}};

}  // namespace

Tour::Tour(MainWindow& window, const LaunchOptions& options)
    : QObject(&window), window_(window), folder_(options.tour_folder) {
  QApplication::setQuitOnLastWindowClosed(false);
  plan();
  models::ComparedRuns& compared = *window_.runsPanel().compared();
  if (compared.directories().isEmpty()) {
    for (const char* example : {"inverted_pendulum", "hopper"}) {
      compared.setTicked(QString::fromStdString((base::resourceDirectory() / "examples" / example).string()), true);
    }
  }
  QTimer::singleShot(static_cast<int>(std::lround(options.after_seconds * 1000)), this, &Tour::arrange);
}

void Tour::plan() {
  const QStringList pages = MainWindow::pageNames();
  for (const auto theme : {panels::ThemeChoice::light, panels::ThemeChoice::dark}) {
    for (const QSize& size : kSizes) {
      for (int page = 0; page < window_.pageCount(); ++page) {
        stops_ << Stop{QString(pages[page]).replace(u' ', u'_'), theme, size, page, Stop::What::page};
      }
      stops_ << Stop{QStringLiteral("health"), theme, size, 0, Stop::What::health};
    }
    stops_ << Stop{QStringLiteral("preferences"), theme, kSizes[0], 0, Stop::What::preferences};
    stops_ << Stop{QStringLiteral("keys"), theme, kSizes[0], 0, Stop::What::keys};
    stops_ << Stop{QStringLiteral("presenting"), theme, kSizes[0], 1, Stop::What::presenting};
  }
}

void Tour::arrange() {
  if (at_ == stops_.size()) {
    end({});
    return;
  }
  const Stop& stop = stops_[at_];
  window_.expectToBeBusy();
  for (QAction* choice : window_.actions().themes->actions()) {
    if (choice->data().toInt() == static_cast<int>(stop.theme) && !choice->isChecked()) choice->trigger();
  }
  if (window_.size() != stop.size) {
    window_.resize(stop.size);
    window_.actions().reset_layout->trigger();
  }
  window_.showPage(stop.page);
  window_.showDock(stop.what == Stop::What::health ? QStringLiteral("health") : QStringLiteral("log"));
  if (stop.what == Stop::What::preferences) window_.actions().preferences->trigger();
  if (stop.what == Stop::What::keys) window_.actions().shortcuts->trigger();
  const bool presents = stop.what == Stop::What::presenting;
  if (window_.actions().present->isChecked() != presents) window_.actions().present->trigger();
  QTimer::singleShot(kSettleMilliseconds, this, &Tour::take);
}

void Tour::take() {
  const Stop& stop = stops_[at_++];
  const QString name = QStringLiteral("%1-%2-%3x%4.png")
                           .arg(stop.name, panels::themeName(stop.theme))
                           .arg(stop.size.width())
                           .arg(stop.size.height());
  QDialog* dialog = nullptr;
  if (stop.what == Stop::What::preferences) dialog = window_.findChild<QDialog*>(QStringLiteral("preferencesDialog"));
  if (stop.what == Stop::What::keys) dialog = window_.findChild<QDialog*>(QStringLiteral("shortcutSheet"));
  QWidget& shown = dialog != nullptr ? static_cast<QWidget&>(*dialog) : window_;
  QImage image(shown.size() * window_.devicePixelRatioF(), QImage::Format_RGB32);
  image.setDevicePixelRatio(window_.devicePixelRatioF());
  image.fill(shown.palette().color(QPalette::Window));
  shown.render(&image);
  if (dialog != nullptr) dialog->close();
  if (!QDir().mkpath(folder_) || !image.save(QDir(folder_).filePath(name))) {
    end(tr("Cannot write %1: check that the folder may be written.").arg(QDir(folder_).filePath(name)));
    return;
  }
  arrange();
}

void Tour::end(const QString& problem) {
  if (!problem.isEmpty()) QTextStream(stderr) << problem << Qt::endl;
  const int code = problem.isEmpty() ? 0 : 1;
  connect(&window_, &MainWindow::closed, qApp, [code] { QCoreApplication::exit(code); });
  window_.closeWithoutAsking();
}

}  // namespace window
