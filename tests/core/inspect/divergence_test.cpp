// Planted worlds: errors, spreads and ends that are known by hand must come out as that.
#include "inspect/divergence.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <numeric>

#include "inspect/imagination.h"

namespace {

constexpr double kSigmaS = 2.0, kSigmaR = 0.5;  // over D_env

/// s′ = s + a + bias_e (+ noise), r = reward_bias_e, of one dimension each.
struct PlantedWorld {
  std::vector<double> bias, reward_bias;
  double std = 1e-12;
  double terminal_above = 1e9;

  inspect::ModelWorld world() const {
    inspect::ModelWorld world;
    world.predict = [*this](std::int64_t member, const at::Tensor& x) {
      const auto e = static_cast<std::size_t>(member);
      const at::Tensor mean = at::cat({x.narrow(1, 1, 1) + bias[e], at::full({x.size(0), 1}, reward_bias[e])}, 1);
      return model::GaussianEnsemble::MemberPrediction{mean.to(at::kFloat), at::full_like(mean, std).to(at::kFloat)};
    };
    world.terminated = [*this](const at::Tensor& s_next) { return s_next.select(1, 0) > terminal_above; };
    world.act = [](const at::Tensor& s, const at::Tensor& epsilon) {
      return at::full({s.size(0), 1}, 0.25, at::kFloat) + epsilon;
    };
    return world;
  }
};

struct Outcome {
  inspect::ImaginedBatch batch;
  at::Tensor truth_s, truth_r;  // [S, H + 1, 1], [S, H]: s′ = s + a, r = 0
};

Outcome play(const PlantedWorld& planted, std::int64_t starts, std::int64_t horizon, std::int64_t particles) {
  Outcome outcome;
  const at::Tensor actions = at::full({starts, horizon, 1}, 0.5, at::kFloat);
  const at::Tensor s = at::arange(starts, at::kFloat).view({starts, 1}) * 0.125;
  std::vector<std::int64_t> members(planted.bias.size());
  std::iota(members.begin(), members.end(), 0);
  nn::Noise noise(3, "planted");
  outcome.batch =
      *inspect::imagine(planted.world(), {s, actions, members, particles, horizon, false}, noise, [] { return true; });
  const at::Tensor travelled = at::cat({at::zeros({starts, 1, 1}), actions}, 1).cumsum(1);
  outcome.truth_s = (s.unsqueeze(1) + travelled).to(at::kDouble);
  outcome.truth_r = at::zeros({starts, horizon}, at::kDouble);
  return outcome;
}

inspect::ErrorGrowth growthOf(const Outcome& outcome) {
  return inspect::calcErrorGrowth(outcome.batch, outcome.truth_s, outcome.truth_r, {kSigmaS}, kSigmaR);
}

bool isClose(double found, double wanted, double tolerance = 3e-5) { return std::abs(found - wanted) <= tolerance; }

}  // namespace

class DivergenceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // A bias b per step adds up to h b in the state and stays b in the reward.
  void aPlantedBiasShowsAsExactlyThatGrowth() {
    const double b = 0.03, b_r = 0.2;
    const auto growth = growthOf(play({{b}, {b_r}}, 5, 20, 0));
    for (int h = 1; h <= 20; ++h) {
      const auto i = static_cast<std::size_t>(h - 1);
      QVERIFY2(isClose(growth.rmse[i], h * b / kSigmaS), qPrintable(QString::number(growth.rmse[i])));
      QVERIFY(isClose(growth.member_rmse[i], h * b / kSigmaS));
      QVERIFY(isClose(growth.dimension_rmse[0][i], h * b / kSigmaS));
      QVERIFY(isClose(growth.reward_rmse[i], b_r / kSigmaR));
      QCOMPARE(growth.starts[i], std::int64_t{5});
    }
  }

  // Two members that err to either side: their average is right, each of them is not, and they disagree by h b.
  void membersThatCancelAreRightTogetherAndWrongAlone() {
    const double b = 0.05;
    const Outcome outcome = play({{b, -b}, {0, 0}}, 3, 10, 0);
    const auto growth = growthOf(outcome);
    for (int h = 1; h <= 10; ++h) {
      const auto i = static_cast<std::size_t>(h - 1);
      QVERIFY(isClose(growth.rmse[i], 0));
      QVERIFY(isClose(growth.member_rmse[i], h * b / kSigmaS));
    }
    const Outcome one = play({{b, -b}, {0, 0}}, 1, 10, 0);
    const auto fans = inspect::calcFans(one.batch, one.truth_s[0], one.truth_r[0], {"x"}, {kSigmaS}, kSigmaR);
    QCOMPARE(fans.size(), std::size_t{2});
    QCOMPARE(fans[0].step.front(), 0);
    QCOMPARE(fans[1].step.front(), 1);
    for (int h = 0; h <= 10; ++h) {
      const auto i = static_cast<std::size_t>(h);
      QVERIFY(isClose(fans[0].epistemic[i], h * b));  // population: a divisor E − 1 would give √2 h b
      QVERIFY(isClose(fans[0].member_mean[1][i], fans[0].truth[i] - h * b));
    }
    QVERIFY(std::isnan(fans[0].aleatoric[5]));  // no particles, no estimate
  }

  // Independent noise of σ per step spreads as σ √h; keeping one draw per path would give σ h.
  void aleatoricSpreadGrowsAsTheRootOfSteps() {
    constexpr double kStd = 0.1;
    const Outcome outcome = play({{0, 0}, {0, 0}, kStd}, 1, 16, 2000);
    const auto fans =
        inspect::calcFans(outcome.batch, outcome.truth_s[0], outcome.truth_r[0], {"x"}, {kSigmaS}, kSigmaR);
    for (int h = 1; h <= 16; ++h) {
      const double found = fans[0].aleatoric[static_cast<std::size_t>(h)], wanted = kStd * std::sqrt(h);
      // 4000 particles: the estimate's own standard error is 1.1 %
      QVERIFY2(std::abs(found / wanted - 1) < 0.05, qPrintable(QString("%1 against %2").arg(found).arg(wanted)));
      QVERIFY(isClose(fans[1].aleatoric[static_cast<std::size_t>(h - 1)], kStd, 0.05 * kStd));
      QVERIFY(isClose(fans[0].epistemic[static_cast<std::size_t>(h)], 0));  // particles never move the mean paths
    }
    QCOMPARE(fans[0].aleatoric.front(), 0.0);
    QCOMPARE(fans[0].basis.n, std::int64_t{2000});
  }

  // Truth that is drawn as the model says is one own σ away; a model that believes in half the noise finds two.
  void ownSigmaTellsTheHonestModelFromTheOverconfident() {
    constexpr std::int64_t kStarts = 600;
    constexpr double kStd = 0.1;
    nn::Noise noise(11, "truth");
    const at::Tensor walk = (kStd * noise.normal({kStarts, 8, 1})).to(at::kDouble).cumsum(1);
    const auto ratio = [&](double believed) {
      Outcome outcome = play({{0, 0, 0}, {0, 0, 0}, believed}, kStarts, 8, 8);
      outcome.truth_s.narrow(1, 1, 8).add_(walk);
      return growthOf(outcome).rmse_in_own_sigma.back();
    };
    // Σ over 600 starts of a squared Gaussian: the ratio's standard error is 2.9 %
    QVERIFY2(std::abs(ratio(kStd) - 1) < 0.12, qPrintable(QString::number(ratio(kStd))));
    QVERIFY2(std::abs(ratio(kStd / 2) - 2) < 0.24, qPrintable(QString::number(ratio(kStd / 2))));
  }

  void aStartCountsWhileItsTruthIsKnown() {
    Outcome outcome = play({{0.1}, {0}}, 4, 6, 0);
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    outcome.truth_s[1].narrow(0, 3, 4).fill_(kNone);  // known for 2 steps
    outcome.truth_r[1].narrow(0, 2, 4).fill_(kNone);
    for (std::int64_t i = 0; i < 4; ++i) outcome.truth_s[i].narrow(0, 6, 1).fill_(kNone);
    const auto growth = growthOf(outcome);
    QCOMPARE(growth.starts, (std::vector<std::int64_t>{4, 4, 3, 3, 3, 0}));
    QVERIFY(isClose(growth.rmse[2], 0.3 / kSigmaS));
    QVERIFY(std::isnan(growth.rmse[5]));
    QCOMPARE(growth.not_finite, std::int64_t{0});
  }

  void imaginationThatIsNotFiniteIsLeftOutAndCounted() {
    Outcome outcome = play({{0.1}, {0}}, 4, 6, 0);
    outcome.batch.s.select(2, 2).narrow(2, 4, 3).fill_(std::numeric_limits<float>::infinity());
    const auto growth = growthOf(outcome);
    QCOMPARE(growth.starts, (std::vector<std::int64_t>{4, 4, 4, 3, 3, 3}));
    QCOMPARE(growth.not_finite, std::int64_t{1});
    QVERIFY(isClose(growth.rmse[5], 0.6 / kSigmaS));
  }

  // 0, 0.6, 1.2, 1.8: above 1 after two steps; the path goes on all the same.
  void pathsSayWhenTheyEndedAndGoOn() {
    const Outcome outcome = play({{0.1}, {0}, 1e-12, 1.0}, 1, 3, 1);
    QCOMPARE(outcome.batch.ended[0][0][0].item<std::int64_t>(), std::int64_t{2});
    QVERIFY(isClose(outcome.batch.s[0][0][0][3][0].item<double>(), 1.8));
    const Outcome never = play({{0.1}, {0}}, 1, 3, 1);
    QCOMPARE(never.batch.ended[0][0][0].item<std::int64_t>(), std::int64_t{-1});
  }

  // Closed loop: the planted π always wants 0.25; only particles may draw their actions.
  void theClosedLoopActsByThePolicy() {
    const PlantedWorld planted{{0}, {0}};
    const at::Tensor s = at::zeros({2, 1});
    nn::Noise noise(5, "closed");
    for (const bool sampled : {false, true}) {
      const auto batch = inspect::imagine(planted.world(), {s, {}, {0}, 3, 4, sampled}, noise, [] { return true; });
      QVERIFY(at::allclose(batch->s[0][0].select(1, 4), at::full({2, 1}, 1.0)));
      QVERIFY(at::allclose(batch->s[0][1].select(1, 4), at::full({2, 1}, 1.0)) != sampled);
    }
  }

  void imaginationCanBeGivenUp() {
    const PlantedWorld planted{{0}, {0}};
    nn::Noise noise(5, "given up");
    int asked = 0;
    const auto batch = inspect::imagine(planted.world(), {at::zeros({1, 1}), {}, {0}, 0, 100, false}, noise,
                                        [&] { return ++asked < 5; });
    QVERIFY(!batch);
    QCOMPARE(asked, 5);
  }
};

QTEST_GUILESS_MAIN(DivergenceTest)
#include "divergence_test.moc"
