#include "ui/panels/chart_plan.h"

#include <QCoreApplication>

#include "ui/panels/metric_text.h"

namespace panels {

charts::SeriesSpec seriesSpec(const SeriesPlan& plan) {
  const mbpo::MetricSpec& metric = mbpo::metricSpec(plan.metric);
  charts::SeriesSpec spec;
  spec.label = plan.label.isEmpty() ? metricText(metric.label) : plan.label;
  spec.unit = metricText(metric.unit);
  spec.provenance = provenanceText(plan.metric);
  spec.explanation = metricText(metric.equation);
  if (!spec.explanation.isEmpty()) spec.explanation += u'\n';
  spec.explanation += metricText(metric.description);
  spec.colour = plan.colour;
  spec.dash = plan.dash;
  spec.shape = plan.shape;
  spec.faint = plan.faint;
  spec.infinite = plan.infinite;
  return spec;
}

namespace {

using enum mbpo::Metric;
using Dash = charts::SeriesSpec::Dash;
using Shape = charts::SeriesSpec::Shape;
using Scale = charts::AxisScale::Kind;

constexpr int kInk = 7;  // the neutral one of the series' colours

QString tr(const char* text) { return QCoreApplication::translate("Dashboard", text); }

SeriesPlan ofBound(mbpo::Metric metric, BoundValue value, Dash dash, const QString& label = {}) {
  SeriesPlan plan{metric, dash};
  plan.bound = value;
  plan.label = label;
  return plan;
}

SeriesPlan layer(mbpo::Metric metric, const QString& label) {
  SeriesPlan plan = ofBound(metric, BoundValue::term, Dash::solid, label);
  plan.shape = Shape::layered;
  return plan;
}

SeriesPlan inInk(SeriesPlan plan) {
  plan.colour = kInk;
  return plan;
}

/// What a value is held against: in force until r_max grows.
SeriesPlan threshold(BoundValue value, Dash dash, const QString& label) {
  SeriesPlan plan = inInk(ofBound(return_scale, value, dash, label));
  plan.shape = Shape::steps;
  return plan;
}

SectionPlan returnSection() {
  return {QStringLiteral("returns"), tr("Returns"), tr("What the policy earns"),
          {{QStringLiteral("returns"), tr("Evaluation return"), axisTitle(evaluation_return),
            {{evaluation_return, Dash::solid, Shape::line, false, evaluation_return_std},
             {training_return, Dash::solid, Shape::points, true}},
            Scale::linear, true},
           {QStringLiteral("discounted"), tr("Discounted returns ν, ν̂, ν̂_branch"), axisTitle(true_return),
            {{true_return, Dash::solid, Shape::line, false, true_return_standard_error},
             {model_return, Dash::dashed, Shape::line, false, model_return_standard_error},
             {branched_return, Dash::dotted, Shape::line, false, branched_return_standard_error}},
            Scale::linear, true}}};
}

SectionPlan modelSection() {
  return {QStringLiteral("model"), tr("Model error"), tr("How wrong the learned model is: ε_m, ε_m′, validation"),
          {{QStringLiteral("model_eps"), tr("ε_m over time bins"), tr("ε_m"),
            {{eps_m, Dash::solid, Shape::line, false, eps_m_standard_error},
             {eps_m_mean, Dash::dashed},
             {eps_m_bin_min, Dash::dotted},
             {eps_m_pac, Dash::solid, Shape::line, true}},
            Scale::linear, true},
           {QStringLiteral("model_eps_prime"), tr("ε_m′ on the current policy"), tr("ε_m′"),
            {{eps_m_prime_linear},
             {eps_m_prime_direct, Dash::solid, Shape::points, false, eps_m_prime_direct_standard_error},
             {eps_m, Dash::dotted}},
            Scale::linear, true},
           {QStringLiteral("model_profile"), tr("ε_m by resolution ρ"), tr("ε_m"),
            {{eps_m_at_0_1}, {eps_m_at_0_3, Dash::dashed}, {eps_m_at_1, Dash::dotted}, {eps_m_at_3, Dash::dash_dotted}},
            Scale::linear, true},
           {QStringLiteral("model_estimators"), tr("ε_m by estimator"), tr("ε_m"),
            {{eps_m_resolution_tv},
             {eps_m_pinsker_nll, Dash::dashed},
             {eps_m_ensemble_tv, Dash::dotted},
             {eps_m, Dash::dash_dotted, Shape::line, true}},
            Scale::linear, true},
           {QStringLiteral("model_rmse"), tr("Validation RMSE"), axisTitle(validation_rmse), {{validation_rmse}},
            Scale::log},
           {QStringLiteral("model_nll"), tr("Validation NLL"), axisTitle(validation_nll), {{validation_nll}}}}};
}

SectionPlan policySection() {
  return {QStringLiteral("policy"), tr("Policy shift"), tr("How far π went from π_D since the last model fit: ε_π, KL"),
          {{QStringLiteral("policy_tv"), tr("ε_π (upper bound, Monte Carlo)"), tr("ε_π"),
            {{eps_pi},
             {eps_pi_combined_p95, Dash::dashed},
             {eps_pi_combined_mean, Dash::dotted},
             {eps_pi_monte_carlo_max, Dash::solid, Shape::line, true},
             {eps_pi_monte_carlo_p95, Dash::dashed, Shape::line, true},
             {eps_pi_monte_carlo_mean, Dash::dotted, Shape::line, true}},
            Scale::linear, true},
           {QStringLiteral("policy_eps"), tr("ε_π (Pinsker)"), tr("ε_π"),
            {{eps_pi_max}, {eps_pi_p95, Dash::dashed}, {eps_pi_mean, Dash::dotted}},
            Scale::linear, true},
           {QStringLiteral("policy_kl"), tr("KL"), tr("KL(π ‖ π_D) (nats)"),
            {{policy_kl_max}, {policy_kl_p95, Dash::dashed}, {policy_kl_mean, Dash::dotted}},
            Scale::log}}};
}

SectionPlan boundSection() {
  return {QStringLiteral("bound"), tr("Bound"), tr("The return bound, its penalty, and what it is worth"),
          {{QStringLiteral("bound"), tr("Lower bound on ν"), axisTitle(lower_bound),
            {ofBound(lower_bound, BoundValue::lower_bound, Dash::solid),
             ofBound(true_return, BoundValue::true_return, Dash::dashed),
             ofBound(model_return, BoundValue::model_return, Dash::dotted, tr("model side")),
             threshold(BoundValue::least_return, Dash::dash_dotted, tr("lowest return"))},
            Scale::symlog, true},
           {QStringLiteral("penalty_terms"), tr("Penalty C by its terms"), axisTitle(penalty),
            {layer(penalty_shift_before_branch, tr("shift before branch")),
             layer(penalty_shift_at_branch, tr("shift at branch")),
             layer(penalty_policy_shift_states, tr("other states")),
             layer(penalty_policy_shift_actions, tr("other actions")),
             layer(penalty_model_error, tr("model error")),
             layer(penalty_shift_in_branch, tr("shift in branch")),
             inInk(ofBound(penalty, BoundValue::penalty, Dash::solid)),
             threshold(BoundValue::full_range, Dash::dashed, tr("vacuous above"))},
            Scale::linear, true}}};
}

SectionPlan lengthSection() {
  SeriesPlan best = ofBound(k_star, BoundValue::k_star, Dash::dashed);
  best.shape = Shape::steps;
  best.infinite = tr("unbounded (ε_m′ = 0 < ε_π)");
  return {QStringLiteral("k"), tr("Rollout length"), tr("k in force, the bound's k*, and the room that they need"),
          {{QStringLiteral("length"), tr("k and k*"), tr("model steps"),
            {{rollout_length, Dash::solid, Shape::steps}, best, {branch_length_mean, Dash::dotted}},
            Scale::symlog, true},
           {QStringLiteral("model_buffer"), tr("Model buffer D_model"), tr("rows"),
            {{model_buffer_size}, {model_buffer_capacity, Dash::dashed, Shape::steps}}, Scale::linear, true}}};
}

SectionPlan lossSection() {
  return {QStringLiteral("losses"), tr("Losses"), tr("Critic, actor and temperature"),
          {{QStringLiteral("critic"), tr("Critic loss"), axisTitle(critic_loss), {{critic_loss}}, Scale::log},
           {QStringLiteral("actor"), tr("Actor loss and Q"), tr("reward"),
            {{actor_loss}, {q_mean, Dash::dashed}, {q_abs_max, Dash::dotted}}},
           {QStringLiteral("entropy"), tr("Entropy and α"), tr("nats · temperature"),
            {{entropy}, {alpha, Dash::dashed}}}}};
}

SectionPlan costSection() {
  return {QStringLiteral("cost"), tr("Throughput"), tr("How fast it goes, and where the time is spent"),
          {{QStringLiteral("throughput"), tr("Throughput"), tr("per second"),
            {{updates_per_second}, {steps_per_second, Dash::dashed}, {rollouts_per_second, Dash::dotted}}, Scale::log},
           {QStringLiteral("seconds"), tr("Time by stage"), tr("share of wall time (%)"),
            {{seconds_fit, Dash::solid, Shape::stacked},
             {seconds_roll_out, Dash::solid, Shape::stacked},
             {seconds_act, Dash::solid, Shape::stacked},
             {seconds_update, Dash::solid, Shape::stacked},
             {seconds_measure, Dash::solid, Shape::stacked},
             {seconds_publish, Dash::solid, Shape::stacked}},
            Scale::linear, true}}};
}

}  // namespace

std::vector<SectionPlan> dashboardPlan() {
  return {returnSection(), modelSection(),  policySection(), boundSection(),
          lengthSection(), lossSection(), costSection()};
}

}  // namespace panels
