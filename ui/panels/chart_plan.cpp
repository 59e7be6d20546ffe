#include "ui/panels/chart_plan.h"

#include <QCoreApplication>

#include "ui/panels/metric_text.h"

namespace panels {

charts::SeriesSpec seriesSpec(const SeriesPlan& plan, int colour) {
  const mbpo::MetricSpec& metric = mbpo::metricSpec(plan.metric);
  charts::SeriesSpec spec;
  spec.label = metricText(metric.label);
  spec.unit = metricText(metric.unit);
  spec.provenance = provenanceText(plan.metric);
  spec.explanation = metricText(metric.equation);
  if (!spec.explanation.isEmpty()) spec.explanation += u'\n';
  spec.explanation += metricText(metric.description);
  spec.colour = colour;
  spec.dash = plan.dash;
  spec.shape = plan.shape;
  spec.faint = plan.faint;
  return spec;
}

std::vector<ChartPlan> dashboardPlan() {
  using enum mbpo::Metric;
  using Dash = charts::SeriesSpec::Dash;
  using Shape = charts::SeriesSpec::Shape;
  using Scale = charts::AxisScale::Kind;
  const auto tr = [](const char* text) { return QCoreApplication::translate("Dashboard", text); };
  return {
      {QStringLiteral("returns"), tr("Evaluation return"), axisTitle(evaluation_return),
       {{evaluation_return, Dash::solid, Shape::line, false, evaluation_return_std},
        {training_return, Dash::solid, Shape::points, true}},
       Scale::linear, true},
      {QStringLiteral("policy_eps"), tr("Policy shift ε_π (Pinsker)"), tr("ε_π"),
       {{eps_pi_max}, {eps_pi_p95, Dash::dashed}, {eps_pi_mean, Dash::dotted}},
       Scale::linear, true},
      {QStringLiteral("policy_tv"), tr("Policy shift ε_π (upper bound, Monte Carlo)"), tr("ε_π"),
       {{eps_pi},
        {eps_pi_combined_p95, Dash::dashed},
        {eps_pi_combined_mean, Dash::dotted},
        {eps_pi_monte_carlo_max, Dash::solid, Shape::line, true},
        {eps_pi_monte_carlo_p95, Dash::dashed, Shape::line, true},
        {eps_pi_monte_carlo_mean, Dash::dotted, Shape::line, true}},
       Scale::linear, true},
      {QStringLiteral("model_eps"), tr("Model error ε_m over time bins"), tr("ε_m"),
       {{eps_m, Dash::solid, Shape::line, false, eps_m_standard_error},
        {eps_m_mean, Dash::dashed},
        {eps_m_bin_min, Dash::dotted},
        {eps_m_pac, Dash::solid, Shape::line, true}},
       Scale::linear, true},
      {QStringLiteral("model_eps_prime"), tr("Model error ε_m′ on the current policy"), tr("ε_m′"),
       {{eps_m_prime_linear},
        {eps_m_prime_direct, Dash::solid, Shape::points, false, eps_m_prime_direct_standard_error},
        {eps_m, Dash::dotted}},
       Scale::linear, true},
      {QStringLiteral("discounted"), tr("Discounted returns ν, ν̂, ν̂_branch"), axisTitle(true_return),
       {{true_return, Dash::solid, Shape::line, false, true_return_standard_error},
        {model_return, Dash::dashed, Shape::line, false, model_return_standard_error},
        {branched_return, Dash::dotted, Shape::line, false, branched_return_standard_error}},
       Scale::linear, true},
      {QStringLiteral("bound"), tr("Lower bound and penalty"), axisTitle(lower_bound),
       {{lower_bound}, {true_return, Dash::dashed}, {penalty, Dash::dotted}, {return_scale, Dash::dash_dotted}},
       Scale::linear, true},
      {QStringLiteral("model_rmse"), tr("Model error, validation RMSE"), axisTitle(validation_rmse),
       {{validation_rmse}}, Scale::log},
      {QStringLiteral("model_nll"), tr("Model error, validation NLL"), axisTitle(validation_nll), {{validation_nll}}},
      {QStringLiteral("policy_kl"), tr("Policy KL"), tr("KL(π ‖ π_D) (nats)"),
       {{policy_kl_max}, {policy_kl_p95, Dash::dashed}, {policy_kl_mean, Dash::dotted}},
       Scale::log},
      {QStringLiteral("length"), tr("Rollout length"), tr("model steps"),
       {{rollout_length, Dash::solid, Shape::steps}, {branch_length_mean, Dash::dashed}, {k_star, Dash::dotted, Shape::steps}},
       Scale::linear, true},
      {QStringLiteral("model_buffer"), tr("Model buffer D_model"), tr("rows"),
       {{model_buffer_size}, {model_buffer_capacity, Dash::dashed, Shape::steps}}, Scale::linear, true},
      {QStringLiteral("critic"), tr("Critic loss"), axisTitle(critic_loss), {{critic_loss}}, Scale::log},
      {QStringLiteral("actor"), tr("Actor loss and Q"), tr("reward"),
       {{actor_loss}, {q_mean, Dash::dashed}, {q_abs_max, Dash::dotted}}},
      {QStringLiteral("entropy"), tr("Entropy and α"), tr("nats · temperature"), {{entropy}, {alpha, Dash::dashed}}},
      {QStringLiteral("throughput"), tr("Throughput"), tr("per second"),
       {{updates_per_second}, {steps_per_second, Dash::dashed}, {rollouts_per_second, Dash::dotted}}, Scale::log},
      {QStringLiteral("seconds"), tr("Time by stage"), tr("share of wall time (%)"),
       {{seconds_fit, Dash::solid, Shape::stacked},
        {seconds_roll_out, Dash::solid, Shape::stacked},
        {seconds_act, Dash::solid, Shape::stacked},
        {seconds_update, Dash::solid, Shape::stacked},
        {seconds_measure, Dash::solid, Shape::stacked},
        {seconds_publish, Dash::solid, Shape::stacked}},
       Scale::linear, true},
  };
}

}  // namespace panels
