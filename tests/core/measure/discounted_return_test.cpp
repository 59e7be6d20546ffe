#include "measure/discounted_return.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "support/known_chain.h"

namespace {

measure::Episode episodeOf(std::vector<double> r, bool terminated) {
  const auto length = static_cast<std::int64_t>(r.size());
  return {at::zeros({length, 1}), std::move(r), terminated};
}

}  // namespace

class DiscountedReturnTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // ln 1e-3 / ln 0.99 = 687.3, / ln 0.9 = 65.6
  void horizonIsTheFirstTimeThatHardlyCounts() {
    QCOMPARE(measure::calcReturnHorizon(0.99, 1000), 688);
    QCOMPARE(measure::calcReturnHorizon(0.9, 1000), 66);
    QCOMPARE(measure::calcReturnHorizon(0.99, 50), 50);
    QCOMPARE(measure::calcReturnHorizon(0.0, 50), 1);
    QCOMPARE(measure::calcReturnHorizon(1e-9, 50), 1);
    QCOMPARE(measure::calcReturnHorizon(1 - 1e-12, 1000), 1000);
    for (const double discount : {0.5, 0.9, 0.97, 0.995}) {
      const auto horizon = static_cast<double>(measure::calcReturnHorizon(discount, 100000));
      QVERIFY(std::pow(discount, horizon) < 1e-3 && std::pow(discount, horizon - 1) >= 1e-3);
    }
  }

  // 1 + ½·2 + ¼·4 = 3; the rest at most ½³·4/(1 − ½) = 1.
  void returnAndTailByHand() {
    QCOMPARE(measure::calcDiscountedReturn(std::vector{1.0, 2.0, 4.0}, 0.5), 3.0);
    QCOMPARE(measure::calcDiscountedReturn(std::vector{1.0, 2.0, 4.0}, 0.0), 1.0);
    QCOMPARE(measure::calcDiscountedReturn({}, 0.5), 0.0);
    QCOMPARE(measure::calcTailBound(0.5, 3, 4.0), 1.0);
  }

  // Three episodes at γ = ½, H = 3: (1, 1) ended itself: 1.5, nothing cut; (4, 2, 4, 100), cut at 3: 6, tail 1;
  // (2, 4), time limit: 4, tail ½²·4/½ = 2. Mean 23/6, SD √(61/12), mean tail 1.
  void trueReturnByHand() {
    const std::vector<measure::Episode> episodes{episodeOf({1, 1}, true), episodeOf({4, 2, 4, 100}, false),
                                                 episodeOf({2, 4}, false)};
    const auto nu = measure::calcTrueReturn(episodes, 0.5, 3, 4.0);
    QVERIFY(std::abs(nu.value - 11.5 / 3) < 1e-12);
    const double mean = 11.5 / 3;
    const double variance = ((1.5 - mean) * (1.5 - mean) + (6 - mean) * (6 - mean) + (4 - mean) * (4 - mean)) / 2;
    QVERIFY(std::abs(nu.standard_error - std::sqrt(variance / 3)) < 1e-12);
    QVERIFY(std::abs(nu.tail_bound - 1.0) < 1e-12);
    QCOMPARE(nu.samples, 3);
    QCOMPARE(measure::name(nu.estimator), std::string_view("true_return"));
  }

  void oneEpisodeHasNoStandardErrorAndNoneNoValue() {
    const std::vector<measure::Episode> one{episodeOf({1}, true)};
    QVERIFY(std::isnan(measure::calcTrueReturn(one, 0.5, 3, 1.0).standard_error));
    QVERIFY(std::isnan(measure::calcTrueReturn({}, 0.5, 3, 1.0).value));
  }

  // States count up by one, reward = state, end at 3: from 0: 0 + ½·1 + ¼·2 = 1; from 2: 2; from 1: 1 + ½·2 = 2.
  void modelReturnStopsAtTheKnownEnd() {
    support::KnownChain chain{{{0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, 0, 1}}, {0, 1, 2, 0}};
    nn::Noise noise(1, "model");
    measure::ModelRollout rollout(chain.asModel(0.0), at::tensor({0.0F, 2.0F, 1.0F}).view({3, 1}), 5);
    support::run(rollout, noise);
    const auto nu = measure::calcModelReturn(rollout, 0.5, 2.0);
    QVERIFY(std::abs(nu.value - 5.0 / 3) < 1e-12);
    QCOMPARE(nu.tail_bound, 0.0);  // all ended by themselves
    QCOMPARE(nu.model_steps, 6);   // 3 + 1 + 2: nothing is rolled on after the end
    QCOMPARE(nu.samples, 3);

    // Cut at two steps: one of three is still running (from 0), tail ⅓ · ½²·2/½.
    measure::ModelRollout cut(chain.asModel(0.0), at::tensor({0.0F, 2.0F, 1.0F}).view({3, 1}), 2);
    support::run(cut, noise);
    const auto nu_cut = measure::calcModelReturn(cut, 0.5, 2.0);
    QVERIFY(std::abs(nu_cut.value - (0.5 + 2 + 2) / 3) < 1e-12);
    QVERIFY(std::abs(nu_cut.tail_bound - 1.0 / 3) < 1e-12);
  }

  void trajectoriesThatAreNotFiniteAreDroppedAndCounted() {
    measure::ModelProcess model{
        [](const at::Tensor& s, nn::Noise&) { return at::zeros_like(s); },
        [](const at::Tensor& s, const at::Tensor&, nn::Noise&) {
          const at::Tensor next = s + 1;
          return measure::ModelOutcome{at::where(s == 11, next / 0.0, next), at::ones({s.size(0), 1})};
        },
        [](const at::Tensor& s_next) { return s_next.view({-1}) > 100; }};
    nn::Noise noise(1, "model");
    measure::ModelRollout rollout(model, at::tensor({0.0F, 10.0F}).view({2, 1}), 4);
    support::run(rollout, noise);
    const auto nu = measure::calcModelReturn(rollout, 0.5, 1.0);
    QCOMPARE(nu.value, 1.875);
    QCOMPARE(nu.samples, 1);
    QCOMPARE(nu.not_finite, 1);
    QVERIFY(std::isnan(rollout.rewards()[1][1].item<double>()) && rollout.rewards()[1][0].item<double>() == 1.0);
  }

  void interruptedRolloutContinuesExactly() {
    support::KnownChain chain{{{0.3, 0.4, 0.2, 0.1}, {0.3, 0.3, 0.3, 0.1}, {0.2, 0.2, 0.5, 0.1}, {0, 0, 0, 1}},
                              {1, 2, 3, 0}};
    nn::Noise noise(1, "model"), same_noise(1, "model");
    measure::ModelRollout whole(chain.asModel(1.0), at::zeros({50, 1}), 10);
    support::run(whole, noise);
    measure::ModelRollout first(chain.asModel(1.0), at::zeros({50, 1}), 10);
    for (int i = 0; i < 4; ++i) first.step(same_noise);
    measure::ModelRollout second(chain.asModel(1.0), at::zeros({50, 1}), 10);
    second.restore(first.state());
    support::run(second, same_noise);
    QVERIFY(at::equal(whole.rewards(), second.rewards()));
    QCOMPARE(whole.modelSteps(), second.modelSteps());
  }

  void startsAreDrawnWithoutReplacement() {
    nn::Noise noise(1, "starts");
    const at::Tensor s = at::arange(10, at::kFloat).view({10, 1});
    const at::Tensor some = measure::drawStarts(s, 6, noise);
    QCOMPARE(some.size(0), 6);
    QCOMPARE(std::get<0>(at::_unique(some)).size(0), 6);
    QCOMPARE(measure::drawStarts(s, 100, noise).size(0), 10);
  }
};

QTEST_GUILESS_MAIN(DiscountedReturnTest)
#include "discounted_return_test.moc"
