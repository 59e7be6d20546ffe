#include "ui/viewer/hud.h"

#include <QtTest>
#include <cmath>

using viewer::calcHudText;
using viewer::PlayStatus;

class HudTest : public QObject {
  Q_OBJECT

  static PlayStatus playing() {
    PlayStatus status;
    status.task = QStringLiteral("hopper");
    status.step = 25;
    status.time_limit = 1000;
    status.episode_seconds = 0.2;
    status.last_return = std::nan("");
    status.frames_per_second = 30;
    status.measured_speed = 1;
    return status;
  }

 private Q_SLOTS:
  void randomPlayIsLabelledAsSuch() {
    QCOMPARE(calcHudText(playing(), false).policy, QStringLiteral("random actions (no policy yet)"));
  }

  void thePolicysStepAndKindOfActionAreSaid() {
    PlayStatus status = playing();
    status.policy_step = 4000;
    QVERIFY(calcHudText(status, false).policy.contains(QStringLiteral("mean action")));
    QVERIFY(calcHudText(status, false).policy.contains(QString("4") + QChar(0x2009) + "000"));
    status.sampled = true;
    QVERIFY(calcHudText(status, false).policy.contains(QStringLiteral("sampled action")));
    QVERIFY(calcHudText(status, true).policy.contains(QStringLiteral("kept")));
  }

  void theSpeedReachedIsSaidWhereItDiffers() {
    PlayStatus status = playing();
    QVERIFY(!calcHudText(status, false).pace.contains(QStringLiteral("reached")));
    status.speed = 8;
    status.measured_speed = 5.5;
    QVERIFY(calcHudText(status, false).pace.contains(QStringLiteral("reached 5.50×")));
  }

  void softwareRenderingIsSaid() {
    PlayStatus status = playing();
    status.reduced_quality = true;
    QVERIFY(calcHudText(status, false).note.contains(QStringLiteral("software")));
  }
};

QTEST_MAIN(HudTest)
#include "hud_test.moc"
