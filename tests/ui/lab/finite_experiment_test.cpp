// Exact finite MDPs and Algorithm 1, as the laboratory asks for them.
#include "ui/lab/finite_experiment.h"

#include <QTest>
#include <algorithm>
#include <cmath>

#include "bound/theorem_4_3.h"
#include "ui/lab/improvement_run.h"

using lab::FiniteSpec;

namespace {

const lab::FiniteLine& line(const lab::FiniteResult& result, const char* theorem) {
  return *std::ranges::find(result.lines, theorem, &lab::FiniteLine::theorem);
}

}  // namespace

class FiniteExperimentTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void noBoundIsViolatedWhateverTheDials() {
    for (const char* world : {"chain", "cliff", "two-rooms", "random"}) {
      for (const double discount : {0.0, 0.9, 0.99}) {
        for (const double shift : {0.0, 0.05, 1.0}) {
          for (const auto model : {FiniteSpec::Model::noise, FiniteSpec::Model::samples}) {
            const auto result = lab::calcFiniteResult(
                {.world = world, .discount = discount, .shift = shift, .model = model, .noise = 0.2, .samples = 50});
            QVERIFY2(result.holds(), world);
            QCOMPARE(line(result, "4.3").gap.size(), std::size_t{31});
            QCOMPARE(line(result, "4.1").gap.size(), std::size_t{1});
          }
        }
      }
    }
  }

  void bothSidesAreThoseOfTheTheorem() {
    const auto result = lab::calcFiniteResult({.world = "random", .seed = 3, .discount = 0.8, .shift = 0.4});
    const auto& l = line(result, "4.3");
    for (const int k : {0, 4, 17}) {
      const auto at = static_cast<std::size_t>(k);
      QCOMPARE(l.gap[at], std::abs(result.exact.true_return - result.exact.branched_returns[at]));
      QCOMPARE(
          l.penalty[at],
          bound::calcTheorem43(result.exact.setting, result.exact.eps_m_prime, result.exact.eps_pi, k).calcTotal());
    }
  }

  void aRightModelOfAnUnmovedPolicyHasNoGap() {
    const auto result = lab::calcFiniteResult({.world = "chain", .shift = 0, .noise = 0});
    for (const auto& l : result.lines) {
      for (std::size_t i = 0; i < l.gap.size(); ++i) QVERIFY(l.gap[i] < 1e-12 && l.penalty[i] < 1e-12);
    }
  }

  void theSameSpecIsTheSameResultAndAnotherSeedAnother() {
    FiniteSpec spec{.world = "two-rooms"};
    const auto first = lab::calcFiniteResult(spec), again = lab::calcFiniteResult(spec);
    QCOMPARE(first.exact.true_return, again.exact.true_return);
    ++spec.seed;
    QVERIFY(lab::calcFiniteResult(spec).exact.true_return != first.exact.true_return);
  }

  void algorithmOneNeverFallsAndThePublishedBoundCertifiesNothing() {
    lab::ImprovementSpec spec;
    const auto result = lab::calcImprovement(spec);
    int certified = 0;
    for (const auto& step : result.steps) {
      QVERIFY(step.true_return_after >= step.true_return - 1e-12);
      QVERIFY(step.true_return_after <= result.optimum + 1e-9);
      certified += step.certified ? 1 : 0;
    }
    QVERIFY(certified > 0 && certified < spec.iterations);
    spec.certificate = mdp::Certificate::theorem_4_1;
    for (const auto& step : lab::calcImprovement(spec).steps) QVERIFY(!step.certified);
  }

  void onlyTheNewestRequestIsTold() {
    lab::ImprovementRun run;
    std::shared_ptr<const lab::ImprovementResult> told;
    int times = 0;
    connect(&run, &lab::ImprovementRun::finished, this, [&](std::shared_ptr<const lab::ImprovementResult> result) {
      told = std::move(result);
      ++times;
    });
    lab::ImprovementSpec spec{.samples = 1000, .iterations = 5};
    for (spec.seed = 1; spec.seed <= 4; ++spec.seed) run.ask(spec);
    QVERIFY(run.busy());
    QTRY_VERIFY_WITH_TIMEOUT(told != nullptr, 60'000);
    QCOMPARE(told->spec.seed, 4U);
    QCOMPARE(times, 1);
    QVERIFY(!run.busy());
  }
};

QTEST_GUILESS_MAIN(FiniteExperimentTest)
#include "finite_experiment_test.moc"
