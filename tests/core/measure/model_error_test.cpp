#include "measure/model_error.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <vector>

#include "nn/noise.h"
#include "support/one_dimension.h"
#include "support/planted_ensemble.h"

using measure::ModelErrorEstimator;

namespace {

// Statistical checks allow 5 standard errors: a false alarm once in 1.7 million. Seeds are fixed.
constexpr double kAllowedZ = 5.0;
constexpr double kSharp = 1e-9;  // a model without noise of its own

// Linear dynamics y = x A + b with two states and one action: y = [Δs, r], σ_y as given.
struct World {
  at::Tensor a, b, sigma_y;
  measure::HeldOutTransitions transitions;
};

World makeWorld(std::int64_t rows, nn::Noise& noise) {
  const at::Tensor a = at::tensor({0.1, -0.3, 0.5, 0.4, 0.2, -0.1, 0.7, 0.1, 0.3}, at::kFloat).view({3, 3});
  const at::Tensor b = at::tensor({0.5, -1.0, 2.0}, at::kFloat);
  const at::Tensor x = noise.normal({rows, 3});
  const at::Tensor y = at::matmul(x, a) + b;
  return {a, b, at::tensor({2.0, 0.5, 1.5}, at::kFloat), {x, y, at::arange(rows, at::kFloat).remainder(100.0)}};
}

at::Tensor repeated(double value) { return at::full({3}, value, at::kFloat); }

measure::ModelErrorSettings settingsFor(std::vector<ModelErrorEstimator> estimators, std::vector<double> rho,
                                        std::int64_t pairs = 8) {
  return {std::move(estimators), std::move(rho), pairs, 0.05};
}

const std::vector<ModelErrorEstimator> kAll{ModelErrorEstimator::resolution_tv, ModelErrorEstimator::pinsker_nll,
                                            ModelErrorEstimator::ensemble_tv};

std::string describe(const measure::ModelError& error, double exact) {
  return std::string(measure::name(error.estimator)) + " at rho " + std::to_string(error.rho) + ": " +
         std::to_string(error.overall.mean) + " ± " + std::to_string(error.overall.standard_error) + ", exact " +
         std::to_string(exact);
}

}  // namespace

class ModelErrorTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Every network is wrong by δσ_y in length, without noise: TV = 2Φ(δ/(2ρ)) − 1 at every state, KL = δ²/(2ρ²).
  void plantedErrorHasTheExactSizeAtEveryResolution() {
    nn::Noise noise(1, "test");
    const World world = makeWorld(3000, noise);
    support::PlantedEnsemble ensemble(3, 2, 1);
    const at::Tensor error = 0.8 * world.sigma_y * at::tensor({0.6, 0.0, -0.8}, at::kFloat);
    for (std::int64_t e = 0; e < 3; ++e) ensemble.plant(e, world.a, world.b + error, repeated(kSharp));
    const std::vector<double> rho{0.1, 0.3, 1.0, 3.0};
    const auto errors =
        measure::measureModelError(*ensemble, world.transitions, world.sigma_y, settingsFor(kAll, rho), noise);
    QCOMPARE(errors.size(), 12U);
    for (std::size_t i = 0; i < rho.size(); ++i) {
      const auto& tv = errors[i];
      QCOMPARE(tv.rho, rho[i]);
      const double exact = support::shiftedTotalVariation(0.8, rho[i]);
      QVERIFY2(std::abs(tv.overall.mean - exact) < kAllowedZ * tv.overall.standard_error + 1e-6,
               describe(tv, exact).c_str());
      // Mutant: the kernel's width as ρ, not ρσ_y (the shift is 0.8 only in units of σ_y).
      const double without_sigma = support::shiftedTotalVariation(error.norm().item<double>(), rho[i]);
      if (rho[i] >= 1) QVERIFY(std::abs(tv.overall.mean - without_sigma) > kAllowedZ * tv.overall.standard_error);

      const auto& pinsker = errors[4 + i];
      const double kl = 0.32 / (rho[i] * rho[i]);
      const double bound = std::min({std::sqrt(kl / 2), std::sqrt(1 - std::exp(-kl)), 1.0});
      QVERIFY2(std::abs(pinsker.overall.mean - bound) < 1e-4, describe(pinsker, bound).c_str());

      QCOMPARE(errors[8 + i].eps_m, 0.0);  // the elites agree: their disagreement does not see a shared error
    }
  }

  void exactModelHasNoError() {
    nn::Noise noise(2, "test");
    const World world = makeWorld(300, noise);
    support::PlantedEnsemble ensemble(2, 2, 1);
    for (std::int64_t e = 0; e < 2; ++e) ensemble.plant(e, world.a, world.b, repeated(kSharp));
    for (const auto& error : measure::measureModelError(*ensemble, world.transitions, world.sigma_y,
                                                        settingsFor(kAll, {0.1, 1.0}), noise)) {
      QVERIFY(error.eps_m < 1e-4);  // predictions are float32
    }
  }

  void hugeErrorIsOne() {
    nn::Noise noise(3, "test");
    const World world = makeWorld(300, noise);
    support::PlantedEnsemble ensemble(2, 2, 1);
    ensemble.plant(0, world.a, world.b + 1e4, repeated(kSharp));
    ensemble.plant(1, world.a, world.b - 1e4, repeated(kSharp));
    for (const auto& error : measure::measureModelError(*ensemble, world.transitions, world.sigma_y,
                                                        settingsFor(kAll, {0.1, 3.0}), noise)) {
      QCOMPARE(error.eps_m, 1.0);
      QCOMPARE(error.eps_m_pac, 1.0);
    }
  }

  // Noisy elites that disagree, one dimension: P = N(0, ρ²), Q a mixture; against numeric integration. The true outcome
  // is itself random, y = noise of std 0.4, as in linear-Gaussian dynamics: the oracle integrates over it as well.
  void linearGaussianDynamicsMatchNumericIntegration() {
    nn::Noise noise(4, "test");
    constexpr std::int64_t kRows = 20000;
    const World world = makeWorld(kRows, noise);
    at::Tensor outcome_noise = at::zeros({kRows, 3});
    outcome_noise.select(1, 2).copy_(0.4 * noise.normal({kRows}));
    const measure::HeldOutTransitions transitions{world.transitions.x, world.transitions.y + outcome_noise,
                                                  world.transitions.t};
    const at::Tensor sigma_y = at::tensor({0.0, 0.0, 1.0}, at::kFloat);  // only the reward varies
    support::PlantedEnsemble ensemble(3, 2, 1);
    const std::vector<support::Gaussian1d> elites{{-0.5, 0.3}, {0.2, 0.6}, {1.0, 0.4}};
    for (std::int64_t e = 0; e < 3; ++e) {
      const auto& elite = elites[static_cast<std::size_t>(e)];
      ensemble.plant(e, world.a, world.b + elite.mean, repeated(elite.std));
    }
    constexpr double kRho = 0.5;
    std::vector<support::Gaussian1d> smoothed;
    for (const auto& elite : elites) smoothed.push_back({elite.mean, std::hypot(elite.std, kRho)});
    const support::Gaussian1d outcome{0.0, 0.4};
    const auto overOutcomes = [&](const auto& f) {
      return support::integrate(
          [&](double y) {
            return outcome.density(y) * f(support::Gaussian1d{y, kRho});
          },
          -2.4, 2.4, 200);
    };
    const double exact_tv = overOutcomes([&](const support::Gaussian1d& p) {
      return support::integrate(
          [&](double z) { return 0.5 * std::abs(p.density(z) - support::mixtureDensity(smoothed, z)); }, -8, 8, 2000);
    });
    double exact_pairs = 0;
    for (std::size_t e = 0; e < 3; ++e) {
      for (std::size_t f = e + 1; f < 3; ++f) exact_pairs += support::totalVariation({smoothed[e]}, {smoothed[f]}) / 3;
    }
    const auto errors = measure::measureModelError(
        *ensemble, transitions, sigma_y,
        settingsFor({ModelErrorEstimator::resolution_tv, ModelErrorEstimator::ensemble_tv}, {kRho}, 4), noise);
    QVERIFY2(std::abs(errors[0].overall.mean - exact_tv) < kAllowedZ * errors[0].overall.standard_error,
             describe(errors[0], exact_tv).c_str());
    QVERIFY2(std::abs(errors[1].overall.mean - exact_pairs) < kAllowedZ * errors[1].overall.standard_error,
             describe(errors[1], exact_pairs).c_str());
    QVERIFY(errors[0].overall.standard_error < 0.002 && errors[1].overall.standard_error < 0.002);
    // Mutant: only the truth smoothed, the model left sharp.
    const double half_smoothed = overOutcomes([&](const support::Gaussian1d& p) {
      return support::integrate(
          [&](double z) { return 0.5 * std::abs(p.density(z) - support::mixtureDensity(elites, z)); }, -8, 8, 2000);
    });
    QVERIFY(std::abs(errors[0].overall.mean - half_smoothed) > 2 * kAllowedZ * errors[0].overall.standard_error);
    QCOMPARE(errors[0].dimensions, 1);
    QCOMPARE(errors[0].left_out, (std::vector<std::int64_t>{0, 1}));
  }

  // The bound from the KL lies above the TV of the same pair, row by row up to Monte-Carlo noise: compare the means.
  void pinskerLiesAboveTheTotalVariation() {
    nn::Noise noise(5, "test");
    const World world = makeWorld(2000, noise);
    support::PlantedEnsemble ensemble(2, 2, 1);
    ensemble.plant(0, world.a, world.b + 0.4, repeated(0.3));
    ensemble.plant(1, world.a, world.b - 0.3, repeated(0.5));
    const std::vector<double> rho{0.1, 0.3, 1.0, 3.0};
    const auto errors = measure::measureModelError(
        *ensemble, world.transitions, world.sigma_y,
        settingsFor({ModelErrorEstimator::resolution_tv, ModelErrorEstimator::pinsker_nll}, rho), noise);
    for (std::size_t i = 0; i < rho.size(); ++i) QVERIFY(errors[i].eps_m < errors[4 + i].eps_m);
    // Smoothing both sides more never raises the TV; common random numbers keep the noise out of the comparison.
    for (std::size_t i = 0; i + 1 < rho.size(); ++i) QVERIFY(errors[i].eps_m > errors[i + 1].eps_m);
  }

  // An error that grows with t: ε_m is the last bin's, and every bin has its own exact value.
  void errorThatGrowsWithTimeIsFoundInTheLastBin() {
    nn::Noise noise(6, "test");
    World world = makeWorld(4000, noise);
    // The truth moves away from the model by 0.01 t σ_y in dimension 0.
    at::Tensor drift = at::zeros_like(world.transitions.y);
    drift.select(1, 0).copy_(0.01 * world.transitions.t * world.sigma_y[0]);
    world.transitions.y = world.transitions.y + drift;
    support::PlantedEnsemble ensemble(1, 2, 1);
    ensemble.plant(0, world.a, world.b, repeated(kSharp));
    const auto error = measure::measureModelError(*ensemble, world.transitions, world.sigma_y,
                                                  settingsFor({ModelErrorEstimator::resolution_tv}, {1.0}), noise)[0];
    QCOMPARE(error.bins.size(), 10U);
    for (const auto& bin : error.bins) {
      double exact = 0;
      for (double t = bin.t_first; t <= bin.t_last; ++t) exact += support::shiftedTotalVariation(0.01 * t, 1.0) / 10;
      QCOMPARE(bin.rows, 400);
      QVERIFY(std::abs(bin.mean - exact) < kAllowedZ * bin.standard_error);
    }
    QCOMPARE(error.eps_m, error.bins.back().mean);
    QCOMPARE(error.standard_error, error.bins.back().standard_error);
    QVERIFY(error.eps_m_pac > error.eps_m);
    // Mutant: the mean over all times instead of the maximum over bins.
    QVERIFY(error.eps_m - error.overall.mean > 2 * kAllowedZ * error.standard_error);
  }

  void predictionThatIsNotFiniteCountsAsOne() {
    nn::Noise noise(7, "test");
    World world = makeWorld(100, noise);
    support::PlantedEnsemble ensemble(2, 2, 1);
    for (std::int64_t e = 0; e < 2; ++e) ensemble.plant(e, world.a, world.b, repeated(kSharp));
    world.transitions.x[7][0] = std::nan("");
    for (const auto& error :
         measure::measureModelError(*ensemble, world.transitions, world.sigma_y, settingsFor(kAll, {1.0}), noise)) {
      QCOMPARE(error.not_finite, 1);
      QVERIFY(std::abs(error.overall.mean - 0.01) < 1e-4);
    }
  }

  void nothingToMeasureIsNotANumber() {
    nn::Noise noise(8, "test");
    const World world = makeWorld(40, noise);
    support::PlantedEnsemble ensemble(1, 2, 1);
    ensemble.plant(0, world.a, world.b, repeated(kSharp));
    const measure::HeldOutTransitions none{at::zeros({0, 3}), at::zeros({0, 3}), at::zeros({0})};
    const auto no_rows = measure::measureModelError(*ensemble, none, world.sigma_y, settingsFor(kAll, {1.0}), noise);
    const auto no_dimension =
        measure::measureModelError(*ensemble, world.transitions, repeated(0.0), settingsFor(kAll, {1.0}), noise);
    for (const auto* errors : {&no_rows, &no_dimension}) {
      for (const auto& error : *errors) {
        QVERIFY(std::isnan(error.eps_m) && std::isnan(error.eps_m_pac) && error.bins.empty());
      }
    }
    QCOMPARE(no_dimension[0].left_out.size(), 3U);
    // One elite cannot disagree with itself, while the other estimators work.
    const auto one_elite =
        measure::measureModelError(*ensemble, world.transitions, world.sigma_y, settingsFor(kAll, {1.0}), noise);
    QVERIFY(std::isfinite(one_elite[0].eps_m) && std::isfinite(one_elite[1].eps_m) && std::isnan(one_elite[2].eps_m));
  }

  void sameNoiseGivesTheSameErrors() {
    nn::Noise noise(9, "test");
    const World world = makeWorld(200, noise);
    support::PlantedEnsemble ensemble(2, 2, 1);
    ensemble.plant(0, world.a, world.b + 0.4, repeated(0.3));
    ensemble.plant(1, world.a, world.b - 0.3, repeated(0.5));
    nn::Noise first(1, "measure"), second(1, "measure");
    const auto one =
        measure::measureModelError(*ensemble, world.transitions, world.sigma_y, settingsFor(kAll, {1.0}), first);
    const auto two =
        measure::measureModelError(*ensemble, world.transitions, world.sigma_y, settingsFor(kAll, {1.0}), second);
    for (std::size_t i = 0; i < one.size(); ++i) QCOMPARE(one[i].eps_m, two[i].eps_m);
  }
};

QTEST_GUILESS_MAIN(ModelErrorTest)
#include "model_error_test.moc"
