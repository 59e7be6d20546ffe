#pragma once

#include <optional>

#include "inspect/comparison.h"
#include "ui/rollouts/figure.h"

namespace rollouts {

/// Rollout lengths that a reader wants to see beside an error that grows.
struct Lengths {
  int k = 0;                     ///< in force when the model was; 0: not known
  std::optional<double> k_star;  ///< newest estimate of the run
};

/// Truth, each member's mean path, ±2σ of either kind about the members' average. `dimension`: of Comparison::fans.
Figure fanFigure(const inspect::Comparison& comparison, std::size_t dimension, const Lengths& lengths);
/// RMSE after 1 … H model steps in units of σ, overall and of one dimension.
Figure growthFigure(const inspect::Comparison& comparison, std::size_t dimension, const Lengths& lengths);
/// Error over the σ that the model itself states: 1 where it knows its error.
Figure ownSigmaFigure(const inspect::Comparison& comparison, const Lengths& lengths);
/// Observed against nominal coverage of central intervals.
Figure coverageFigure(const inspect::Comparison& comparison, std::size_t dimension);
/// Histogram of the PIT with the band in which an even one lies by chance.
Figure pitFigure(const inspect::Comparison& comparison);
/// Predicted against true one-step outcome of one dimension.
Figure scatterFigure(const inspect::Comparison& comparison, std::size_t dimension);

/// Half the width of the band that holds a bin of a histogram density of n independent uniform numbers in `bins` equal
/// bins with 95 % probability. A count is Binomial(n, 1/B), the density count·B/n, its variance (B − 1)/n; normal
/// approximation: 1.96 √((B − 1)/n).
double chanceHalfWidth(std::size_t bins, std::int64_t n);

/// R² to four places, never rounded up to 1.
QString scoreText(double r2);

/// "evaluation episode of step 2 500, from its step 40" or "state 3 of D_env".
QString startText(const inspect::Comparison& comparison);

}  // namespace rollouts
