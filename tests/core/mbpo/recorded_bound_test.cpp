#include "mbpo/recorded_bound.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <map>

#include "mbpo/trainer.h"
#include "mbpo/vacuity.h"

using mbpo::BoundChoice;
using mbpo::BoundPoint;
using mbpo::MeasurementRecord;
using mbpo::Metric;
using mbpo::RecordedBound;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

MeasurementRecord record(const char* name, const char* estimator, double value,
                         std::vector<std::pair<std::string, double>> settings) {
  MeasurementRecord one;
  one.name = name;
  one.estimator = estimator;
  one.value = value;
  one.settings = std::move(settings);
  return one;
}

MeasurementRecord shift(const char* name, const char* estimator, double mean, double p95, double max) {
  return record(name, estimator, max, {{"mean", mean}, {"p95", p95}, {"max", max}});
}

// γ = 0.5, r_max = 1, k = 2: 1/(1−γ) = 2, 1/(1−γ)² = 4.
MeasurementRecord penalty() {
  return record("penalty", "theorem 4.3", 7,
                {{"k", 2},
                 {"r_max", 1},
                 {"discount", 0.5},
                 {"eps_m", 0.1},
                 {"eps_m_prime", 0.125},
                 {"eps_pi", 0.5},
                 {"r_max_measured", 1},
                 {"model_error", 7}});
}

// An epoch's end: ε_π by three estimators, ε_m by three and at two more resolutions, the returns, then the bound.
std::vector<MeasurementRecord> epochEnd() {
  return {shift("eps_pi_max", "pinsker", 0.25, 0.5, 1),
          shift("eps_pi", "combined", 0.125, 0.25, 0.5),
          shift("eps_pi_monte_carlo_max", "monte_carlo", 0.0625, 0.125, 0.25),
          record("eps_m", "resolution_tv", 0.1, {{"rho", 1}, {"pac_bound", 0.2}}),
          record("eps_m_pinsker_nll", "pinsker_nll", 0.3, {{"rho", 1}, {"pac_bound", 0.4}}),
          record("eps_m_at_1", "resolution_tv", 0.11, {{"rho", 1}, {"pac_bound", 0.21}}),
          record("eps_m_at_3", "resolution_tv", 0.05, {{"rho", 3}, {"pac_bound", 0.15}}),
          record("true_return", "true_return", 1.5, {}),
          record("model_return", "model_return", 1.25, {}),
          record("branched_return", "branched_return", 1.75, {{"k", 2}}),
          penalty()};
}

BoundPoint only(const BoundChoice& choice, const std::vector<MeasurementRecord>& records) {
  RecordedBound bound(choice);
  for (const auto& one : records) bound.add(one);
  return bound.points().size() == 1 ? bound.points().front() : BoundPoint{};
}

double term(const BoundPoint& point, std::string_view name) {
  for (const auto& one : point.penalty.terms) {
    if (one.name == name) return one.value;
  }
  return kNaN;
}

bool isNear(double got, double expected) { return std::abs(got - expected) < 1e-12; }

mbpo::Configuration tinyConfiguration() {
  mbpo::Configuration c;
  c.environment = "inverted_pendulum";
  c.steps = 240;
  c.threads = 1;
  c.epoch_length = 40;
  c.warm_up_steps = 40;
  c.eval_episodes = 1;
  c.model_train_interval = 20;
  c.rollouts_per_step = 10;
  c.updates_per_step = 1;
  c.ensemble_size = 3;
  c.elite_size = 2;
  c.model_hidden = c.agent_hidden = 16;
  c.model_layers = 2;
  c.model_weight_decay = "1e-5";
  c.fit_epoch_limit = 3;
  c.agent_batch = 32;
  c.error_rows = 60;
  c.shift_states = 50;
  c.return_episodes = 2;
  c.return_model_steps = 400;
  c.return_interval = 2;
  c.rollout_length_max = 4;
  return c;
}

// Every row with a penalty in it, in the order in which bounds were recorded: fits and epochs' ends.
struct Training {
  std::vector<std::map<Metric, double>> rows;
  std::vector<MeasurementRecord> records;
};

Training train(const mbpo::Configuration& configuration) {
  Training training;
  mbpo::Trainer trainer(configuration);
  while (!trainer.finished()) {
    trainer.advance();
    for (const auto& row : trainer.takeRows()) {
      std::map<Metric, double> values(row.values.begin(), row.values.end());
      if (values.contains(Metric::penalty)) training.rows.push_back(std::move(values));
    }
    for (auto& one : trainer.takeMeasurements()) training.records.push_back(std::move(one));
  }
  return training;
}

