#include "mbpo/trainer.h"

#include <ATen/ATen.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <cmath>
#include <fstream>
#include <map>

#include "base/error.h"
#include "base/resources.h"
#include "mbpo/checkpoint.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/training_state.h"

namespace fs = std::filesystem;
using mbpo::Configuration;
using mbpo::Metric;
using mbpo::Stream;
using mbpo::Trainer;

namespace {

Configuration tinyConfiguration() {
  Configuration c;
  c.environment = "inverted_pendulum";
  c.steps = 160;
  c.threads = 1;
  c.epoch_length = 40;
  c.warm_up_steps = 40;
  c.eval_episodes = 1;
  c.record_interval = 5;
  c.model_train_interval = 20;
  c.rollouts_per_step = 10;
  c.updates_per_step = 1;
  c.ensemble_size = 3;
  c.elite_size = 2;
  c.model_hidden = 16;
  c.model_layers = 2;
  c.model_weight_decay = "1e-5";
  c.fit_epoch_limit = 3;
  c.agent_hidden = 16;
  c.agent_batch = 32;
  return c;
}

// What a run says, without the clock: metrics by name and step.
using Record = std::vector<std::tuple<int, std::int64_t, std::string, double>>;

void collect(Trainer& trainer, Record& record) {
  for (const auto& row : trainer.takeRows()) {
    for (const auto& [metric, value] : row.values) {
      const std::string name(mbpo::metricSpec(metric).name);
      if (name.find("second") != std::string::npos || metric == Metric::resident_memory) continue;
      record.emplace_back(static_cast<int>(row.stream), row.real_steps, name, value);
    }
  }
}

Record runToEnd(Trainer& trainer) {
  Record record;
  while (!trainer.finished()) {
    trainer.advance();
    collect(trainer, record);
  }
  return record;
}

std::vector<std::string> alarms(Trainer& trainer) {
  std::vector<std::string> texts;
  for (const auto& notice : trainer.takeNotices()) {
    if (notice.kind == mbpo::Notice::Kind::alarm) texts.push_back(notice.text);
  }
  return texts;
}

}  // namespace

class TrainerTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  fs::path file(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

  // A pendulum whose episodes end after 4 steps by the clock, before it falls.
  Configuration shortEpisodes() const {
    std::ifstream source(base::resourceFile("tasks/inverted_pendulum.json"));
    std::string text((std::istreambuf_iterator<char>(source)), {});
    QJsonObject task = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    task["time_limit"] = 4;
    task["name"] = "short_pendulum";
    task["model"] = QString::fromStdString(base::resourceFile("models/inverted_pendulum.xml").string());
    std::ofstream(file("short.json")) << QJsonDocument(task).toJson().toStdString();
    Configuration c = tinyConfiguration();
    c.environment = file("short.json").string();
    return c;
  }

 private Q_SLOTS:
  void stagesRunInTheirOrder() {
    Trainer trainer(tinyConfiguration());
    std::vector<mbpo::Stage> order;
    while (!trainer.finished() && trainer.snapshot()->real_steps < 62) {
      const auto stage = trainer.snapshot()->stage;
      if (order.empty() || order.back() != stage) order.push_back(stage);
      trainer.advance();
    }
    using enum mbpo::Stage;
    const std::vector<mbpo::Stage> start{warm_up, measure, publish, fit, choose_k, roll_out, act, update, act, update};
    QVERIFY(order.size() > start.size());
    QVERIFY(std::equal(start.begin(), start.end(), order.begin()));
    // The second fit comes after exactly 20 acts.
    const auto second_fit = std::find(std::find(order.begin(), order.end(), fit) + 1, order.end(), fit);
    QCOMPARE(std::count(order.begin(), second_fit, act), 20);
  }

  void sameSeedGivesTheSameMetrics() {
    Trainer a(tinyConfiguration());
    Trainer b(tinyConfiguration());
    const Record record = runToEnd(a);
    QVERIFY(record.size() > 300);
    QCOMPARE(runToEnd(b), record);
    Configuration other = tinyConfiguration();
    other.seed = 2;
    Trainer c(other);
    QVERIFY(runToEnd(c) != record);
  }

  // Stops in the warm-up, inside a fit, inside rollouts, between updates and inside an evaluation.
  void resumedRunRepeatsTheWholeRun_data() {
    QTest::addColumn<int>("units");
    for (const int units : {1, 3, 9, 20, 47, 90, 133}) QTest::newRow(qPrintable(QString::number(units))) << units;
  }
  void resumedRunRepeatsTheWholeRun() {
    QFETCH(int, units);
    Trainer whole(tinyConfiguration());
    const Record expected = runToEnd(whole);
    Record record;
    {
      Trainer first(tinyConfiguration());
      for (int i = 0; i < units; ++i) {
        first.advance();
        collect(first, record);
      }
      first.saveCheckpoint(file("resume.pt"));
    }
    const auto second = Trainer::fromCheckpoint(file("resume.pt"));
    const Record rest = runToEnd(*second);
    record.insert(record.end(), rest.begin(), rest.end());
    QCOMPARE(record.size(), expected.size());
    for (std::size_t i = 0; i < record.size(); ++i) {
      const bool equal = record[i] == expected[i] || (std::isnan(std::get<3>(record[i])) && std::isnan(std::get<3>(expected[i])));
      QVERIFY2(equal, std::get<2>(expected[i]).c_str());
    }
  }

  void checkpointKeepsTheTemperature() {
    Trainer trainer(tinyConfiguration());
    while (trainer.snapshot()->updates < 30) trainer.advance();
    trainer.saveCheckpoint(file("alpha.pt"));
    const auto first = mbpo::readCheckpoint(file("alpha.pt"));
    QVERIFY(first->agent.log_alpha.item<double>() != 0.0);  // it has moved from where it starts
    QVERIFY(first->agent.alpha_optimiser.steps == 30);
    mbpo::writeCheckpoint(*first, file("alpha2.pt"));
    const auto second = mbpo::readCheckpoint(file("alpha2.pt"));
    QVERIFY(at::equal(first->agent.log_alpha, second->agent.log_alpha));
  }

  void everyRealStepIsInTheBufferAtOnce() {
    Trainer trainer(tinyConfiguration());
    while (!trainer.finished()) {
      trainer.advance();
      QCOMPARE(trainer.snapshot()->env_buffer_size, trainer.snapshot()->real_steps);
    }
  }

  void timeLimitIsNotTerminal() {
    Configuration c = shortEpisodes();
    c.seed = 3;
    Trainer trainer(c);
    while (trainer.snapshot()->real_steps < 60) trainer.advance();
    trainer.saveCheckpoint(file("limit.pt"));
    const auto state = mbpo::readCheckpoint(file("limit.pt"));
    const data::TransitionBatch rows(state->layout, state->env_buffer.rows());
    int ends_by_clock = 0;
    for (std::int64_t i = 0; i < rows.size(); ++i) {
      const bool last_of_clock = rows.t[i].item<float>() == 3.0F;
      const bool fallen = std::abs(rows.s_next[i][1].item<float>()) > 0.2F;
      QCOMPARE(rows.terminal[i].item<float>(), fallen ? 1.0F : 0.0F);
      if (last_of_clock && !fallen) ++ends_by_clock;
      if (i + 1 < rows.size() && !last_of_clock && !fallen) {  // an episode goes on where it was
        QVERIFY(at::equal(rows.s[i + 1], rows.s_next[i]));
      }
    }
    QVERIFY2(ends_by_clock > 0, "no episode reached its time limit");
  }

  void scheduleReachesTheRollouts() {
    Configuration c = tinyConfiguration();
    c.rollout_schedule = {0, 2, 1, 3};  // epochs 0, 1, 2: k = 1, 2, 3
    Trainer trainer(c);
    std::map<int, int> k_of_epoch;
    while (!trainer.finished()) {
      const auto before = trainer.snapshot();
      trainer.advance();
      if (before->stage == mbpo::Stage::act) k_of_epoch[before->epoch] = trainer.snapshot()->rollout_length;
    }
    QCOMPARE(k_of_epoch, (std::map<int, int>{{0, 1}, {1, 2}, {2, 3}}));
  }

  void modelBufferFollowsKAndM() {
    Configuration c = tinyConfiguration();
    c.rollout_mode = "manual";
    c.rollout_length = 2;
    Trainer trainer(c);
    while (trainer.snapshot()->stage != mbpo::Stage::act) trainer.advance();
    QCOMPARE(trainer.snapshot()->model_buffer_capacity, 1 * 10 * 40 * 2);  // retain · M · E · k
    trainer.apply("rollout_length", "3");
    trainer.apply("rollouts_per_step", "20");
    while (trainer.snapshot()->stage != mbpo::Stage::roll_out) trainer.advance();
    while (trainer.snapshot()->stage != mbpo::Stage::act) trainer.advance();
    QCOMPARE(trainer.snapshot()->model_buffer_capacity, 1 * 20 * 40 * 3);
    QCOMPARE(trainer.snapshot()->rollout_length, 3);
  }

  void liveChangesActAndOthersAreRefused() {
    Trainer trainer(tinyConfiguration());
    while (trainer.snapshot()->stage != mbpo::Stage::act) trainer.advance();
    const auto change = trainer.apply("updates_per_step", "7");
    QCOMPARE(change.old_value, std::string("1"));
    const auto before = trainer.snapshot()->updates;
    const auto steps = trainer.snapshot()->real_steps;
    while (trainer.snapshot()->real_steps < steps + 2) trainer.advance();
    QCOMPARE(trainer.snapshot()->updates, before + 7);
    QVERIFY_EXCEPTION_THROWN(trainer.apply("agent_hidden", "32"), base::Error);
    QVERIFY_EXCEPTION_THROWN(trainer.apply("updates_per_step", "-1"), base::Error);
    QVERIFY_EXCEPTION_THROWN(trainer.apply("elite_size", "9"), base::Error);  // more than there are networks
    QCOMPARE(trainer.configuration().elite_size, 2);
  }

  void criticExplosionRaisesItsAlarmOnce() {
    Trainer trainer(tinyConfiguration());
    while (trainer.snapshot()->updates < 2) trainer.advance();
    QVERIFY(alarms(trainer).empty());
    trainer.saveCheckpoint(file("critic.pt"));
    const auto state = mbpo::readCheckpoint(file("critic.pt"));
    state->agent.critic.parameters().values().mul_(30.0);  // three layers: |Q| grows by 27 000
    mbpo::writeCheckpoint(*state, file("critic.pt"));
    const auto exploded = Trainer::fromCheckpoint(file("critic.pt"));
    for (int i = 0; i < 20; ++i) exploded->advance();
    const auto texts = alarms(*exploded);
    QCOMPARE(texts.size(), std::size_t{1});
    QVERIFY(texts[0].find("critics explode") != std::string::npos);
  }

  void weightsThatAreNotFiniteAreNamedAndEndTheRun() {
    Configuration c = tinyConfiguration();
    c.updates_per_step = 50;
    Trainer trainer(c);
    while (trainer.snapshot()->updates < 2) trainer.advance();
    trainer.saveCheckpoint(file("nan.pt"));
    const auto state = mbpo::readCheckpoint(file("nan.pt"));
    state->agent.critic.parameters().values().fill_(std::nanf(""));
    mbpo::writeCheckpoint(*state, file("nan.pt"));
    const auto broken = Trainer::fromCheckpoint(file("nan.pt"));
    QVERIFY_EXCEPTION_THROWN(runToEnd(*broken), base::Error);
    const auto texts = alarms(*broken);
    QVERIFY(!texts.empty() && texts[0].find("not finite") != std::string::npos);
  }

  void damagedCheckpointIsRefused() {
    QVERIFY_EXCEPTION_THROWN(Trainer::fromCheckpoint(file("missing.pt")), base::Error);
    std::ofstream(file("text.pt")) << "not an archive";
    QVERIFY_EXCEPTION_THROWN(Trainer::fromCheckpoint(file("text.pt")), base::Error);
    Trainer trainer(tinyConfiguration());
    trainer.saveCheckpoint(file("cut.pt"));
    fs::resize_file(file("cut.pt"), fs::file_size(file("cut.pt")) / 2);
    QVERIFY_EXCEPTION_THROWN(Trainer::fromCheckpoint(file("cut.pt")), base::Error);
  }

  void unknownEnvironmentIsRefused() {
    Configuration c = tinyConfiguration();
    c.environment = "hoper";
    QVERIFY_EXCEPTION_THROWN(Trainer{c}, base::Error);
  }

  void presetsAndVariantsRun() {
    Configuration c = tinyConfiguration();  // what the mbrl_lib preset switches
    c.fixed_log_variance = true;
    c.real_ratio = 0;
    c.collect_mean_action = true;
    c.automatic_alpha = false;
    c.standardise_targets = true;
    Trainer trainer(c);
    const Record record = runToEnd(trainer);
    const auto evaluations = std::count_if(record.begin(), record.end(), [](const auto& entry) {
      return std::get<2>(entry) == "evaluation_return" && std::isfinite(std::get<3>(entry));
    });
    QCOMPARE(evaluations, 4);  // before learning, and after each of three epochs
  }
};

QTEST_GUILESS_MAIN(TrainerTest)
#include "trainer_test.moc"
