#pragma once

#include "study/study_result.h"
#include "ui/studies/curve_plot.h"

namespace studies {

/// "ε_m′, largest time bin", as on axes and in the choice of what to show.
QString errorTitle(study::ErrorMeasure measure);
/// How it is estimated, from how much, and what it does not tell.
QString errorExplanation(study::ErrorMeasure measure, const study::StudyResult& result);

/// Error against KL(π ‖ π_D): one curve per n.
CurvePlot errorPlot(const study::StudyResult& result, study::ErrorMeasure measure);
/// The slope at 0 against n, logarithmic.
CurvePlot slopePlot(const study::StudyResult& result, study::ErrorMeasure measure);

/// What all numbers of a study stand on, in one sentence or two.
QString provenance(const study::StudyResult& result);

}  // namespace studies
