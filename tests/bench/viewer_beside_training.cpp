// What the viewer costs a training, and what the training leaves of the viewer: the whole window trains hopper by the
// `paper` preset on two threads while the pane, 640×480, is shown and hidden in turns.
//
//     QT_QPA_PLATFORM=offscreen build/release/tests/bin/viewer_beside_training [--seconds 4] [--pairs 4]
//
// Model fits are left out: between two of them training is nothing but steps, rollouts and updates, so that updates/s
// are the same number in every turn. `--idle` measures the pane beside nothing instead.
#include <unistd.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/process_environment.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"
#include "support/median.h"
#include "ui/bridge/session_bridge.h"
#include "ui/viewer/viewer_pane.h"
#include "ui/viewer/viewport.h"
#include "ui/window/launch_options.h"
#include "ui/window/main_window.h"

using support::median;

namespace {

constexpr QSize kPicture{640, 480};
constexpr int kSettleMs = 1500;  // the governor and the window get used to the turn

/// CPU seconds of this process so far: the window's thread, the viewer's with the GL driver's, and all others.
struct CpuSeconds {
  double window = 0, viewer = 0, others = 0;
};

CpuSeconds measureCpu() {
  CpuSeconds cpu;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream name_file(task.path() / "comm"), time_file(task.path() / "schedstat");
    std::string name;
    double nanoseconds = 0;
    if (!(name_file >> name) || !(time_file >> nanoseconds)) continue;
    const bool is_viewer = name == "viewer" || name.starts_with("llvmpipe");
    const bool is_window = task.path().filename() == std::to_string(getpid());
    (is_viewer ? cpu.viewer : is_window ? cpu.window : cpu.others) += 1e-9 * nanoseconds;
  }
  return cpu;
}

window::LaunchOptions makeOptions(const QString& runs) {
  window::LaunchOptions options;
  options.configuration = mbpo::presetConfiguration("paper", "hopper");
  for (const auto& [key, value] : {std::pair{"warm_up_steps", "500"},
                                   {"model_train_interval", "100000"},
                                   {"fit_epoch_limit", "3"},
                                   {"threads", "2"}}) {
    mbpo::setParameter(options.configuration, key, value);
  }
  options.configured = true;
  options.runs_folder = runs.toStdString();
  options.size = {1440, 900};
  return options;
}

class Measurement : public QObject {
 public:
  Measurement(window::MainWindow& main, int seconds, int pairs, bool idle)
      : main_(main), pane_(main.viewerPane()), turn_ms_(1000 * seconds), turns_(2 * pairs), idle_(idle) {
    for (QWidget* up = &pane_; up && !dock_; up = up->parentWidget()) dock_ = qobject_cast<QDockWidget*>(up);
    dock_->setFloating(true);
    dock_->show();
    fit();
    QTimer::singleShot(500, this, [this] { begin(); });
  }

 private:
  /// The dock is as large as makes the picture 640×480.
  void fit() {
    const auto* viewport = pane_.findChild<viewer::Viewport*>();
    dock_->resize(dock_->size() + kPicture - viewport->size());
  }

  void begin() {
    fit();
    if (pane_.framesShown() == 0 || (!idle_ && main_.bridge().state().updates == 0)) {
      QTimer::singleShot(200, this, [this] { begin(); });
      return;
    }
    out_ << "turn     updates/s      fps   picture" << Qt::endl;
    takeTurn(0);
  }

  void takeTurn(int turn) {
    if (turn == turns_) {
      sumUp();
      return;
    }
    const bool shown = idle_ || turn % 2 == 0;
    dock_->setVisible(shown);
    if (shown) fit();
    QTimer::singleShot(kSettleMs, this, [this, turn, shown] {
      clock_.start();
      cpu_ = measureCpu();
      updates_ = main_.bridge().state().updates;
      pictures_ = pane_.framesShown();
      QTimer::singleShot(turn_ms_, this, [this, turn, shown] {
        const double seconds = double(clock_.nsecsElapsed()) * 1e-9;
        const double rate = double(main_.bridge().state().updates - updates_) / seconds;
        const double fps = double(pane_.framesShown() - pictures_) / seconds;
        (shown ? beside_ : alone_).push_back(rate);
        if (shown) fps_.push_back(fps);
        const QSize size = pane_.currentFrame().size();
        out_ << QStringLiteral("%1 %2 %3   %4x%5")
                    .arg(shown ? "shown " : "hidden")
                    .arg(rate, 11, 'f', 1)
                    .arg(fps, 8, 'f', 1)
                    .arg(size.width())
                    .arg(size.height());
        const CpuSeconds now = measureCpu();
        out_ << QStringLiteral("  CPU %1 % window, %2 % viewer, %3 % training")
                    .arg(100 * (now.window - cpu_.window) / seconds, 4, 'f', 1)
                    .arg(100 * (now.viewer - cpu_.viewer) / seconds, 4, 'f', 1)
                    .arg(100 * (now.others - cpu_.others) / seconds, 5, 'f', 1);
        if (const auto* frame = pane_.findChild<viewer::Viewport*>()->frame(); shown && frame) {
          out_ << QStringLiteral("  %1 ms").arg(frame->status.picture_ms, 0, 'f', 1);
        }
        out_ << Qt::endl;
        takeTurn(turn + 1);
      });
    });
  }

  void sumUp() {
    out_ << QStringLiteral("median fps %1").arg(median(fps_), 0, 'f', 1);
    if (!idle_) {
      // Each turn against the one after it: drift of the machine is in both.
      std::vector<double> slower;
      for (std::size_t i = 0; i < alone_.size(); ++i) slower.push_back(100 * (1 - beside_[i] / alone_[i]));
      out_ << QStringLiteral(", updates/s %1 shown, %2 hidden: %3 % slower")
                  .arg(median(beside_), 0, 'f', 1)
                  .arg(median(alone_), 0, 'f', 1)
                  .arg(median(slower), 0, 'f', 1);
    }
    out_ << Qt::endl;
    QObject::connect(&main_, &window::MainWindow::closed, qApp, &QCoreApplication::quit);
    main_.closeWithoutAsking();
  }

  window::MainWindow& main_;
  viewer::ViewerPane& pane_;
  QDockWidget* dock_ = nullptr;
  int turn_ms_, turns_;
  bool idle_;
  QElapsedTimer clock_;
  CpuSeconds cpu_;
  qint64 updates_ = 0, pictures_ = 0;
  std::vector<double> beside_, alone_, fps_;
  QTextStream out_{stdout};
};

}  // namespace

int main(int argc, char** argv) {
  base::prepareProcessEnvironment(argv);
  QApplication application(argc, argv);
  QApplication::setQuitOnLastWindowClosed(false);
  QCommandLineParser parser;
  parser.addOptions(
      {{QStringLiteral("seconds"), QStringLiteral("Of a turn."), QStringLiteral("N"), QStringLiteral("4")},
       {QStringLiteral("pairs"), QStringLiteral("Shown and hidden."), QStringLiteral("N"), QStringLiteral("4")},
       {QStringLiteral("idle"), QStringLiteral("Without training.")}});
  parser.addHelpOption();
  parser.process(application);
  const QTemporaryDir runs;
  window::LaunchOptions options = makeOptions(runs.path());
  const bool idle = parser.isSet(QStringLiteral("idle"));
  options.train = !idle;
  window::MainWindow main_window(options, false);
  main_window.show();
  main_window.begin(options);
  new Measurement(main_window, parser.value(QStringLiteral("seconds")).toInt(),
                  parser.value(QStringLiteral("pairs")).toInt(), idle);
  return QApplication::exec();
}
