#include "mdp/monotonic_improvement.h"

#include <QtTest>
#include <cmath>

#include "bound/setting.h"
#include "bound/theorem_4_1.h"
#include "mdp/exact_return.h"
#include "mdp/named_mdps.h"
#include "mdp/optimal_policy.h"
#include "mdp/policy.h"

using mdp::Certificate;
using mdp::ImprovementOptions;
using mdp::ModelErrorSource;

namespace {

int certifiedSteps(const std::vector<mdp::ImprovementStep>& steps) {
  return static_cast<int>(std::ranges::count_if(steps, [](const auto& step) { return step.certified; }));
}

}  // namespace

class MonotonicImprovementTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // With exact errors certainly; with the count bound at confidence 0.999 for a whole run, 4 × 4 × 3 runs fail together
  // with probability below 0.05, and the bound's looseness makes that far smaller.
  void certifiedStepsNeverLowerTheReturn() {
    for (const std::string& name : mdp::mdpNames()) {
      for (const auto certificate : {Certificate::theorem_4_1, Certificate::coupled_theorem_4_1,
                                     Certificate::on_policy_theorem_4_1, Certificate::theorem_4_3}) {
        for (const auto source : {ModelErrorSource::exact, ModelErrorSource::pac}) {
          for (const std::int64_t samples : {100, 20'000}) {
            const ImprovementOptions options{.iterations = 4,
                                             .samples = samples,
                                             .confidence = 0.999,
                                             .certificate = certificate,
                                             .model_error = source,
                                             .seed = 2};
            double previous = -1e9;
            for (const auto& step : mdp::improveMonotonically(mdp::makeNamedMdp(name, 2), options)) {
              QVERIFY(step.true_return_after >= step.true_return);
              QVERIFY(step.true_return >= previous);
              if (step.certified) QVERIFY(step.true_return_after >= step.lower_bound);
              if (!step.certified) QCOMPARE(step.true_return_after, step.true_return);
              QVERIFY(std::abs(step.lower_bound - (step.model_return - step.penalty)) < 1e-12);
              previous = step.true_return;
            }
          }
        }
      }
    }
  }

  void chainIsSolvedFromCounts() {
    const mdp::FiniteMdp chain = mdp::makeChain();
    const auto steps = mdp::improveMonotonically(
        chain, {.iterations = 6, .samples = 100'000, .confidence = 0.95, .model_error = ModelErrorSource::pac});
    QVERIFY(certifiedSteps(steps) >= 1);
    const double best = mdp::calcReturn(chain, chain.p, mdp::calcOptimalPolicy(chain, chain.p));
    QVERIFY(std::abs(steps.back().true_return_after - best) < 1e-9);
  }

  // Theorem 4.1 as published charges 4 r_max/(1−γ)² per ε_π, twice what any policy shift can earn: α = 0 is always
  // best.
  void publishedTheoremCertifiesNothingAndItsCoupledFormDoes() {
    for (const std::string& name : mdp::mdpNames()) {
      for (const auto& step : mdp::improveMonotonically(
               mdp::makeNamedMdp(name, 3),
               {.iterations = 1, .samples = 1'000'000, .certificate = Certificate::theorem_4_1})) {
        QVERIFY(!step.certified);
        QCOMPARE(step.alpha, 0.0);
      }
    }
    const auto steps = mdp::improveMonotonically(
        mdp::makeChain(), {.iterations = 1, .samples = 1'000'000, .certificate = Certificate::coupled_theorem_4_1});
    QVERIFY(steps.front().certified && steps.front().alpha > 0.5);
  }

  void penaltyIsTheTheorems() {
    const mdp::FiniteMdp chain = mdp::makeChain();
    const bound::Setting setting{chain.discount, chain.calcRMax()};
    const auto step = mdp::improveMonotonically(
                          chain, {.iterations = 1, .samples = 1000, .certificate = Certificate::coupled_theorem_4_1})
                          .front();
    QCOMPARE(step.penalty, bound::calcCoupledTheorem41(setting, step.eps_m, step.eps_pi).calcTotal());
    // From the uniform policy over two actions to a deterministic one, ε_π = α/2.
    QVERIFY(std::abs(step.eps_pi - step.alpha / 2) < 1e-15);
  }

  void moreConfidenceWidensTheErrors() {
    double previous = 0;
    for (const double confidence : {0.5, 0.9, 0.99, 0.999999}) {
      const auto step =
          mdp::improveMonotonically(
              mdp::makeChain(),
              {.iterations = 1, .samples = 10'000, .confidence = confidence, .model_error = ModelErrorSource::pac})
              .front();
      QVERIFY(step.eps_m > previous);
      previous = step.eps_m;
    }
  }

  void impossibleOptionsAreRefused() {
    const mdp::FiniteMdp chain = mdp::makeChain();
    QVERIFY_EXCEPTION_THROWN(mdp::improveMonotonically(chain, {.iterations = 0}), bound::RangeError);
    QVERIFY_EXCEPTION_THROWN(mdp::improveMonotonically(chain, {.samples = 0}), bound::RangeError);
    QVERIFY_EXCEPTION_THROWN(mdp::improveMonotonically(chain, {.confidence = 1}), bound::RangeError);
  }
};

QTEST_GUILESS_MAIN(MonotonicImprovementTest)
#include "monotonic_improvement_test.moc"
