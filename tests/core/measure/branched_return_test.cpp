#include "measure/branched_return.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "support/known_chain.h"

using support::KnownChain;

namespace {

// Statistical checks allow 5 standard errors: a false alarm once in 1.7 million. Seeds are fixed.
constexpr double kAllowedZ = 5.0;
constexpr double kDiscount = 0.8;
constexpr std::int64_t kHorizon = 31;  // 0.8³¹ < 1e-3 ≤ 0.8³⁰

// π_D in p, and π in p̂: other transitions, other rewards; both may end.
const KnownChain kReal{{{0.1, 0.8, 0.05, 0.05}, {0.3, 0.2, 0.5, 0.0}, {0.05, 0.05, 0.8, 0.1}, {}},
                       {1.0, -2.0, 4.0, 0.0}};
const KnownChain kModel{{{0.8, 0.1, 0.1, 0.0}, {0.7, 0.2, 0.0, 0.1}, {0.0, 0.3, 0.6, 0.1}, {0, 0, 0, 1}},
                        {3.0, -1.0, -2.0, 0.0}};

std::vector<measure::Episode> playReal(int count, std::int64_t limit, std::string_view stream) {
  base::RandomStream random(1, stream);
  std::vector<measure::Episode> episodes;
  for (int i = 0; i < count; ++i) episodes.push_back(kReal.play(limit, random));
  return episodes;
}

std::vector<measure::ReturnEstimate> estimate(const std::vector<measure::Episode>& episodes,
                                              const measure::ModelProcess& model, std::int64_t horizon,
                                              std::int64_t k_max, std::int64_t model_steps, base::RandomStream& random,
                                              nn::Noise& noise) {
  const auto plan = measure::drawBranches(episodes, kDiscount, horizon, k_max, model_steps, random);
  measure::ModelRollout rollout(model, plan.s, k_max + 1);
  support::run(rollout, noise);
  return measure::calcBranchedReturns(episodes, plan, rollout, 4.0);
}

KnownChain deterministicChain() {
  KnownChain chain;
  for (std::size_t i = 0; i < 12; ++i) {
    chain.transition.emplace_back(12, 0.0)[std::min<std::size_t>(i + 1, 11)] = 1.0;
    chain.reward.push_back(i < 11 ? 0.3 * static_cast<double>(i * i) - 2.0 : 0.0);
  }
  return chain;
}

}  // namespace

class BranchedReturnTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Against the exact value for every k: with every real state as a start, with a few, and with one per episode; up to
  // the discount's horizon, and cut by a time limit of 8 steps.
  void everyLengthIsUnbiasedWhateverTheBudget_data() {
    QTest::addColumn<int>("horizon");
    QTest::addColumn<int>("branches_per_episode");
    QTest::newRow("every state") << 31 << 100;
    QTest::newRow("twelve branches") << 31 << 12;
    QTest::newRow("two branches") << 31 << 2;
    QTest::newRow("time limit, every state") << 8 << 100;
    QTest::newRow("time limit, two branches") << 8 << 2;
  }
  void everyLengthIsUnbiasedWhateverTheBudget() {
    QFETCH(int, horizon);
    QFETCH(int, branches_per_episode);
    constexpr int kEpisodes = 4000;
    constexpr std::int64_t kMax = 6;
    const auto episodes = playReal(kEpisodes, horizon, "episodes");
    base::RandomStream random(2, "branches");
    nn::Noise noise(2, "model");
    const std::int64_t budget = static_cast<std::int64_t>(branches_per_episode) * kEpisodes * (kMax + 1);
    const auto estimates = estimate(episodes, kModel.asModel(0.3), horizon, kMax, budget, random, noise);
    QCOMPARE(estimates.size(), 7U);
    QVERIFY(estimates.back().model_steps <= budget);
    int far_from_neighbours = 0;
    for (std::int64_t k = 0; k <= kMax; ++k) {
      const auto& at_k = estimates[static_cast<std::size_t>(k)];
      const double exact = support::branchedReturn(kReal, kModel, k, kDiscount, horizon);
      QVERIFY2(
          std::abs(at_k.value - exact) < kAllowedZ * at_k.standard_error,
          qPrintable(QString("k = %1: %2 ± %3, exact %4").arg(k).arg(at_k.value).arg(at_k.standard_error).arg(exact)));
      QCOMPARE(at_k.rollout_length, k);
      QCOMPARE(at_k.samples, kEpisodes);
      // Mutant: one model step more. (The exact values converge with k, so only the first few are far apart.)
      const double next = support::branchedReturn(kReal, kModel, k + 1, kDiscount, horizon);
      far_from_neighbours += std::abs(at_k.value - next) > 2 * kAllowedZ * at_k.standard_error;
    }
    QVERIFY2(far_from_neighbours >= (branches_per_episode > 2 ? 2 : 1),
             qPrintable(QString::number(far_from_neighbours)));
  }

  // Branches as long as the horizon never leave the model: ν̂.
  void longBranchesGiveTheModelReturn() {
    const auto episodes = playReal(1500, kHorizon, "episodes");
    base::RandomStream random(3, "branches");
    nn::Noise noise(3, "model");
    const auto at_horizon =
        estimate(episodes, kModel.asModel(0.0), kHorizon, kHorizon, 1500 * 12 * 32, random, noise).back();
    measure::ModelRollout rollout(kModel.asModel(0.0), at::zeros({4000, 1}), kHorizon);
    support::run(rollout, noise);
    const auto in_model = measure::calcModelReturn(rollout, kDiscount, 4.0);
    const double exact = support::branchedReturn(kReal, kModel, kHorizon, kDiscount, kHorizon);
    QVERIFY(std::abs(at_horizon.value - exact) < kAllowedZ * at_horizon.standard_error);
    QVERIFY(std::abs(in_model.value - exact) < kAllowedZ * in_model.standard_error);
  }

  // The right model, the same policy, no chance: every k gives the real return to rounding.
  void trueModelOfADeterministicChainGivesTheTrueReturn() {
    const KnownChain chain = deterministicChain();
    base::RandomStream random(4, "branches");
    nn::Noise noise(4, "model");
    const std::vector<measure::Episode> episodes{chain.play(kHorizon, random), chain.play(kHorizon, random)};
    QVERIFY(episodes[0].terminated && episodes[0].length() == 11);
    const double exact = measure::calcDiscountedReturn(episodes[0].r, kDiscount);
    for (const auto& at_k : estimate(episodes, chain.asModel(0.0), kHorizon, 15, 1000000, random, noise)) {
      QVERIFY2(std::abs(at_k.value - exact) < 1e-6, qPrintable(QString::number(at_k.value - exact)));
    }
    // Cut by a time limit in the middle, every k alike.
    const std::vector<measure::Episode> cut{chain.play(5, random), chain.play(5, random)};
    QVERIFY(!cut[0].terminated);
    const double exact_cut = measure::calcDiscountedReturn(cut[0].r, kDiscount);
    for (const auto& at_k : estimate(cut, chain.asModel(0.0), kHorizon, 15, 1000000, random, noise)) {
      QVERIFY(std::abs(at_k.value - exact_cut) < 1e-6);
    }
  }

  // 300 studies of 25 episodes with six branches each: ±2 SE covers about 94 % (t, 24 degrees of freedom), here within
  // 5 binomial standard deviations (7 %) and a little for skewness.
  void standardErrorsCover() {
    const auto all = playReal(300 * 25, kHorizon, "coverage");
    base::RandomStream random(5, "branches");
    nn::Noise noise(5, "model");
    const double exact = support::branchedReturn(kReal, kModel, 3, kDiscount, kHorizon);
    int covered = 0;
    for (std::size_t study = 0; study < 300; ++study) {
      const std::vector<measure::Episode> episodes(all.begin() + 25 * static_cast<std::ptrdiff_t>(study),
                                                   all.begin() + 25 * static_cast<std::ptrdiff_t>(study + 1));
      const auto at_3 = estimate(episodes, kModel.asModel(1.0), kHorizon, 3, 25 * 6 * 4, random, noise)[3];
      covered += std::abs(at_3.value - exact) < 2 * at_3.standard_error;
    }
    QVERIFY2(covered > 258 && covered < 299, qPrintable(QString::number(covered)));
  }

  void costStaysWithinItsBudget() {
    const auto episodes = playReal(20, kHorizon, "episodes");
    base::RandomStream random(6, "branches");
    const auto plan = measure::drawBranches(episodes, kDiscount, kHorizon, 15, 20 * 16 * 10, random);
    QVERIFY(plan.branches.size() <= 20 * 10);
    QVERIFY(plan.s.size(0) == static_cast<std::int64_t>(plan.branches.size()));
    // Two per episode are always there.
    QCOMPARE(measure::drawBranches(episodes, kDiscount, kHorizon, 15, 1, random).branches.size(), 40U);
    // The weights of the second sum add up to Σ_{u<L} γ^u.
    double weights = 0, exact = 0;
    for (const auto& branch : plan.branches) weights += branch.from_start ? 0.0 : branch.weight;
    for (const auto& episode : episodes) {
      exact += (1 - std::pow(kDiscount, static_cast<double>(episode.length()))) / (1 - kDiscount);
    }
    QVERIFY(std::abs(weights - exact) < 1e-9);
  }

  void modelThatIsNotFiniteIsLeftOutAndCounted() {
    const auto episodes = playReal(50, kHorizon, "episodes");
    base::RandomStream random(7, "branches");
    nn::Noise noise(7, "model");
    auto model = kModel.asModel(0.0);
    model.step = [step = model.step](const at::Tensor& s, const at::Tensor& a, nn::Noise& n) {
      auto outcome = step(s, a, n);
      outcome.r[0] = std::nan("");
      return outcome;
    };
    const auto estimates = estimate(episodes, model, kHorizon, 4, 50 * 5 * 20, random, noise);
    QCOMPARE(estimates[0].not_finite, 0);
    QVERIFY(estimates[4].not_finite >= 4);
    for (const auto& at_k : estimates) QVERIFY(std::isfinite(at_k.value));
  }

  void withoutEpisodesThereIsNoValue() {
    base::RandomStream random(8, "branches");
    const auto plan = measure::drawBranches({}, kDiscount, kHorizon, 2, 100, random);
    QVERIFY(plan.branches.empty());
  }

  void noDiscountedFutureMeansTheFirstRewardOnly() {
    const auto episodes = playReal(5, 1, "episodes");
    base::RandomStream random(9, "branches");
    nn::Noise noise(9, "model");
    const auto plan = measure::drawBranches(episodes, 0.0, 1, 3, 1000, random);
    measure::ModelRollout rollout(kModel.asModel(0.0), plan.s, 4);
    support::run(rollout, noise);
    const auto estimates = measure::calcBranchedReturns(episodes, plan, rollout, 4.0);
    QCOMPARE(estimates[0].value, 1.0);                                      // real
    for (std::size_t k = 1; k < 4; ++k) QCOMPARE(estimates[k].value, 3.0);  // model's reward at s_0
    QCOMPARE(estimates[1].tail_bound, 0.0);
  }
};

QTEST_GUILESS_MAIN(BranchedReturnTest)
#include "branched_return_test.moc"
