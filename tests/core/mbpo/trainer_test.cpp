#include "mbpo/trainer.h"

#include <ATen/ATen.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "base/error.h"
#include "base/resources.h"
#include "mbpo/checkpoint.h"
#include "mbpo/measurement_report.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/training_state.h"
#include "measure/policy_shift.h"

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
  c.error_rows = 60;
  c.shift_states = 50;
  c.return_episodes = 2;
  c.return_model_steps = 1000;
  c.rollout_length_max = 4;
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
  for (auto& measurement : trainer.takeMeasurements()) {
    measurement.wall_seconds = 0;
    record.emplace_back(-1, measurement.serial, mbpo::toLine(measurement), 0.0);
  }
}

// Equal, where NaN equals NaN; else the name of the first difference.
QByteArray firstDifference(const Record& got, const Record& expected) {
  for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i) {
    auto a = got[i], b = expected[i];
    for (auto* entry : {&a, &b}) {
      if (std::isnan(std::get<3>(*entry))) std::get<3>(*entry) = -1e300;
    }
    if (a != b) return QByteArray::fromStdString(std::get<2>(a) + " instead of " + std::get<2>(b));
  }
  if (got.size() == expected.size()) return {};
  return QByteArray::number(static_cast<qlonglong>(got.size())) + " entries instead of " +
         QByteArray::number(static_cast<qlonglong>(expected.size()));
}

