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

  void aStageTellsItsTitleItsStepItsValueAndItsTracks() {
    PlayStatus status = playing();
    status.is_stage = true;
    status.title = QStringLiteral("hopper, from step 20");
    status.step = 12.5;
    status.time_limit = 60;
    status.value = 213;
    status.tracks.push_back({QStringLiteral("true"), {}, true, viewer::LinePattern::whole, {}, std::nan("")});
    status.tracks.push_back(
        {QStringLiteral("member 2"), Qt::red, false, viewer::LinePattern::dashed, QStringLiteral("ended at step 9"), 0.25, -40.3});
    const viewer::HudText text = calcHudText(status, false);
    QCOMPARE(text.task, status.title);
    QVERIFY(text.policy.isEmpty());  // the title names the task
    QVERIFY(text.numbers.first().contains(QStringLiteral("step 12.5 / 60")));
    QVERIFY(text.numbers.filter(QStringLiteral("Q̂ 213 discounted (estimate")).size() == 1);
    QCOMPARE(text.tracks, (QStringList{QStringLiteral("true"), QStringLiteral("member 2 · ended at step 9 · 0.25 m apart · Q̂ −40.3")}));
  }

  void whatIsNotKnownIsLeftOut() {
    PlayStatus status = playing();
    status.reward = status.episode_return = std::nan("");
    QVERIFY(calcHudText(status, false).numbers.filter(QStringLiteral("reward")).isEmpty());
    QVERIFY(calcHudText(status, false).numbers.filter(QStringLiteral("Q̂")).isEmpty());
    status.tracks.push_back({QStringLiteral("member 2"), Qt::red, false, viewer::LinePattern::dashed, {}, 0.25});
    QVERIFY(calcHudText(status, false).tracks.filter(QStringLiteral("Q̂")).isEmpty());
    QVERIFY(calcHudText(status, false).cost.isEmpty());
    status.picture_ms = 14.2;
    QVERIFY(calcHudText(status, false).cost.contains(QStringLiteral("14 ms a picture")));
  }

  void whatPicturesCostAndTheirCeilingAreSaid() {
    PlayStatus status = playing();
    status.picture_ms = 6.7;
    status.core_share = 0.101;
    QCOMPARE(calcHudText(status, false).cost, QStringLiteral("7 ms a picture · 10 % of a core"));
    status.ceiling = 0.12;
    QVERIFY(calcHudText(status, false).cost.endsWith(QStringLiteral("at most 12")));
  }

  void lessThanWholeResolutionIsSaid() {
    PlayStatus status = playing();
    status.reduced_quality = true;
    QVERIFY(!calcHudText(status, false).note.contains(QStringLiteral("resolution")));
    status.scale = 0.75;
    QVERIFY(calcHudText(status, false).note.contains(QStringLiteral("¾ resolution beside training")));
  }

  // Large text in a small pane: the legend would stand upon the numbers.
  void theLegendGivesWayToTheNumbers() {
    PlayStatus status = playing();
    status.is_stage = true;
    const auto paint = [&](QSize size, int tracks) {
      status.tracks.assign(static_cast<std::size_t>(tracks), {QStringLiteral("member"), Qt::red, false, viewer::LinePattern::dashed, {}, 0});
      QImage image(size, QImage::Format_RGB32);
      image.fill(Qt::black);
      QFont font;
      font.setPointSizeF(16);
      QPainter painter(&image);
      viewer::paintHud(painter, QRectF({0, 0}, size), font, calcHudText(status, false), status);
      painter.end();
      return image;
    };
    QCOMPARE(paint({336, 220}, 6), paint({336, 220}, 0));
    QVERIFY(paint({336, 700}, 6) != paint({336, 700}, 0));
  }

  // The body's head is in the pane's upper half: only the panel with the task's name may stand there.
  void aNarrowPaneShowsThePaceAtItsBottom() {
    const auto untouchedRows = [](QSize size) {
      QImage image(size, QImage::Format_RGB32);
      image.fill(Qt::white);
      QPainter painter(&image);
      viewer::paintHud(painter, QRectF({0, 0}, size), QFont(), calcHudText(playing(), false), playing());
      painter.end();
      int rows = 0;
      for (int y = image.height() / 3; y < image.height() * 2 / 3; ++y) {
        bool white = true;
        for (int x = 0; x < image.width(); ++x) white = white && image.pixel(x, y) == qRgb(255, 255, 255);
        rows += white;
      }
      const bool bottom_is_used = image.pixel(20, image.height() - 20) != qRgb(255, 255, 255);
      return std::pair(rows, bottom_is_used);
    };
    QCOMPARE(untouchedRows({260, 600}), std::pair(200, true));
    QCOMPARE(untouchedRows({900, 600}), std::pair(200, false));  // wide: both are at the top
  }

  void softwareRenderingIsSaid() {
    PlayStatus status = playing();
    status.reduced_quality = true;
    QVERIFY(calcHudText(status, false).note.contains(QStringLiteral("software")));
  }
};

QTEST_MAIN(HudTest)
#include "hud_test.moc"
