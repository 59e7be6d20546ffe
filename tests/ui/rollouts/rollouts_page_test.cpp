// The page with a real run, its real episodes and its real model: real widgets, real events.
#include "ui/rollouts/rollouts_page.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "run/episode_file.h"
#include "support/export_watch.h"
#include "support/qt_warnings.h"
#include "ui/bridge/session_bridge.h"
#include "ui/bridge/tiny_experiment.h"
#include "ui/panels/banner.h"
#include "ui/panels/theme.h"
#include "ui/rollouts/choices_form.h"
#include "ui/rollouts/episode_bar.h"
#include "ui/rollouts/episode_list.h"
#include "ui/rollouts/fan_board.h"
#include "ui/rollouts/figure_view.h"
#include "ui/rollouts/starts_view.h"
#include "ui/rollouts/table_export.h"

namespace {

constexpr int kPatience = 120'000;
constexpr int kOutputs = 5;  // of inverted_pendulum: four observations and the reward

struct Bench {
  bridge::SessionBridge bridge;
  rollouts::RolloutsPage page{bridge};

  Bench() {
    page.resize(900, 800);
    page.show();
  }
  template <class Widget>
  Widget* find(const QString& name) {
    return page.findChild<Widget*>(name);
  }
  std::shared_ptr<const inspect::Comparison> answer() { return page.inspector().comparison(); }
  int drawnMembers() {
    int members = 0;
    for (const auto& layer : page.fans()->fan()->figure().layers) members += layer.spec.label.startsWith("member");
    return members;
  }
  QString bannerText() {
    const auto banners = page.findChild<panels::BannerStack*>()->banners();
    return banners.isEmpty() ? QString() : banners.first()->title() + u'\n' + banners.first()->detail();
  }
};

void hover(QWidget& widget, QPointF place) {
  QMouseEvent event(QEvent::MouseMove, place, widget.mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
  QApplication::sendEvent(&widget, &event);
}

}  // namespace

class RolloutsPageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  // One short run serves all tests that look at a recorded one.
  void initTestCase() {
    panels::applyTheme(*qApp, panels::ThemeChoice::light);
    bridge::SessionBridge bridge;
    QVERIFY(bridge.start(support::tinySession(folder_)));
    QTRY_VERIFY_WITH_TIMEOUT(bridge.state().epoch >= 2, kPatience);
    bridge.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!bridge.training(), kPatience);
    QVERIFY(!run::listEpisodes(directory()).empty());
  }
  void init() { support::failOnQtWarnings(); }

  void withoutARunThePageTeachesAndOffersToTrain() {
    Bench bench;
    auto* title = bench.find<QLabel>("rolloutInvitationTitle");
    QVERIFY(title->isVisible());
    QVERIFY(title->text().contains(QStringLiteral("No run")));
    QSignalSpy asked(&bench.page, &rollouts::RolloutsPage::trainAsked);
    QTest::mouseClick(bench.find<QPushButton>("rolloutTrain"), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QVERIFY(bench.page.stage() == nullptr);
  }

  void aRecordedRunShowsItsEpisodesAndWhatTheModelMakesOfTheNewest() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer() && bench.answer()->complete, kPatience);
    const auto listed = run::listEpisodes(directory());
    QCOMPARE(bench.page.episodes()->model()->rowCount(), static_cast<int>(listed.size()));
    QCOMPARE(bench.page.episodes()->chosen().toStdString(), run::findEpisode(listed, "newest"));
    QCOMPARE(bench.answer()->episode.id, run::findEpisode(listed, "newest"));
    QCOMPARE(static_cast<int>(bench.page.fans()->thumbnails().size()), kOutputs);
    QVERIFY(bench.page.fans()->fan()->figure().hasData());
    QCOMPARE(bench.find<QTableView>("scoreTable")->model()->rowCount(), kOutputs);
    QVERIFY(bench.page.stage() != nullptr);
    QVERIFY(bench.page.stage()->tracks.front().solid);
    QVERIFY(bench.page.bar()->text().contains(QStringLiteral("model of step")));
    QCOMPARE(bench.bannerText(), QString());
  }

  void theListSortsAndKeysGoFromEpisodeToEpisode() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer(), kPatience);
    rollouts::EpisodeList* list = bench.page.episodes();
    QVERIFY(list->model()->rowCount() >= 2);
    QVERIFY(bench.find<QCheckBox>("episode_follow")->isChecked());
    const QString first = list->chosen();
    QAbstractButton* way = bench.find<QToolButton>("episode_next");
    if (!way->isEnabled()) way = bench.find<QToolButton>("episode_previous");
    QTest::mouseClick(way, Qt::LeftButton);
    QVERIFY(list->chosen() != first);
    QVERIFY(!bench.find<QCheckBox>("episode_follow")->isChecked());  // by hand: the newest does not take over
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer()->episode.id == list->chosen().toStdString(), kPatience);
    list->sortByColumn(rollouts::EpisodeModel::episode_return, Qt::DescendingOrder);
    const auto at = [&](int row) {
      return list->model()->index(row, rollouts::EpisodeModel::episode_return).data(Qt::UserRole).toDouble();
    };
    for (int row = 1; row < list->model()->rowCount(); ++row) QVERIFY(at(row) <= at(row - 1));
    QTest::mouseClick(bench.find<QCheckBox>("episode_follow"), Qt::LeftButton);
    QCOMPARE(list->chosen(), first);
  }

  void startAndHorizonAskTheModelAnew() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer(), kPatience);
    auto* slider = bench.find<QSlider>("rollout_start_slider");
    QVERIFY(slider->maximum() >= 1);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(bench.find<QSpinBox>("rollout_start")->value(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(bench.answer()->spec.start_step, 1, kPatience);
    QCOMPARE(bench.page.fans()->fan()->figure().first_step, 1.0);
    auto* horizon = bench.find<QSpinBox>("rollout_horizon");
    horizon->setFocus();
    horizon->selectAll();
    QTest::keyClicks(horizon, QStringLiteral("4"));
    QTest::keyClick(horizon, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(bench.answer()->spec.horizon, 4, kPatience);
    QCOMPARE(bench.page.cursor().last(), 4);
    QTest::mouseClick(bench.find<QPushButton>("rollout_closed"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer()->spec.drive == inspect::Drive::closed_loop, kPatience);
    QVERIFY(bench.find<QPushButton>("rollout_sampled")->isVisible());
    QTest::mouseClick(bench.find<QCheckBox>("rollout_from_buffer"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer()->episode.id.empty() || !bench.bannerText().isEmpty(), kPatience);
  }

  void membersButtonsChangeTheCurves() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer(), kPatience);
    QCOMPARE(bench.drawnMembers(), 1);  // tiny: two networks, one elite
    const int elite = bench.answer()->members.front();
    auto* other = bench.find<QPushButton>(QStringLiteral("rollout_member_%1").arg(1 - elite));
    QVERIFY(other != nullptr && !other->isChecked());
    QTest::mouseClick(other, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(bench.drawnMembers(), 2, kPatience);
    QCOMPARE(static_cast<int>(bench.answer()->members.size()), 2);
    QTest::mouseClick(bench.find<QPushButton>(QStringLiteral("rollout_member_%1").arg(elite)), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(bench.drawnMembers(), 1, kPatience);
    QCOMPARE(bench.answer()->members.front(), 1 - elite);
    QTest::mouseClick(other, Qt::LeftButton);  // the last one stays
    QVERIFY(other->isChecked());
    QTest::mouseClick(bench.find<QPushButton>("rollout_elites"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(bench.answer()->members.front(), elite, kPatience);
  }

  void chartsLeadTheBodiesAndTheBodiesLeadTheCharts() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer() && bench.answer()->complete, kPatience);
    QVERIFY(bench.answer()->spec.horizon >= 3);
    QSignalSpy chosen(&bench.page, &rollouts::RolloutsPage::stepChosen);
    rollouts::FigureView* fan = bench.page.fans()->fan();
    hover(*fan, fan->toPixel(fan->figure().first_step + 3, 0));
    QCOMPARE(bench.page.cursor().step(), 3);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.takeFirst().first().toDouble(), 3.0);
    bench.page.followStep(1.6);  // a viewer that plays
    QCOMPARE(bench.page.cursor().step(), 2);
    QVERIFY(chosen.isEmpty());
    QVERIFY(bench.find<rollouts::FigureView>("rollout_growth")->readout().first().contains(u'2'));
  }

  void scoresAndTheBuffersNumbersAreCopiedAndSaved() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer() && !bench.answer()->scores.empty(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(bench.page.inspector().trainingView() != nullptr, kPatience);
    for (const char* name : {"scores_export", "buffer_export"}) {
      auto* button = bench.find<rollouts::TableExport>(QString::fromLatin1(name));
      QVERIFY(button);
      button->menu()->actions().first()->trigger();
      const QStringList rows = QApplication::clipboard()->text().trimmed().split(u'\n');
      const auto cells = rows.first().count(u',');
      for (const QString& row : rows) QCOMPARE(row.count(u','), cells);
      const QTemporaryDir folder;
      support::ExportWatch watch(*button);
      button->beginExport(folder.filePath(QStringLiteral("table.csv")));
      QTRY_COMPARE_WITH_TIMEOUT(watch.written.size(), 1, kPatience);
      QFile file(folder.filePath(QStringLiteral("table.csv")));
      QVERIFY(file.open(QIODevice::ReadOnly));
      QCOMPARE(QString::fromUtf8(file.readAll()), QApplication::clipboard()->text());
      button->beginExport(folder.filePath(QStringLiteral("missing/table.csv")));
      QTRY_COMPARE_WITH_TIMEOUT(watch.failed.size(), 1, kPatience);
      QVERIFY(watch.failed.first().contains(QStringLiteral("missing")));
    }
    bench.find<rollouts::TableExport>(QStringLiteral("scores_export"))->copy();
    const QStringList scores = QApplication::clipboard()->text().trimmed().split(u'\n');
    QCOMPARE(scores.size(), 1 + kOutputs);
    QCOMPARE(scores[1].section(u',', 1, 1).toDouble(), bench.answer()->scores[0].r2);
  }

  void startsAreShownOnAnyTwoOfTheObservationsNumbers() {
    QJsonObject remembered;
    {
      Bench bench;
      QVERIFY(bench.bridge.open(directory()));
      QTRY_VERIFY_WITH_TIMEOUT(bench.page.inspector().trainingView(), kPatience);
      const auto view = bench.page.inspector().trainingView();
      auto* starts = bench.find<rollouts::StartsView>("rollout_starts");
      QVERIFY(starts->figure().x_title.contains(QStringLiteral("% of variance")));
      QMenu* menu = bench.find<QToolButton>("rollout_starts_axes")->menu();
      Q_EMIT menu->aboutToShow();
      menu->findChild<QAction*>("x_3")->trigger();
      menu->findChild<QAction*>("y_1")->trigger();
      QCOMPARE(starts->plane(), (rollouts::StatePlane{3, 1}));
      QCOMPARE(starts->figure().x_title.toStdString(), view->dimensions[3]);
      QCOMPARE(starts->figure().y_title.toStdString(), view->dimensions[1]);
      const auto& states = view->model_starts.states;
      const auto& dots = starts->figure().layers.last().points;
      QCOMPARE(dots.size(), static_cast<qsizetype>(states.size() / 4));
      QCOMPARE(dots.last(), QPointF(states[states.size() - 1], states[states.size() - 3]));
      Q_EMIT menu->aboutToShow();
      QVERIFY(menu->findChild<QAction*>("x_3")->isChecked());
      remembered = bench.page.state();
    }
    Bench again;
    again.page.restore(remembered);
    QVERIFY(again.bridge.open(directory()));
    auto* starts = again.find<rollouts::StartsView>("rollout_starts");
    QTRY_VERIFY_WITH_TIMEOUT(starts->figure().hasData(), kPatience);
    QCOMPARE(starts->plane(), (rollouts::StatePlane{3, 1}));
  }

  void aGhostHasTheDashOfItsCurve() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.page.stage() != nullptr, kPatience);
    int ghosts = 0;
    for (const viewer::Track& track : bench.page.stage()->tracks) {
      if (track.solid) continue;
      ++ghosts;
      const auto& layers = bench.page.fans()->fan()->figure().layers;
      const auto curve = std::ranges::find_if(layers, [&](const auto& one) { return one.spec.label == track.name; });
      QVERIFY(curve != layers.end());
      QVERIFY(track.pattern.has_value());
      QCOMPARE(static_cast<int>(*track.pattern), static_cast<int>(curve->spec.dash));  // the same kinds in the same order
    }
    QVERIFY(ghosts > 0);
  }

  void theStageCarriesTheCriticsEstimates() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.page.stage() != nullptr, kPatience);
    const auto stage = bench.page.stage();
    QVERIFY(!stage->value.empty());
    QCOMPARE(stage->value.size(), stage->reward.size());
    for (const viewer::Track& track : stage->tracks) QCOMPARE(track.value.empty(), track.solid);
  }

  void theCommandLineChoosesSectionStartAndHorizon() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    bench.page.goTo(QStringLiteral("calibration"));
    bench.page.imagine(3, 7);
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer() && bench.answer()->spec.horizon == 7, kPatience);
    QCOMPARE(static_cast<int>(bench.answer()->spec.start_step), 3);
    const auto* chip = bench.find<QPushButton>(QStringLiteral("section_rollout_calibration_section"));
    QVERIFY(chip);
    QTRY_VERIFY(chip->isChecked());
    const auto* coverage = bench.find<QWidget>(QStringLiteral("rollout_coverage"));
    QTRY_VERIFY(!coverage->visibleRegion().isEmpty());
  }

  void aDimensionIsChosenInTheTableToo() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer() && bench.answer()->complete, kPatience);
    auto* table = bench.find<QTableView>("scoreTable");
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(bench.page.dimension(), 1);
    QCOMPARE(bench.page.fans()->fan()->figure().title, QString::fromStdString(bench.answer()->observation_names[1]));
    QTest::mouseClick(bench.page.fans()->thumbnails()[kOutputs - 1], Qt::LeftButton);
    QCOMPARE(bench.page.dimension(), kOutputs - 1);
    QCOMPARE(table->currentIndex().row(), kOutputs - 1);
  }

  void aDamagedEpisodeIsToldInABanner() {
    const QTemporaryDir elsewhere;
    const std::filesystem::path copy = elsewhere.filePath("copy").toStdString();
    std::filesystem::copy(directory(), copy, std::filesystem::copy_options::recursive);
    const auto episodes = run::listEpisodes(copy);
    const auto file = run::episodeFolder(copy) / (run::findEpisode(episodes, "newest") + ".cbor");
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 40);  // the head is whole, the path is not
    Bench bench;
    QVERIFY(bench.bridge.open(copy));
    QTRY_VERIFY_WITH_TIMEOUT(!bench.bannerText().isEmpty(), kPatience);
    QVERIFY2(bench.bannerText().contains(QString::fromStdString(file.filename().string())),
             qPrintable(bench.bannerText()));
    QVERIFY(bench.page.episodes()->model()->rowCount() > 1);
    bench.page.episodes()->move(bench.page.episodes()->canMove(1) ? 1 : -1);
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer(), kPatience);
    QTRY_COMPARE(bench.bannerText(), QString());
  }

  void whatWasChosenIsThereAgain() {
    Bench bench;
    auto* horizon = bench.find<QSpinBox>("rollout_horizon");
    horizon->setValue(77);
    bench.find<QSpinBox>("rollout_samples")->setValue(2);
    bench.find<QSpinBox>("rollout_seed")->setValue(9);
    bench.find<QPushButton>("rollout_closed")->click();
    bench.find<QToolButton>("rollout_growth_log")->click();
    Bench another;
    another.page.restore(bench.page.state());
    QCOMPARE(another.page.form()->choices(), bench.page.form()->choices());
    QCOMPARE(another.find<QSpinBox>("rollout_horizon")->value(), 77);
    QVERIFY(another.find<QPushButton>("rollout_closed")->isChecked());
    QVERIFY(another.find<rollouts::FigureView>("rollout_growth")->isLogY());
    another.page.restore({{QStringLiteral("choices"), QJsonObject{{QStringLiteral("horizon"), -5}}}});  // nonsense
    QCOMPARE(another.find<QSpinBox>("rollout_horizon")->value(), 1);
  }

  void theListStandsBesideTheChartsWhereThereIsRoom() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.page.episodes()->model()->rowCount() > 0, kPatience);
    bench.page.resize(700, 500);
    QTRY_VERIFY(!bench.page.episodes()->isVisible());
    QTest::mouseClick(bench.find<QToolButton>("episode_list_toggle"), Qt::LeftButton);
    QVERIFY(bench.page.episodes()->isVisible());
    bench.page.resize(1300, 800);
    QTRY_VERIFY(bench.page.episodes()->isVisible() && !bench.find<QToolButton>("episode_list_toggle")->isVisible());
    QTRY_VERIFY(bench.page.episodes()->height() > 300);
  }

  void everyControlHasANameToBeFoundAndSpokenBy() {
    Bench bench;
    QVERIFY(bench.bridge.open(directory()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.answer(), kPatience);
    for (QWidget* widget : bench.page.findChildren<QWidget*>()) {
      const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
                           qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QAbstractSlider*>(widget) ||
                           qobject_cast<rollouts::FigureView*>(widget);
      if (!control || widget->objectName().startsWith(QLatin1String("qt_"))) continue;
      if (qobject_cast<QScrollBar*>(widget) != nullptr) continue;
      if (widget->metaObject()->className() == QByteArray("QTableCornerButton")) continue;
      const QByteArray name = widget->objectName().toUtf8() + " " + widget->metaObject()->className();
      QVERIFY2(!widget->objectName().isEmpty(), name);
      QVERIFY2(!widget->accessibleName().isEmpty(), name);
      if (qobject_cast<rollouts::FigureView*>(widget) == nullptr) QVERIFY2(!widget->toolTip().isEmpty(), name);
    }
  }

 private:
  std::filesystem::path directory() const { return folder_.filePath("tiny").toStdString(); }

  QTemporaryDir folder_;
};

QTEST_MAIN(RolloutsPageTest)
#include "rollouts_page_test.moc"
