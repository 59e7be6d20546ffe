#pragma once

#include <QString>

#include "mbpo/recorded_bound.h"

namespace panels {

/// "4.3 as published", as in the selector.
QString theoremText(const std::string& theorem);

/// What the trainer used where the choice is another: "theorem 4.3, ρ = 1"; empty where they agree.
QString differenceText(const mbpo::BoundChoice& trained, const mbpo::BoundChoice& choice);

/// One sentence on why the bound tells nothing, and one on what would make it tell something; empty when it does.
QString vacuityText(const mbpo::BoundPoint& point);
/// The same with a line on what is worth looking at nevertheless.
QString vacuityTip(const mbpo::BoundPoint& point);

/// What else to know of these choices at the newest moment: assumptions that they break, and what stands in for what
/// was not measured. Sentences, or empty.
QString caveatText(const mbpo::BoundChoice& choice, const mbpo::RecordedBound& bound);

/// "d = 0.38 ± 0.05 · R² = 0.71 · 14 pairs".
QString slopeText(const measure::ErrorSlope& slope);

}  // namespace panels
