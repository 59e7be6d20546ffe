// Each alarm of a run is provoked in its real detector, and settled again.
#include "mbpo/health_check.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <limits>
#include <set>

#include "base/error.h"
#include "mbpo/alarm.h"
#include "mbpo/checkpoint.h"
#include "mbpo/preset.h"
#include "mbpo/training_state.h"

using mbpo::HealthCheck;
using Kind = mbpo::Notice::Kind;

namespace {

mbpo::Configuration tinyConfiguration() {
  mbpo::Configuration c = mbpo::presetConfiguration("interactive", "inverted_pendulum");
  c.steps = 400;
  c.threads = 1;
  c.epoch_length = 40;
  c.warm_up_steps = 40;
  c.model_train_interval = 20;
  c.eval_episodes = 1;
  c.rollouts_per_step = 4;
  c.updates_per_step = 1;
  c.ensemble_size = 2;
  c.elite_size = 1;
  c.model_hidden = 8;
  c.model_layers = 2;
  c.model_weight_decay = "1e-5";
  c.fit_epoch_limit = 2;
  c.agent_hidden = 8;
  c.agent_batch = 16;
  c.error_rows = 30;
  c.shift_states = 20;
  c.return_episodes = 0;
  c.return_model_steps = 0;
  return c;
}

/// The notices of one check since the last call.
std::vector<mbpo::Notice> said(mbpo::TrainingState& state, HealthCheck check) {
  std::vector<mbpo::Notice> mine;
  for (auto& notice : state.notices) {
    if (notice.check == check) mine.push_back(notice);
  }
  state.notices.clear();
  return mine;
}

bool mentions(const mbpo::Notice& notice, const char* text) { return notice.text.find(text) != std::string::npos; }

model::FitResult goodFit() { return {}; }

}  // namespace

class HealthCheckTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyCheckSaysWhatItWatchesAndWhatToDo() {
    std::set<std::string_view> ids;
    for (const auto& info : mbpo::healthChecks()) {
      QVERIFY(ids.insert(info.id).second);
      QVERIFY(!info.title.empty() && !info.watches.empty() && info.remedy.size() > 20);
      QCOMPARE(mbpo::findHealthCheck(info.id), &info);
      QCOMPARE(mbpo::findHealthCheck(info.check), &info);
    }
    QVERIFY(mbpo::findHealthCheck(HealthCheck::none) == nullptr);
    QVERIFY(mbpo::findHealthCheck("weather") == nullptr);
  }

  void threeRisesOfTheHeldOutErrorAlarmAndAFallSettles() {
    mbpo::TrainingState state(tinyConfiguration());
    for (const double mse : {0.1, 0.2, 0.3}) mbpo::raiseFitAlarms(state, goodFit(), mse);
    QVERIFY(said(state, HealthCheck::holdout).empty());  // two rises are noise
    mbpo::raiseFitAlarms(state, goodFit(), 0.4);
    auto notices = said(state, HealthCheck::holdout);
    QCOMPARE(notices.size(), std::size_t{1});
    QVERIFY(notices[0].kind == Kind::alarm && mentions(notices[0], "0.1") && mentions(notices[0], "0.4"));
    mbpo::raiseFitAlarms(state, goodFit(), 0.25);
    notices = said(state, HealthCheck::holdout);
    QCOMPARE(notices.size(), std::size_t{1});
    QVERIFY(notices[0].kind == Kind::note);
    mbpo::raiseFitAlarms(state, goodFit(), 0.2);
    QVERIFY(said(state, HealthCheck::holdout).empty());  // said once
  }

  void aDivergedFitAlarmsUntilOneStaysFinite() {
    mbpo::TrainingState state(tinyConfiguration());
    model::FitResult diverged;
    diverged.diverged = true;
    mbpo::raiseFitAlarms(state, diverged, 1);
    auto notices = said(state, HealthCheck::model_fit);
    QVERIFY(notices.size() == 1 && notices[0].kind == Kind::alarm);
    mbpo::raiseFitAlarms(state, goodFit(), 1);
    notices = said(state, HealthCheck::model_fit);
    QVERIFY(notices.size() == 1 && notices[0].kind == Kind::note);
  }

  // r_max = 1, γ = 0.99: the limit is 200, and 100 settles.
  void explodingCriticsAlarmOnceAndSettleWellBelow() {
    auto c = tinyConfiguration();
    c.discount = 0.99;
    mbpo::TrainingState state(c);
    state.r_max = 1;
    agent::UpdateStatistics statistics;
    statistics.q_abs_max = 199;
    mbpo::raiseCriticAlarm(state, statistics);
    QVERIFY(said(state, HealthCheck::critic).empty());
    statistics.q_abs_max = 201;
    mbpo::raiseCriticAlarm(state, statistics);
    mbpo::raiseCriticAlarm(state, statistics);
    auto notices = said(state, HealthCheck::critic);
    QVERIFY(notices.size() == 1 && notices[0].kind == Kind::alarm && mentions(notices[0], "201"));
    statistics.q_abs_max = 101;
    mbpo::raiseCriticAlarm(state, statistics);
    QVERIFY(said(state, HealthCheck::critic).empty());
    statistics.q_abs_max = 99;
    mbpo::raiseCriticAlarm(state, statistics);
    notices = said(state, HealthCheck::critic);
    QVERIFY(notices.size() == 1 && notices[0].kind == Kind::note);
  }

  void aLossThatIsNotFiniteAlarmsAndFiveHundredGoodOnesSettle() {
    mbpo::TrainingState state(tinyConfiguration());
    mbpo::raiseUpdateAlarm(state, "");
    mbpo::raiseUpdateAlarm(state, "");
    auto notices = said(state, HealthCheck::losses);
    QVERIFY(notices.size() == 1 && notices[0].kind == Kind::alarm);
    for (int i = 0; i < 499; ++i) mbpo::settleUpdates(state);
    QVERIFY(said(state, HealthCheck::losses).empty());
    mbpo::settleUpdates(state);
    notices = said(state, HealthCheck::losses);
    QVERIFY(notices.size() == 1 && notices[0].kind == Kind::note);
    for (int i = 0; i < 99; ++i) mbpo::raiseUpdateAlarm(state, "");
    QVERIFY_EXCEPTION_THROWN(mbpo::raiseUpdateAlarm(state, ""), base::Error);
  }

  void droppedBranchesAndAnEmptyModelBufferAlarm() {
    mbpo::TrainingState state(tinyConfiguration());
    QCOMPARE(state.model_buffer.size(), 0);
    mbpo::raiseRolloutAlarms(state, 80);
    const auto notices = state.notices;
    QVERIFY(said(state, HealthCheck::model_rollouts).size() == 1);
    state.notices = notices;
    QVERIFY(said(state, HealthCheck::model_buffer).at(0).kind == Kind::alarm);
    mbpo::raiseRolloutAlarms(state, 80);
    QVERIFY(said(state, HealthCheck::model_buffer).empty());  // said once while it lasts
    state.model_buffer.push(at::zeros({3, state.layout.width()}));
    mbpo::raiseRolloutAlarms(state, 0);
    QVERIFY(!state.raised.any());
  }

  void batchesOfRealRowsAloneNeedNoModelBuffer() {
    auto c = tinyConfiguration();
    c.real_ratio = 1;
    mbpo::TrainingState state(c);
    mbpo::raiseRolloutAlarms(state, 0);
    QVERIFY(said(state, HealthCheck::model_buffer).empty());
  }

  // The whole way: a model whose weights are NaN sends every branch to NaN, and D_model stays empty.
  void aBrokenModelAlarmsInARealRun() {
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "c.pt";
    auto c = tinyConfiguration();
    c.fit_epoch_limit = 1;
    mbpo::Trainer trainer(c);
    while (trainer.snapshot()->stage != mbpo::Stage::roll_out) trainer.advance();
    auto state = trainer.releaseState();
    state->ensemble.parameters().values().fill_(std::numeric_limits<float>::quiet_NaN());
    mbpo::Trainer broken(std::move(state));
    std::set<HealthCheck> raised;
    while (broken.snapshot()->stage == mbpo::Stage::roll_out) broken.advance();
    for (const auto& notice : broken.takeNotices()) {
      if (notice.kind == Kind::alarm) raised.insert(notice.check);
    }
    QVERIFY(raised.contains(HealthCheck::model_rollouts) && raised.contains(HealthCheck::model_buffer));
    QVERIFY(raised.contains(HealthCheck::model_fit));  // and the model is again what it was
    broken.saveCheckpoint(file);
    QVERIFY(mbpo::readCheckpoint(file)->raised.test(std::size_t(HealthCheck::model_buffer)));  // remembered
  }
};

QTEST_GUILESS_MAIN(HealthCheckTest)
#include "health_check_test.moc"
