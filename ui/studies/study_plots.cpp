#include "ui/studies/study_plots.h"

#include <QCoreApplication>
#include <array>

#include "ui/models/number_text.h"

namespace studies {
namespace {

using study::ErrorMeasure;

QString tr(const char* text) { return QCoreApplication::translate("StudyPlots", text); }

constexpr std::array kDashes{charts::SeriesSpec::Dash::solid, charts::SeriesSpec::Dash::dashed,
                             charts::SeriesSpec::Dash::dash_dotted, charts::SeriesSpec::Dash::dotted};

}  // namespace

QString errorTitle(ErrorMeasure measure) {
  switch (measure) {
    case ErrorMeasure::eps_m_prime: return tr("ε_m′, largest time bin");
    case ErrorMeasure::eps_m_prime_mean: return tr("ε_m′, mean over rows");
    case ErrorMeasure::rmse: return tr("RMSE (σ_y)");
  }
  return {};
}

QString errorExplanation(ErrorMeasure measure, const study::StudyResult& result) {
  const QString how = QString::fromStdString(result.estimator);
  const QString rho = models::shortText(result.resolution);
  switch (measure) {
    case ErrorMeasure::eps_m_prime:
      return tr("Estimated by %1 at ρ = %2: mean total variation in each time bin, the largest of them, as the "
                "theorems "
                "ask. Bars: standard error of that bin.")
          .arg(how, rho);
    case ErrorMeasure::eps_m_prime_mean:
      return tr("Estimated by %1 at ρ = %2: mean total variation over all fresh transitions. Bars: standard error.")
          .arg(how, rho);
    case ErrorMeasure::rmse:
      return tr("Root mean squared error of the elites' mean prediction, in units of σ_y. Bars: standard error.");
  }
  return {};
}

CurvePlot errorPlot(const study::StudyResult& result, ErrorMeasure measure) {
  CurvePlot plot;
  plot.title = tr("Model error against policy shift");
  plot.explanation = tr("The frozen model's error on fresh real transitions of each policy on its way from π_D.\n") +
                     errorExplanation(measure, result);
  plot.x_title = tr("mean KL(π ‖ π_D) (nats)");
  plot.y_title = errorTitle(measure);
  plot.empty_text = tr("Press Start: the curves grow here, one for each number of transitions n.");
  for (std::size_t i = 0; i < result.curves.size(); ++i) {
    const study::StudyCurve& of = result.curves[i];
    Curve curve;
    curve.spec.label = tr("n = %1").arg(models::groupedText(of.transitions));
    curve.spec.dash = kDashes[i % kDashes.size()];
    curve.spec.explanation =
        tr("Model fitted to %1 transitions of π_D, then frozen.").arg(models::groupedText(of.transitions));
    for (const study::StudyPoint& point : of.points) {
      const study::Measured& error = point.error(measure);
      const QString name = point.policy == 0 ? tr("π_D, KL 0")
                                             : tr("policy %1, %2 updates, KL %3")
                                                   .arg(point.policy)
                                                   .arg(point.updates)
                                                   .arg(models::shortText(point.kl_mean));
      curve.points.append({point.kl_mean, error.value, error.standard_error, name});
    }
    plot.curves.append(curve);
  }
  return plot;
}

CurvePlot slopePlot(const study::StudyResult& result, ErrorMeasure measure) {
  CurvePlot plot;
  plot.title = tr("Slope at 0 against n");
  plot.explanation = tr("dε/dε_π at ε_π = 0: weighted straight line over the policies whose mean ε_π is at most %1, "
                        "at least %2 of them. Bars: standard error.")
                         .arg(models::shortText(study::kLocalShift))
                         .arg(study::kFewestPolicies);
  plot.x_title = tr("n (transitions of π_D)");
  plot.y_title = tr("slope of %1").arg(errorTitle(measure));
  plot.empty_text = tr("Not yet: a slope needs %1 policies.").arg(study::kFewestPolicies);
  plot.x_scale.kind = charts::AxisScale::Kind::log;
  Curve curve;
  curve.spec.label = tr("slope");
  curve.spec.explanation = plot.explanation;
  for (const study::StudyCurve& of : result.curves) {
    const auto slope = of.slope(measure);
    if (!slope) continue;
    curve.points.append({static_cast<double>(of.transitions), slope->slope, slope->standard_error,
                         tr("n %1, %2 policies").arg(models::groupedText(of.transitions)).arg(slope->policies)});
  }
  plot.curves = {curve};
  return plot;
}

QString provenance(const study::StudyResult& result) {
  if (result.curves.empty() || result.curves.front().points.empty()) return {};
  const study::StudyPoint& point = result.curves.front().points.front();
  return tr("%1, seed %2, estimated. π_D: %3. Errors by %4 at ρ = %5 on %6 fresh transitions per policy; KL and ε_π "
            "over "
            "%7 states of π_D; k = %8. Real steps: %9 for the models, %10 diagnostic, seen by no model.")
      .arg(QString::fromStdString(result.environment), QString::number(result.seed),
           QString::fromStdString(result.behaviour), QString::fromStdString(result.estimator),
           models::shortText(result.resolution), models::groupedText(point.rows),
           models::groupedText(result.shift_states), QString::number(result.rollout_length),
           models::groupedText(result.data_steps), models::groupedText(result.diagnostic_steps));
}

}  // namespace studies
