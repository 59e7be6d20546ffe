#pragma once

namespace bound {

/// Upper bounds on the total variation distance TV = ½‖p − q‖₁ from kl = KL(p ‖ q) in nats. kl in [0, ∞], where ∞
/// means that p has mass where q has none; results in [0, 1]. Each throws RangeError.
double calcPinskerTv(double kl);           ///< min(1, √(KL/2)): the better one for small KL
double calcBretagnolleHuberTv(double kl);  ///< √(1 − e^{−KL}): below 1 for every finite KL
double calcTvBound(double kl);             ///< the smaller of the two

}  // namespace bound
