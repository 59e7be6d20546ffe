#include <QElapsedTimer>
#include <QSettings>
#include <QTest>
#include <QTimer>
#include <cstdio>

#include "base/process_environment.h"
#include "base/resident_memory.h"
#include "mbpo/preset.h"
#include "support/median.h"
#include "workbench_fixture.h"
#include "ui/bridge/parameter_board.h"
#include "ui/bridge/session_bridge.h"
#include "ui/window/run_controller.h"

using support::median;
using support::Workbench;

namespace {

constexpr int kPatience = 120'000;

qint64 stepsOf(Workbench& bench) { return bench.bridge().state().real_steps; }

}  // namespace

/// A long run in the window with its pages shown in turn: it completes, the window answers, memory does not creep.
///
/// MBPO_SOAK_MINUTES says how long (else some hundred steps of a tiny experiment; QTEST_FUNCTION_TIMEOUT, in ms, must be
/// longer), MBPO_SOAK_ENVIRONMENT what (hopper), MBPO_SOAK_PRESET how (paper), MBPO_SOAK_THREADS with how many threads
/// (1). One line of figures every ten seconds goes to standard output.
class SoakTest : public QObject {
  Q_OBJECT

  QTemporaryDir home_;

  static QString environmentText(const char* name, const char* otherwise) {
    return qEnvironmentVariable(name, QString::fromLatin1(otherwise));
  }

  static mbpo::Configuration longExperiment() {
    mbpo::Configuration experiment =
        mbpo::presetConfiguration(environmentText("MBPO_SOAK_PRESET", "paper").toStdString(),
                                  environmentText("MBPO_SOAK_ENVIRONMENT", "hopper").toStdString());
    experiment.threads = environmentText("MBPO_SOAK_THREADS", "1").toInt();
    experiment.steps = 10'000'000;
    experiment.rollout_mode = "manual";  // D_model grows with k, as it should
    experiment.rollout_length = 1;
    return experiment;
  }

 private Q_SLOTS:
  void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home_.path()); }

  void aLongRunInTheWindowCompletesInSteadyMemory() {
    const int minutes = qEnvironmentVariableIntValue("MBPO_SOAK_MINUTES");
    Workbench bench;
    if (minutes > 0) bench.board().adopt(longExperiment());
    bench.click("button_run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.bridge().training(), kPatience);

    bridge::UiPulse& pulse = bench.main->pulse();
    std::vector<double> memory;  // one a minute
    double worst_gap = 0;
    int page = 0;
    QElapsedTimer since;
    since.start();
    QTimer turn, note;
    connect(&turn, &QTimer::timeout, this, [&] { bench.main->showPage(++page % bench.main->pageCount()); });
    connect(&note, &QTimer::timeout, this, [&] {
      const double now = base::measureResidentMegabytes();
      std::printf("%6.1f min %8lld steps %8.1f MB  gap: worst %6.1f ms, 99 %% below %4.0f ms\n",
                  static_cast<double>(since.elapsed()) / 60e3, static_cast<long long>(stepsOf(bench)), now,
                  pulse.worstGapSinceReset(), pulse.gapQuantileSinceReset(0.99));
      std::fflush(stdout);
      worst_gap = std::max(worst_gap, pulse.worstGapSinceReset());
      pulse.resetWorst();
      if (since.elapsed() >= 60'000LL * static_cast<qint64>(memory.size())) memory.push_back(now);
    });
    turn.start(minutes > 0 ? 2000 : 100);
    note.start(10'000);
    const auto goesOn = [&] {
      return minutes > 0 ? since.elapsed() < 60'000LL * minutes : stepsOf(bench) < 400 || page < bench.main->pageCount();
    };
    while (goesOn()) {
      QVERIFY(bench.bridge().training());
      QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }

    // Its end is brought near, and it reaches it.
    const qint64 end = stepsOf(bench) + 200;
    QVERIFY(bench.board().request(QStringLiteral("steps"), QString::number(end)));
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bridge().training(), 10 * kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(stepsOf(bench) >= end, kPatience);
    if (minutes < 20) return;

    // Medians of ten minutes: just after the first ten, and the last. Models and charts come and go by some megabytes.
    const std::vector<double> early(memory.begin() + 10, memory.begin() + 20), late(memory.end() - 10, memory.end());
    const double growth = median(late) / median(early) - 1;
    qInfo("memory %.1f MB after ten minutes, %.1f MB at the end: %+.2f %%; worst gap %.1f ms", median(early),
          median(late), 100 * growth, worst_gap);
    QVERIFY(growth < 0.01);
  }
};

/// As the workbench begins: memory and idle threads behave as there.
int main(int argc, char** argv) {
  base::prepareProcessEnvironment(argv);
  QApplication application(argc, argv);
  SoakTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "soak_test.moc"
