#include "mdp/verification.h"

#include <QtTest>
#include <cmath>

#include "bound/theorem_4_1.h"
#include "bound/theorem_4_2.h"
#include "bound/theorem_4_3.h"
#include "mdp/tight_family.h"

using bound::Theorem43Form;
using mdp::ExactCase;
using mdp::Theorem;
using mdp::TheoremReport;

namespace {

const mdp::VerificationOptions kSmall{.mdps = 500, .seed = 3, .k_max = 10, .threads = 1};

Theorem named(const std::string& name) {
  for (Theorem& theorem : mdp::allTheorems()) {
    if (theorem.name == name) return theorem;
  }
  return {};
}

/// The verdict on a theorem whose penalty was replaced.
TheoremReport verifyMutant(const std::string& name, std::function<double(const ExactCase&, std::int64_t)> penalty) {
  Theorem mutant = named(name);
  mutant.penalty = std::move(penalty);
  return mdp::verify(kSmall, {mutant}).front();
}

/// Theorem 4.3's bracket with its γ^{k+1} replaced by γ^exponent; actions 2 or 0.
double bracket43(const ExactCase& c, std::int64_t k, double exponent, double actions) {
  const double gamma = c.setting.discount, h = 1 - gamma, steps = static_cast<double>(k);
  return 2 * c.setting.r_max *
         (std::pow(gamma, exponent) * c.eps_pi / (h * h) + (std::pow(gamma, steps) + actions) * c.eps_pi / h +
          steps * c.eps_m_prime / h);
}

}  // namespace

class VerificationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void noTheoremIsViolatedAndEachIsSharp() {
    const auto reports = mdp::verify({.mdps = 2000, .seed = 1, .k_max = 15});
    QCOMPARE(reports.size(), mdp::allTheorems().size());
    for (const TheoremReport& report : reports) {
      QVERIFY2(report.holds(), report.theorem.c_str());
      QCOMPARE(report.violations, std::int64_t{0});
      QVERIFY(report.minimum_slack > -1e-11);
      QVERIFY(report.median_tightness > 0 && report.median_tightness < 0.5);
      QVERIFY(report.largest_tightness <= 1 + 1e-6);
      QVERIFY(report.sharpness_claims >= 1);
      QCOMPARE(report.cases, std::int64_t{2000} * (report.theorem.starts_with("4.1") ? 1 : 16));
    }
  }

  void resultDoesNotDependOnThreads() {
    const auto one = mdp::verify({.mdps = 300, .seed = 4, .k_max = 5, .threads = 1});
    const auto three = mdp::verify({.mdps = 300, .seed = 4, .k_max = 5, .threads = 3});
    for (std::size_t i = 0; i < one.size(); ++i) {
      QCOMPARE(one[i].minimum_slack, three[i].minimum_slack);
      QCOMPARE(one[i].median_tightness, three[i].median_tightness);
      QCOMPARE(one[i].largest_tightness, three[i].largest_tightness);
    }
  }

  void progressReachesTheEnd() {
    std::int64_t last = 0;
    mdp::verify({.mdps = 50, .seed = 1, .k_max = 1, .threads = 1}, mdp::allTheorems(),
                [&](std::int64_t done) { last = done; });
    QCOMPARE(last, std::int64_t{50});
  }

  // The leading factor 2 (‖·‖₁ = 2 TV) dropped, from every theorem.
  void droppedFactorTwoIsViolated_data() {
    QTest::addColumn<QString>("name");
    for (const Theorem& theorem : mdp::allTheorems())
      QTest::newRow(theorem.name.c_str()) << QString::fromStdString(theorem.name);
  }
  void droppedFactorTwoIsViolated() {
    QFETCH(QString, name);
    const Theorem theorem = named(name.toStdString());
    const TheoremReport report =
        verifyMutant(theorem.name, [=](const ExactCase& c, std::int64_t k) { return 0.5 * theorem.penalty(c, k); });
    QVERIFY(report.violations > 0);
    QVERIFY(report.sharpness_failures > 0);
  }

  // ε_m for ε_m′: the model was never shown what the new policy does.
  void modelErrorOnTheWrongStatesIsViolated() {
    for (const auto form : {Theorem43Form::with_action_terms, Theorem43Form::as_published}) {
      const std::string name = form == Theorem43Form::as_published ? "4.3-published" : "4.3";
      const TheoremReport report = verifyMutant(name, [form](const ExactCase& c, std::int64_t k) {
        return bound::calcTheorem43(c.setting, c.eps_m, c.eps_pi, k, form).calcTotal();
      });
      QVERIFY2(report.violations > 0, name.c_str());
      QVERIFY2(report.sharpness_failures > 0, name.c_str());
    }
  }

  // γ^k for γ^{k+1} makes a penalty larger, which no experiment can violate: the hand-worked shares convict it.
  // γ^{k+2} is too small; as published there is no room for it.
  void wrongPowerOfGammaIsCaught() {
    for (const double actions : {2.0, 0.0}) {
      const std::string name = actions == 0 ? "4.3-published" : "4.3";
      const auto withPower = [&](int extra) {
        return verifyMutant(name, [=](const ExactCase& c, std::int64_t k) {
          return bracket43(c, k, static_cast<double>(k + extra), actions);
        });
      };
      QVERIFY2(withPower(1).holds(), name.c_str());  // the theorem itself
      QVERIFY2(withPower(0).violations == 0 && withPower(0).sharpness_failures > 0, name.c_str());
      QVERIFY2(!withPower(2).holds(), name.c_str());
      if (actions == 0) QVERIFY(withPower(2).violations > 0);
    }
    const TheoremReport report = verifyMutant("4.2", [](const ExactCase& c, std::int64_t k) {
      ExactCase worse = c;
      worse.eps_m_prime = c.eps_m + 2 * c.eps_pi;
      return bracket43(worse, k, static_cast<double>(k), 2);
    });
    QVERIFY(report.sharpness_failures > 0);
  }

  // ε_π once where Theorems 4.1 and 4.2 have 2ε_π is a true statement (core/bound/theorem_4_1.cpp proves it), so no
  // experiment violates it; its shares tell that it is not the published one.
  void halvedPolicyShiftIsTrueButIsNotThePublishedTheorem() {
    const TheoremReport report41 = verifyMutant("4.1", [](const ExactCase& c, std::int64_t) {
      return bound::calcTheorem41(c.setting, c.eps_m, c.eps_pi / 2).calcTotal();
    });
    QCOMPARE(report41.violations, std::int64_t{0});
    QVERIFY(report41.sharpness_failures > 0);
    const TheoremReport report42 = verifyMutant("4.2", [](const ExactCase& c, std::int64_t k) {
      return bound::calcTheorem43(c.setting, std::min(1.0, c.eps_m + c.eps_pi), c.eps_pi, k).calcTotal();
    });
    QCOMPARE(report42.violations, std::int64_t{0});
  }

  // One factor of the horizon forgotten, and the model error left out altogether.
  void grossMutantsAreViolated() {
    QVERIFY(verifyMutant("4.1", [](const ExactCase& c, std::int64_t) {
              return bound::calcTheorem41(c.setting, c.eps_m, c.eps_pi).calcTotal() * (1 - c.setting.discount);
            }).violations > 0);
    QVERIFY(verifyMutant("4.2", [](const ExactCase& c, std::int64_t k) {
              return bound::calcTheorem42(c.setting, 0, c.eps_pi, k).calcTotal();
            }).violations > 0);
    QVERIFY(verifyMutant("4.3", [](const ExactCase&, std::int64_t) { return std::nan(""); }).violations > 0);
  }

  // Gaps of the tight families at γ = ½, ε → 0 in units of 2 r_max ε, as their header states them.
  void tightFamiliesHaveTheirGaps() {
    using enum mdp::TightFamily;
    const auto gap = [](mdp::TightFamily family, int k) {
      const ExactCase exact = mdp::calcExactCase(mdp::makeTightExperiment(family, 0.5, 1e-7), 3);
      const double side = k < 0 ? exact.model_return : exact.branched_returns.at(static_cast<std::size_t>(k));
      return std::abs(exact.true_return - side) / 2e-7;
    };
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-5; };
    QVERIFY(near(gap(wrong_model, -1), 2) && near(gap(wrong_model, 0), 0) && near(gap(wrong_model, 2), 1.5));
    QVERIFY(near(gap(shifted_policy, -1), 0) && near(gap(shifted_policy, 0), 4) && near(gap(shifted_policy, 2), 0.5));
    QVERIFY(near(gap(unseen_action, -1), 2) && near(gap(unseen_action, 0), 2) && near(gap(unseen_action, 3), 2));
  }

  void impossibleOptionsAreRefused() {
    QVERIFY_EXCEPTION_THROWN(mdp::verify({.mdps = 0}), bound::RangeError);
    QVERIFY_EXCEPTION_THROWN(mdp::verify({.mdps = 1, .k_max = -1}), bound::RangeError);
    QVERIFY_EXCEPTION_THROWN(mdp::verify({.mdps = 1'000'000'000'000}), bound::RangeError);
    QVERIFY_EXCEPTION_THROWN(mdp::verify({.mdps = 1, .k_max = 2'000'000'000}), bound::RangeError);
  }
};

QTEST_GUILESS_MAIN(VerificationTest)
#include "verification_test.moc"
