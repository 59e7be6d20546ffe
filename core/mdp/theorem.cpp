#include "mdp/theorem.h"

#include <algorithm>
#include <cmath>

#include "bound/theorem_4_1.h"
#include "bound/theorem_4_2.h"
#include "bound/theorem_4_3.h"
#include "mdp/exact_error.h"
#include "mdp/exact_return.h"
#include "mdp/policy.h"

namespace mdp {

ExactCase calcExactCase(const Experiment& experiment, std::size_t k_max) {
  const FiniteMdp& mdp = experiment.mdp;
  const Vector tv = calcRowTv(mdp.p, experiment.p_hat);
  return {.setting = {mdp.discount, mdp.calcRMax()},
          .eps_m = calcExpectedTv(mdp, experiment.behaviour_policy, tv),
          .eps_m_prime = calcExpectedTv(mdp, experiment.policy, tv),
          .eps_pi = calcEpsPi(experiment.policy, experiment.behaviour_policy),
          .true_return = calcReturn(mdp, mdp.p, experiment.policy),
          .model_return = calcReturn(mdp, experiment.p_hat, experiment.policy),
          .branched_returns =
              calcBranchedReturns(mdp, experiment.p_hat, experiment.policy, experiment.behaviour_policy, k_max)};
}

double Theorem::calcGap(const ExactCase& exact, std::int64_t k) const {
  const double model_side = branched ? exact.branched_returns.at(static_cast<std::size_t>(k)) : exact.model_return;
  return std::abs(exact.true_return - model_side);
}

std::vector<Theorem> allTheorems() {
  using bound::Theorem43Form;
  const auto theorem43 = [](Theorem43Form form) {
    return [form](const ExactCase& c, std::int64_t k) {
      return bound::calcTheorem43(c.setting, c.eps_m_prime, c.eps_pi, k, form).calcTotal();
    };
  };
  return {
      {"4.1", false,
       [](const ExactCase& c, std::int64_t) { return bound::calcTheorem41(c.setting, c.eps_m, c.eps_pi).calcTotal(); }},
      {"4.1-coupled", false,
       [](const ExactCase& c, std::int64_t) {
         return bound::calcCoupledTheorem41(c.setting, c.eps_m, c.eps_pi).calcTotal();
       }},
      {"4.1-on-policy", false,
       [](const ExactCase& c, std::int64_t) { return bound::calcTheorem41(c.setting, c.eps_m_prime, 0).calcTotal(); }},
      {"4.2", true,
       [](const ExactCase& c, std::int64_t k) {
         return bound::calcTheorem42(c.setting, c.eps_m, c.eps_pi, k).calcTotal();
       }},
      {"4.3", true, theorem43(Theorem43Form::with_action_terms)},
      {"4.3-published", true, theorem43(Theorem43Form::as_published)},
      {"4.3-coupled", true,
       [](const ExactCase& c, std::int64_t k) {
         return bound::calcCoupledTheorem43(c.setting, c.eps_m_prime, c.eps_pi, k).calcTotal();
       }},
  };
}

}  // namespace mdp
