#include "app/cli/progress_line.h"

#include <QtTest>
#include <cmath>

#include "app/cli/display_text.h"

class ProgressLineTest : public QObject {
  Q_OBJECT

  static mbpo::Snapshot halfway() {
    mbpo::Snapshot snapshot;
    snapshot.stage = mbpo::Stage::update;
    snapshot.epoch = 7;
    snapshot.epochs = 16;
    snapshot.real_steps = 2000;
    snapshot.total_steps = 4000;
    snapshot.evaluation_return = 873.25;
    snapshot.rollout_length = 3;
    snapshot.updates_per_second = 412.4;
    snapshot.eta_seconds = 75;
    return snapshot;
  }

 private Q_SLOTS:
  void wideLineTellsEverything() {
    const std::string line = cli::progressLine(halfway(), 200, false);
    for (const char* part : {"50%", "epoch 8/16", "step 2 000/4 000", "return 873.2", "k 3", "412 updates/s",
                             "ETA 1:15", "5 update", "####", "...."}) {
      QVERIFY2(line.find(part) != std::string::npos, (std::string(part) + " is not in " + line).c_str());
    }
  }

  void lineNeverExceedsTheWidth() {
    for (const bool unicode : {false, true}) {
      for (std::size_t width = 1; width < 160; ++width) {
        QVERIFY2(cli::calcWidth(cli::progressLine(halfway(), width, unicode)) <= width, std::to_string(width).c_str());
      }
    }
  }

  void stepOutlivesTheStageWhenItGetsNarrow() {
    const std::string line = cli::progressLine(halfway(), 60, true);
    QVERIFY(line.find("step 2 000") != std::string::npos);
    QVERIFY(line.find("5 update") == std::string::npos);
  }

  void beforeTheFirstEvaluationNothingIsClaimed() {
    mbpo::Snapshot snapshot = halfway();
    snapshot.epoch = -1;
    snapshot.evaluation_return = std::nan("");
    snapshot.eta_seconds = 0;
    const std::string line = cli::progressLine(snapshot, 200, true);
    QVERIFY(line.find("warm-up") != std::string::npos);
    QVERIFY(line.find("return –") != std::string::npos);
    QVERIFY(line.find("ETA –") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(ProgressLineTest)
#include "progress_line_test.moc"
