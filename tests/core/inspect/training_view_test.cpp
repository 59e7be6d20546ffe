#include <QtTest>
#include <cmath>

#include "inspect/calc_training_view.h"

class TrainingViewTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // 10 rows at step 0, 7 at step 1, 3 at step 2: three branches of length 1, four of 2, three of 3.
  void branchLengthsFollowFromTheRowsOfEachStep() {
    mbpo::FrozenModel model;
    model.ensemble.n_s = 2;
    model.branch_rows = {10, 7, 3};
    model.terminated_branches = {2, 4, 0};
    model.model_rows = 20;
    model.model_capacity = 80;
    model.model_rows_per_step = 4;
    const auto view = inspect::calcTrainingView(model, {"x", "y"});
    QCOMPARE(view.lengths.branches, (std::vector<std::int64_t>{3, 4, 3}));
    QCOMPARE(view.lengths.terminated, (std::vector<std::int64_t>{2, 4, 0}));
    QCOMPARE(view.oldest_age, 5.0);
    QCOMPARE(view.mean_age, 2.5);
    QVERIFY(view.env_states.points.empty());
  }

  // Three dimensions of which one is constant and two move as one: the first axis is their diagonal and holds all.
  void theFirstAxisIsAlongWhatVariesTogether() {
    mbpo::FrozenModel model;
    model.ensemble.n_s = 3;
    model.env_rows = 1000;
    for (int i = -50; i <= 50; ++i) {
      const auto x = static_cast<float>(i);
      model.env_states.insert(model.env_states.end(), {x, 7.0F, -20 * x});
    }
    const double sigma = std::sqrt(850.0);  // of −50 … 50
    model.sigma_s = {sigma, 0, 20 * sigma};
    model.model_starts = {50, 7, -1000};
    model.model_branches = 1;
    const auto view = inspect::calcTrainingView(model, {"x", "fixed", "y"});
    QVERIFY(std::abs(view.variance_share[0] - 1) < 1e-9);
    QCOMPARE(view.env_states.points.size(), std::size_t{101});
    QCOMPARE(view.env_states.of, std::int64_t{1000});
    QCOMPARE(view.model_starts.points.size(), std::size_t{1});
    // (50/σ, −1000/(20 σ)) on (1, −1)/√2
    QVERIFY(std::abs(std::abs(view.model_starts.points[0][0]) - 50 / sigma * std::sqrt(2)) < 1e-6);
    QVERIFY(std::abs(view.model_starts.points[0][1]) < 1e-6);
    QVERIFY2(view.axis[0].find("0.71 ") != std::string::npos, view.axis[0].c_str());
    QVERIFY(view.axis[0].find("fixed") == std::string::npos);
    QCOMPARE(view.dimensions, (std::vector<std::string>{"x", "fixed", "y"}));
    QCOMPARE(view.model_starts.states, (std::vector<float>{50, 7, -1000}));
  }

  void aSampleThatIsNotFiniteIsLeftOutOfBothForms() {
    mbpo::FrozenModel model;
    model.ensemble.n_s = 2;
    model.env_states = {1, 2, std::nanf(""), 0, 3, 4};
    model.sigma_s = {1, 1};
    const auto view = inspect::calcTrainingView(model, {"x", "y"});
    QCOMPARE(view.env_states.states, (std::vector<float>{1, 2, 3, 4}));
    QCOMPARE(view.env_states.points.size(), std::size_t{2});
  }
};

QTEST_GUILESS_MAIN(TrainingViewTest)
#include "training_view_test.moc"
