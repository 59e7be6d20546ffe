#include "ui/panels/bound_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <cmath>

#include "mbpo/vacuity.h"
#include "ui/models/number_text.h"

namespace panels {
namespace {

using models::shortText;

QString tr(const char* text) { return QCoreApplication::translate("Bound", text); }
QString shown(const std::string& text) { return QString::fromStdString(text); }

/// Which error the model's part of the penalty is made of, with its value.
QString modelErrorText(const mbpo::BoundPoint& point) {
  const bool on_data = point.theorem == "4.1" || point.theorem == "4.2";
  return on_data ? tr("ε_m = %1").arg(shortText(point.errors.eps_m))
                 : tr("ε_m′ = %1").arg(shortText(point.errors.eps_m_prime));
}

/// "k = 1, ε_m′ = 0.0186": what a remedy takes as given.
QString givenText(const mbpo::BoundPoint& point) {
  return point.theorem == "4.1" ? modelErrorText(point) : tr("k = %1, %2").arg(point.k).arg(modelErrorText(point));
}

QString remedyText(const mbpo::BoundPoint& point) {
  if (const auto shift = mbpo::calcLargestShift(point)) {
    return tr("It would tell something below ε_π = %1 (now %2; %3).")
        .arg(shortText(*shift), shortText(point.errors.eps_pi), givenText(point));
  }
  return tr("No ε_π is small enough: the model's error alone is too large (%1).").arg(givenText(point));
}

}  // namespace

QString theoremText(const std::string& theorem) {
  return theorem == "4.3-published" ? tr("4.3 as published") : shown(theorem);
}

QString differenceText(const mbpo::BoundChoice& trained, const mbpo::BoundChoice& choice) {
  QStringList parts;
  const auto part = [&](const auto& of_trained, const auto& of_choice, const QString& words) {
    if (of_trained != of_choice) parts << words;
  };
  part(trained.theorem, choice.theorem, tr("theorem %1").arg(theoremText(trained.theorem)));
  part(trained.eps_m_estimator, choice.eps_m_estimator, tr("ε_m by %1").arg(shown(trained.eps_m_estimator)));
  part(trained.resolution, choice.resolution, tr("ρ = %1").arg(shortText(trained.resolution)));
  part(trained.eps_m_pac, choice.eps_m_pac, trained.eps_m_pac ? tr("ε_m's 95 % bound") : tr("ε_m's estimate"));
  part(trained.eps_m_prime_source, choice.eps_m_prime_source, tr("ε_m′ %1").arg(shown(trained.eps_m_prime_source)));
  part(trained.eps_pi_estimator, choice.eps_pi_estimator, tr("ε_π by %1").arg(shown(trained.eps_pi_estimator)));
  part(trained.eps_pi_aggregate, choice.eps_pi_aggregate,
       tr("its %1 over states").arg(shown(trained.eps_pi_aggregate)));
  part(trained.r_max, choice.r_max,
       tr("r_max %1").arg(trained.r_max > 0 ? shortText(trained.r_max) : tr("as measured")));
  return parts.join(QStringLiteral(", "));
}

QString vacuityText(const mbpo::BoundPoint& point) {
  const double scale = bound::calcReturnScale(point.setting);
  switch (mbpo::judgeVacuity(point)) {
    case mbpo::Vacuity::none: return {};
    case mbpo::Vacuity::penalty_spans_range:
      return tr("Vacuous: C = %1 spans the whole range of returns, 2 r_max/(1−γ) = %2. %3")
          .arg(shortText(point.penalty.calcTotal()), shortText(2 * scale), remedyText(point));
    case mbpo::Vacuity::below_every_return:
      return tr("Vacuous: the bound %1 is below the lowest possible return, −r_max/(1−γ) = %2. %3")
          .arg(shortText(point.lowerBound()), shortText(-scale), remedyText(point));
  }
  return {};
}

QString vacuityTip(const mbpo::BoundPoint& point) {
  const QString text = vacuityText(point);
  if (text.isEmpty()) return {};
  return text + u'\n' + tr("k* is informative all the same: it depends on γ and the ratio ε_m′/ε_π alone.");
}

QString caveatText(const mbpo::BoundChoice& choice, const mbpo::RecordedBound& bound) {
  QStringList caveats;
  if (choice.theorem == "4.2") caveats << tr("Theorem 4.2's own best k is always 0; the k* drawn is Theorem 4.3's.");
  if (choice.theorem == "4.1")
    caveats << tr("Theorem 4.1 speaks of full-length rollouts; the k* drawn is Theorem 4.3's.");
  if (choice.eps_pi_aggregate != "max") {
    caveats << tr("The theorems ask for the maximum of ε_π over states, not for the %1.")
                   .arg(choice.eps_pi_aggregate == "mean" ? tr("mean") : tr("95th percentile"));
  }
  const bool by_slope = choice.eps_m_prime_source == "linear" && choice.theorem.starts_with("4.3");
  if (by_slope && !bound.points().empty() && !bound.slope().fit()) caveats << tr("No slope yet: ε_m′ = ε_m.");
  if (!bound.points().empty() && bound.points().back().r_max_measured > bound.points().back().setting.r_max) {
    caveats << tr("A reward of %1 exceeds this r_max: the bound does not hold.")
                   .arg(shortText(bound.points().back().r_max_measured));
  }
  return caveats.join(u' ');
}

QString slopeText(const measure::ErrorSlope& slope) {
  const auto pairs = static_cast<int>(slope.pairs().size());
  const auto fit = slope.fit();
  if (pairs == 0) return {};
  if (!fit) return tr("not yet: %1 of %2 pairs").arg(pairs).arg(measure::ErrorSlope::kMinPairs);
  return tr("d = %1 ± %2 · R² = %3 · %4 pairs")
      .arg(shortText(fit->slope), shortText(fit->standard_error), QString::number(fit->r_squared, 'f', 2))
      .arg(pairs);
}

}  // namespace panels