double valueIn(const std::map<Metric, double>& row, Metric metric) {
  const auto found = row.find(metric);
  return found == row.end() ? kNaN : found->second;
}

}  // namespace

class RecordedBoundTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // The trainer's choices in several combinations, and every number of every row to the last bit.
  void theTrainersChoicesGiveTheTrainersNumbers_data() {
    QTest::addColumn<QString>("theorem");
    QTest::addColumn<QString>("eps_m_estimator");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("eps_pi_estimator");
    QTest::addColumn<QString>("aggregate");
    QTest::addColumn<bool>("pac");
    QTest::addColumn<double>("r_max");
    QTest::newRow("defaults") << "4.3"
                              << "resolution_tv"
                              << "linear"
                              << "combined"
                              << "max" << false << 0.0;
    QTest::newRow("direct, mean") << "4.2"
                                  << "pinsker_nll"
                                  << "direct"
                                  << "pinsker"
                                  << "mean" << false << 0.0;
    QTest::newRow("95 %, user's r_max") << "4.1"
                                        << "resolution_tv"
                                        << "linear"
                                        << "monte_carlo"
                                        << "p95" << true << 2.5;
  }
  void theTrainersChoicesGiveTheTrainersNumbers() {
    QFETCH(QString, theorem);
    QFETCH(QString, eps_m_estimator);
    QFETCH(QString, source);
    QFETCH(QString, eps_pi_estimator);
    QFETCH(QString, aggregate);
    QFETCH(bool, pac);
    QFETCH(double, r_max);
    mbpo::Configuration c = tinyConfiguration();
    c.bound_theorem = theorem.toStdString();
    c.eps_m_estimator = eps_m_estimator.toStdString();
    c.eps_m_prime_source = source.toStdString();
    c.eps_pi_estimator = eps_pi_estimator.toStdString();
    c.eps_pi_aggregate = aggregate.toStdString();
    c.eps_m_pac = pac;
    c.r_max = r_max;
    const Training training = train(c);

    RecordedBound as_trained, anew(mbpo::boundChoice(c));
    for (const auto& one : training.records) {
      // Through the file's own form: a recording must give what the live run gives.
      const MeasurementRecord read = mbpo::measurementFromLine(mbpo::toLine(one));
      as_trained.add(read);
      anew.add(read);
    }
    QVERIFY(training.rows.size() > 6);
    QCOMPARE(anew.points().size(), training.rows.size());
    QVERIFY(mbpo::haveSameNumbers(anew.points(), as_trained.points()));
    QCOMPARE(anew.missing(), 0U);
    std::size_t bounds = 0;
    for (std::size_t i = 0; i < training.rows.size(); ++i) {
      const BoundPoint& point = anew.points()[i];
      const auto& row = training.rows[i];
      QCOMPARE(point.penalty.calcTotal(), valueIn(row, Metric::penalty));
      QCOMPARE(point.errors.eps_m_prime, valueIn(row, Metric::eps_m_prime));
      QCOMPARE(point.setting.r_max, valueIn(row, Metric::r_max));
      QCOMPARE(static_cast<double>(point.k_star.value_or(c.rollout_length_max)), valueIn(row, Metric::k_star));
      const bool spans = mbpo::judgeVacuity(point) == mbpo::Vacuity::penalty_spans_range;
      QCOMPARE(spans ? 1.0 : 0.0, valueIn(row, Metric::bound_vacuous));
      for (const auto& one : point.penalty.terms) {
        const auto metric = mbpo::findMetric("penalty_" + std::string(one.name));
        QVERIFY(metric);
        QCOMPARE(one.value, valueIn(row, *metric));
      }
      const double lower = valueIn(row, Metric::lower_bound);
      QCOMPARE(std::isfinite(point.lowerBound()), std::isfinite(lower));
      if (std::isfinite(lower)) QCOMPARE(point.lowerBound(), lower);
      bounds += std::isfinite(lower) ? 1 : 0;
    }
    QVERIFY(bounds > 0 && bounds < training.rows.size());  // with and without measured returns
  }

  // ε_π = 0.5, ε_m = ε_m′ = 0.1 (no pair yet), k = 2, γ^k = 0.25, γ^{k+1} = 0.125:
  //   before the branch  2 · 0.125 · 0.5 · 4 = 0.5     (a mutant with γ^k: 1; without the factor 2: 0.25)
  //   at the branch      2 · 0.25 · 0.5 · 2  = 0.5     (a mutant with γ^{k+1}: 0.25)
  //   other actions      2 · 2 · 0.5 · 2     = 4       (without the factor 2: 2)
  //   model error        2 · 2 · 0.1 · 2     = 0.8
  void termsAreWorkedByHand() {
    const BoundPoint point = only({}, epochEnd());
    QVERIFY(isNear(term(point, bound::term::kShiftBeforeBranch), 0.5));
    QVERIFY(isNear(term(point, bound::term::kShiftAtBranch), 0.5));
    QVERIFY(isNear(term(point, bound::term::kPolicyShiftActions), 4));
    QVERIFY(isNear(term(point, bound::term::kModelError), 0.8));
    QVERIFY(isNear(point.penalty.calcTotal(), 5.8));
    QVERIFY(isNear(point.lowerBound(), 1.75 - 5.8));
    // γ^k ε_π > ε_m′: 0.5, 0.25, 0.125 > 0.1 ≥ 0.0625
    QCOMPARE(point.k_star.value_or(-1), 3);
    QVERIFY(std::abs(term(point, bound::term::kShiftBeforeBranch) - 2 * 0.25 * 0.5 * 4) > 0.1);
  }

  void eachChoiceTakesItsOwnEstimate() {
    const auto errors = [](auto&& change) {
      BoundChoice choice;
      change(choice);
      return only(choice, epochEnd()).errors;
    };
    QCOMPARE(errors([](BoundChoice& c) { c.eps_pi_estimator = "pinsker"; }).eps_pi, 1.0);
    QCOMPARE(errors([](BoundChoice& c) { c.eps_pi_estimator = "monte_carlo"; }).eps_pi, 0.25);
    QCOMPARE(errors([](BoundChoice& c) { c.eps_pi_aggregate = "p95"; }).eps_pi, 0.25);
    QCOMPARE(errors([](BoundChoice& c) { c.eps_pi_aggregate = "mean"; }).eps_pi, 0.125);
    QCOMPARE(errors([](BoundChoice& c) { c.eps_m_estimator = "pinsker_nll"; }).eps_m, 0.3);
    QCOMPARE(errors([](BoundChoice& c) { c.resolution = 3; }).eps_m, 0.05);
    QCOMPARE(errors([](BoundChoice& c) { c.eps_m_pac = true; }).eps_m, 0.2);
    QCOMPARE(errors([](BoundChoice&) {}).eps_m, 0.1);  // not the profile's 0.11
  }

  // 4.1: 2 · 0.5 (0.1 + 2 · 0.5) 4 + 4 · 0.5 · 2 = 4.4 + 4; and ν̂ is that of full rollouts.
  void theTheoremChoosesPenaltyAndReturn() {
    BoundChoice choice;
    choice.theorem = "4.1";
    const BoundPoint full = only(choice, epochEnd());
    QVERIFY(isNear(full.penalty.calcTotal(), 8.4));
    QCOMPARE(full.model_return, 1.25);
    choice.theorem = "4.3-published";
    const BoundPoint published = only(choice, epochEnd());
    QVERIFY(isNear(published.penalty.calcTotal(), 5.8 - 4));
    QCOMPARE(published.model_return, 1.75);
    QCOMPARE(published.k_star.value_or(-1), 3);
  }

  void rMaxScalesEveryTerm() {
    BoundChoice choice;
    choice.r_max = 3;
    const BoundPoint point = only(choice, epochEnd());
    QVERIFY(isNear(point.penalty.calcTotal(), 3 * 5.8));
    QCOMPARE(point.r_max_measured, 1.0);
  }

  void whatWasNotMeasuredIsMissingRatherThanGuessed() {
    BoundChoice choice;
    choice.eps_m_estimator = "ensemble_tv";
    RecordedBound bound(choice);
    for (const auto& one : epochEnd()) bound.add(one);
    QVERIFY(bound.points().empty());
    QCOMPARE(bound.missing(), 1U);
    choice = {};
    choice.eps_m_prime_source = "direct";
    QVERIFY(only(choice, epochEnd()).theorem.empty());
  }

  // A fit after the epoch's end: the trainer's own kind is measured for the new model, the others are not.
  void anEstimateOfTheOldModelIsNotTheNewOnes() {
    auto records = epochEnd();
    records.push_back(shift("eps_pi", "combined", 0.125, 0.25, 0.5));
    records.push_back(record("eps_m_prime_direct", "resolution_tv", 0.35, {{"rho", 1}}));
    records.push_back(record("eps_m", "resolution_tv", 0.2, {{"rho", 1}, {"pac_bound", 0.3}}));
    records.push_back(penalty());
    RecordedBound own{BoundChoice{}};
    BoundChoice other;
    other.resolution = 3;
    RecordedBound at_3(other);
    for (const auto& one : records) {
      own.add(one);
      at_3.add(one);
    }
    QCOMPARE(own.points().size(), 2U);
    QCOMPARE(own.points().back().errors.eps_m, 0.2);
    QVERIFY(isNear(own.slope().pairs().front().excess_error, 0.25));  // of the model before the fit
    QVERIFY(std::isnan(own.points().back().true_return));             // measured at the epoch's end only
    QCOMPARE(own.points().back().model_return, 1.75);                 // as the trainer has it until the next epoch
    QCOMPARE(at_3.points().size(), 1U);
    QCOMPARE(at_3.missing(), 1U);
  }

  // x = 0.5, y = 0.1, 0.2, 0.3: d = Σxy/Σx² = 0.3/0.75 = 0.4, so ε_m′ = 0.1 + 0.4 · 0.5 = 0.3.
  void pairsAreMadeAnewForEveryAggregate() {
    std::vector<MeasurementRecord> records;
    for (const double y : {0.1, 0.2, 0.3}) {
      records.push_back(shift("eps_pi", "combined", 0.25, 0.4, 0.5));
      records.push_back(record("eps_m", "resolution_tv", 0.1, {{"rho", 1}, {"pac_bound", 0.3}}));
      records.push_back(record("eps_m_prime_direct", "resolution_tv", 0.1 + y, {{"rho", 1}}));
    }
    records.push_back(penalty());
    QVERIFY(isNear(only({}, records).errors.eps_m_prime, 0.3));
    BoundChoice mean;  // half the x: twice the slope, the same ε_m′
    mean.eps_pi_aggregate = "mean";
    RecordedBound bound(mean);
    for (const auto& one : records) bound.add(one);
    QVERIFY(isNear(bound.slope().fit()->slope, 0.8));
    QVERIFY(isNear(bound.points().front().errors.eps_m_prime, 0.3));
    BoundChoice direct;
    direct.eps_m_prime_source = "direct";
    QVERIFY(isNear(only(direct, records).errors.eps_m_prime, 0.4));
  }

  void asTrainedTakesWhatWasWritten() {
    RecordedBound bound;
    for (const auto& one : epochEnd()) bound.add(one);
    QCOMPARE(bound.points().size(), 1U);
    QCOMPARE(bound.points().front().penalty.calcTotal(), 7.0);
    QCOMPARE(bound.points().front().errors.eps_m_prime, 0.125);
    QCOMPARE(bound.points().front().theorem, std::string("4.3"));
  }

  // R = r_max/(1−γ) = 2. C = 5.8 ≥ 4: vacuous. Without policy shift C = 0.8, per unit of it 10: with ν̂ = 1.75 the most
  // is min(4, 3.75), and ε_π = 2.95/10. A mutant that forgets the factor 2 of the range has min(2, 3.75): 0.12.
  void vacuityNamesTheShiftThatWouldEndIt() {
    BoundPoint point = only({}, epochEnd());
    QCOMPARE(mbpo::judgeVacuity(point), mbpo::Vacuity::penalty_spans_range);
    QVERIFY(isNear(mbpo::calcLargestPenalty(point), 3.75));
    QVERIFY(isNear(mbpo::calcLargestShift(point).value_or(kNaN), 0.295));
    point.model_return = kNaN;
    QVERIFY(isNear(mbpo::calcLargestShift(point).value_or(kNaN), 0.32));

    // C = 3.8 is less than the range, and 1.7 − 3.8 lies below every return all the same.
    BoundChoice choice;
    choice.r_max = 1;
    point = only(choice, epochEnd());
    point.errors.eps_pi = 0.3;
    point.penalty = mbpo::calcPenalty("4.3", point.setting, point.errors, point.k);  // 0.8 + 3 = 3.8
    point.model_return = 1.7;
    QCOMPARE(mbpo::judgeVacuity(point), mbpo::Vacuity::below_every_return);
    point.model_return = 1.9;
    QCOMPARE(mbpo::judgeVacuity(point), mbpo::Vacuity::none);
  }

  void noShiftHelpsWhereTheModelErrorIsTooLarge() {
    BoundPoint point = only({}, epochEnd());
    point.errors.eps_m_prime = 0.5;  // k ε_m′ = 1: its term alone is 2R
    point.model_return = kNaN;
    QVERIFY(!mbpo::calcLargestShift(point));
  }
};

QTEST_GUILESS_MAIN(RecordedBoundTest)
#include "recorded_bound_test.moc"