// A metric's values in one stream, in order.
std::vector<double> valuesOf(const Record& record, Stream stream, const char* name) {
  std::vector<double> values;
  for (const auto& [of, step, metric, value] : record) {
    if (of == static_cast<int>(stream) && metric == name) values.push_back(value);
  }
  return values;
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
    const QByteArray difference = firstDifference(runToEnd(b), record);
    QVERIFY2(difference.isEmpty(), difference.constData());
    Configuration other = tinyConfiguration();
    other.seed = 2;
    Trainer c(other);
    QVERIFY(!firstDifference(runToEnd(c), record).isEmpty());
  }

  // Stops in the warm-up, inside a fit, inside rollouts, between updates, inside an evaluation, inside every estimate of
  // stage 6 at the last fit and the second epoch's end, and a dozen anywhere.
  void resumedRunRepeatsTheWholeRun_data() {
    QTest::addColumn<int>("units");
    std::set<int> stops{1, 3, 9, 20, 90};
    Trainer trainer(tinyConfiguration());
    std::map<int, std::vector<int>> inside;  // by real step, units that began inside stages 1 and 6
    for (int unit = 0; !trainer.finished(); ++unit) {
      const auto before = trainer.snapshot();
      const bool estimates = before->stage == mbpo::Stage::measure || before->stage == mbpo::Stage::fit;
      if (estimates) inside[static_cast<int>(before->real_steps)].push_back(unit);
      trainer.advance();
    }
    for (const int step : {120, 140}) {
      const auto& units = inside[step];
      const std::size_t stride = std::max<std::size_t>(1, units.size() / 10);
      for (std::size_t i = 0; i < units.size(); i += stride) stops.insert(units[i]);
    }
    const int length = inside.rbegin()->second.back();
    base::RandomStream anywhere(77, "stops");
    for (int i = 0; i < 12; ++i) stops.insert(static_cast<int>(anywhere.uniform(0, length)));
    for (const int units : stops) QTest::newRow(qPrintable(QString::number(units))) << units;
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
    const QByteArray difference = firstDifference(record, expected);
    QVERIFY2(difference.isEmpty(), difference.constData());
  }

  // tests/data/checkpoint_v1.pt: a pendulum after 110 steps, written before stage 6 estimated the theory.
  void checkpointOfVersion1GoesOn() {
    const auto trainer = Trainer::fromCheckpoint(fs::path(WORKBENCH_TEST_DATA) / "checkpoint_v1.pt");
    QCOMPARE(trainer->snapshot()->real_steps, 110);
    trainer->apply("steps", "200");
    const Record record = runToEnd(*trainer);
    QCOMPARE(trainer->snapshot()->real_steps, 200);
    // The first fit knows no holdout of the one before; from the second on there are pairs.
    QVERIFY(valuesOf(record, Stream::fits, "eps_m").size() >= 4);
    QVERIFY(valuesOf(record, Stream::fits, "eps_m_slope_pairs").back() >= 3);
    QVERIFY(!valuesOf(record, Stream::epochs, "lower_bound").empty());
    trainer->saveCheckpoint(file("newer.pt"));
    QCOMPARE(Trainer::fromCheckpoint(file("newer.pt"))->snapshot()->real_steps, 200);
  }

  void policyShiftIsZeroRightAfterAFit() {
    Trainer trainer(tinyConfiguration());
    while (trainer.snapshot()->stage != mbpo::Stage::choose_k) trainer.advance();
    trainer.saveCheckpoint(file("fitted.pt"));
    const auto fitted = mbpo::readCheckpoint(file("fitted.pt"));
    const at::Tensor s = fitted->env_buffer.rows().narrow(1, 0, fitted->layout.n_s).contiguous();
    const auto shift = measure::measurePolicyShift(fitted->agent.policy, fitted->behaviour_policy, s, 16,
                                                   fitted->random.measure_noise);
    for (const auto* estimate : {&shift.pinsker, &shift.combined, &shift.monte_carlo}) {
      QCOMPARE(estimate->eps_pi.max, 0.0);
    }
    // It has grown by the next fit, and that is what the fit's row says.
    Record record;
    while (valuesOf(record, Stream::fits, "eps_pi").empty()) {
      trainer.advance();
      collect(trainer, record);
    }
    QVERIFY(valuesOf(record, Stream::fits, "eps_pi").front() > 0);
  }

  void modelErrorIsLowerForATrainedModel() {
    const auto firstError = [](double learning_rate, std::int64_t epochs) {
      Configuration c = tinyConfiguration();
      c.warm_up_steps = 200;
      c.steps = 210;
      c.error_rows = 1000;
      c.model_learning_rate = learning_rate;
      c.fit_epoch_limit = epochs;
      c.model_batch = 32;
      Trainer trainer(c);
      return valuesOf(runToEnd(trainer), Stream::fits, "eps_m").front();
    };
    const double untrained = firstError(1e-8, 1), trained = firstError(3e-3, 60);
    QVERIFY2(trained < untrained - 0.1, qPrintable(QString("%1 → %2").arg(untrained).arg(trained)));
  }

  void autoKIsTheClampedKStar() {
    // A tiny model is far from the truth (k* = 0), while its elites agree with each other (k* large).
    for (const auto& [estimator, k_max] : {std::pair("resolution_tv", 3), std::pair("ensemble_tv", 3)}) {
      Configuration c = tinyConfiguration();
      c.rollout_mode = "auto";
      c.rollout_length_max = k_max;
      c.eps_m_estimator = estimator;
      Trainer trainer(c);
      std::vector<std::pair<double, int>> seen;  // k* of a fit's row, k then in force
      while (!trainer.finished()) {
        trainer.advance();
        for (const auto& row : trainer.takeRows()) {
          if (row.stream != Stream::fits) continue;
          double k_star = 1;  // not known yet
          for (const auto& [metric, value] : row.values) {
            if (metric == Metric::k_star) k_star = value;
          }
          seen.emplace_back(k_star, trainer.snapshot()->rollout_length);
        }
      }
      QVERIFY(seen.size() >= 5);
      for (const auto& [k_star, k] : seen) {
        QCOMPARE(k, static_cast<int>(std::clamp(k_star, 1.0, static_cast<double>(k_max))));
      }
      QCOMPARE(seen.back().second, std::string(estimator) == "ensemble_tv" ? k_max : 1);
    }
  }

  void boundIsTheSumOfItsTermsAndFollowsTheChosenTheorem() {
    for (const char* theorem : {"4.1", "4.2", "4.3", "4.3-published"}) {
      Configuration c = tinyConfiguration();
      c.bound_theorem = theorem;
      Trainer trainer(c);
      const Record record = runToEnd(trainer);
      double terms = 0, penalty = 0, own = 0;
      for (const auto& [stream, step, name, value] : record) {
        if (stream != static_cast<int>(Stream::epochs) || step != 160) continue;
        const QString text = QString::fromStdString(name);
        if (text == "penalty")
          penalty = value;
        else if (text == "penalty_" + QString(theorem).replace('.', '_').replace('-', '_'))
          own = value;
        else if (text.startsWith("penalty_") && !text.startsWith("penalty_4"))
          terms += value;
      }
      QVERIFY2(penalty > 0, theorem);
      QVERIFY(std::abs(terms - penalty) < 1e-9 * penalty);
      QCOMPARE(own, penalty);
    }
  }

  void diagnosticStepsNeverEnterTheBuffer() {
    Trainer trainer(tinyConfiguration());
    const Record record = runToEnd(trainer);
    const auto steps = valuesOf(record, Stream::epochs, "diagnostic_steps");
    QVERIFY(steps.size() == 4 && steps.back() > steps.front() && steps.front() > 0);
    QCOMPARE(trainer.snapshot()->env_buffer_size, 160);
  }

  // The two engines draw the same numbers, so what they measure of the same networks agrees to rounding.
  void enginesMeasureTheSame() {
    Trainer trainer(tinyConfiguration());
    while (trainer.snapshot()->real_steps < 100) trainer.advance();
    trainer.saveCheckpoint(file("fast.pt"));
    const auto state = mbpo::readCheckpoint(file("fast.pt"));
    state->configuration.engine = "reference";
    mbpo::writeCheckpoint(*state, file("reference.pt"));
    const auto fast = mbpo::measureCheckpoint(file("fast.pt"));
    const auto reference = mbpo::measureCheckpoint(file("reference.pt"));
    QCOMPARE(fast.values.size(), reference.values.size());
    QVERIFY(fast.values.size() > 50);
    for (std::size_t i = 0; i < fast.values.size(); ++i) {
      const auto [metric, a] = fast.values[i];
      const double b = reference.values[i].second;
      QCOMPARE(reference.values[i].first, metric);
      QVERIFY2(std::abs(a - b) <= 1e-4 * (1 + std::abs(b)), mbpo::metricSpec(metric).name.data());
    }
  }

  void conservatismHoldsThePolicyBack() {
    const auto lastShift = [](const char* conservatism) {
      Configuration c = tinyConfiguration();
      c.updates_per_step = 5;
      c.conservatism = std::stod(conservatism);
      Trainer trainer(c);
      const Record record = runToEnd(trainer);
      const auto shift = valuesOf(record, Stream::fits, "eps_pi_mean");
      return std::pair(shift.back(), valuesOf(record, Stream::samples, "shift_cost").size());
    };
    const auto [free, no_cost] = lastShift("0");
    const auto [held, cost] = lastShift("1");
    QVERIFY2(held < 0.5 * free, qPrintable(QString("%1, %2").arg(free).arg(held)));
    QVERIFY(no_cost == 0 && cost > 0);
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

  // NaN is put into each thing that learns, one after the other: one update later it is named and gone.
  void learnedNumbersThatAreNotFiniteAreNamedAndRolledBack_data() {
    QTest::addColumn<int>("where");
    QTest::addColumn<QString>("name");
    QTest::newRow("critic") << 0 << "the critics' weights";
    QTest::newRow("policy") << 1 << "the policy's weights";
    QTest::newRow("targets") << 2 << "the target critics' weights";
    QTest::newRow("temperature") << 3 << "the temperature";
    QTest::newRow("moments") << 4 << "the critic optimiser's second moments";
  }
  void learnedNumbersThatAreNotFiniteAreNamedAndRolledBack() {
    QFETCH(int, where);
    QFETCH(QString, name);
    Configuration c = tinyConfiguration();
    c.updates_per_step = 4;
    Trainer trainer(c);
    while (trainer.snapshot()->updates < 50) trainer.advance();
    trainer.takeNotices();
    auto state = trainer.releaseState();
    at::Tensor targets[] = {state->agent.critic.parameters().values(), state->agent.policy.parameters().values(),
                            state->agent.critic.targetParameters().values(), state->agent.log_alpha,
                            state->agent.critic_optimiser.second_moment};
    const at::Tensor poisoned = targets[where];
    poisoned.view(-1)[poisoned.numel() / 2] = std::nanf("");
    const std::int64_t before = state->updates;
    Trainer poisoned_run(std::move(state));
    std::vector<std::string> texts;
    while (texts.empty() && poisoned_run.snapshot()->updates < before + 3) {
      poisoned_run.advance();
      texts = alarms(poisoned_run);
    }
    QVERIFY(poisoned_run.snapshot()->updates <= before + 2);  // moments spoil the weights first, then the loss
    QCOMPARE(texts.size(), std::size_t{1});
    QVERIFY2(texts[0].find("were not finite") != std::string::npos, texts[0].c_str());
    if (where < 4) QVERIFY2(texts[0].starts_with(name.toStdString()), texts[0].c_str());
    QVERIFY(at::isfinite(poisoned).all().item<bool>());
    runToEnd(poisoned_run);
    QVERIFY(alarms(poisoned_run).empty());
    const auto end = poisoned_run.releaseState();
    QVERIFY(at::isfinite(end->agent.critic.parameters().values()).all().item<bool>());
  }

  // The same for the ensemble: in mid-training its rollouts show it, and the next fit begins with good weights.
  void anEnsembleThatIsNotFiniteIsNamedAndRolledBack() {
    Trainer trainer(tinyConfiguration());
    while (trainer.snapshot()->real_steps < 70) trainer.advance();
    trainer.takeNotices();
    auto state = trainer.releaseState();
    state->ensemble.parameters().values().fill_(std::nanf(""));
    Trainer poisoned(std::move(state));
    while (poisoned.snapshot()->real_steps < 90) poisoned.advance();
    const auto texts = alarms(poisoned);
    QVERIFY(!texts.empty());
    QVERIFY2(texts[0].starts_with("the ensemble's weights were not finite"), texts[0].c_str());
    runToEnd(poisoned);
    const auto end = poisoned.releaseState();
    QVERIFY(at::isfinite(end->ensemble.parameters().values()).all().item<bool>());
    QVERIFY(end->model_buffer.size() > 0);
    QVERIFY(!end->raised.test(std::size_t(mbpo::HealthCheck::model_fit)));  // later fits were well
  }

  void aBatchThatIsNotFiniteIsNamedAndItsUpdateSkipped() {
    Configuration c = tinyConfiguration();
    c.agent_batch = 256;
    c.real_ratio = 1;
    Trainer trainer(c);
    while (trainer.snapshot()->updates < 3) trainer.advance();
    trainer.takeNotices();
    auto state = trainer.releaseState();
    at::Tensor rows = state->env_buffer.rows();
    const std::int64_t taken = state->env_buffer.taken();
    rows.select(1, state->layout.reward())[5] = std::numeric_limits<float>::infinity();
    state->env_buffer.restore(rows, taken);
    const at::Tensor before = state->agent.critic.parameters().values().clone();
    Trainer poisoned(std::move(state));
    const std::int64_t updates = poisoned.snapshot()->updates;
    while (poisoned.snapshot()->updates < updates + 1) poisoned.advance();
    const auto texts = alarms(poisoned);
    QCOMPARE(texts.size(), std::size_t{1});
    QVERIFY2(texts[0].find("a reward of the batch was not") != std::string::npos, texts[0].c_str());
    QVERIFY(at::equal(before, poisoned.releaseState()->agent.critic.parameters().values()));
  }

  void weightsThatAreNeverFiniteAreNamedAndEndTheRun() {
    Configuration c = tinyConfiguration();
    c.updates_per_step = 50;
    Trainer trainer(c);
    while (trainer.snapshot()->updates < 2) trainer.advance();
    trainer.saveCheckpoint(file("nan.pt"));
    const auto state = mbpo::readCheckpoint(file("nan.pt"));
    state->agent.critic.parameters().values().fill_(std::nanf(""));
    mbpo::writeCheckpoint(*state, file("nan.pt"));
    const auto broken = Trainer::fromCheckpoint(file("nan.pt"));
    try {
      runToEnd(*broken);
      QFAIL("it went on");
    } catch (const base::Error& error) {
      QVERIFY2(std::string(error.what()).find("the critics' weights were not finite") != std::string::npos, error.what());
    }
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
