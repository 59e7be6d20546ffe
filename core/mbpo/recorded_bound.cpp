#include "mbpo/recorded_bound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "bound/rollout_length.h"

namespace mbpo {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kTheorem = "theorem ";

constexpr std::array kTerms{bound::term::kShiftBeforeBranch, bound::term::kShiftAtBranch,
                            bound::term::kPolicyShiftStates, bound::term::kPolicyShiftActions,
                            bound::term::kModelError,        bound::term::kShiftInBranch};

double setting(const MeasurementRecord& record, std::string_view name) {
  const auto found = std::ranges::find(record.settings, name, &std::pair<std::string, double>::first);
  return found == record.settings.end() ? kUnknown : found->second;
}

const std::vector<double>* array(const MeasurementRecord& record, std::string_view name) {
  const auto found = std::ranges::find(record.arrays, name, &std::pair<std::string, std::vector<double>>::first);
  return found == record.arrays.end() ? nullptr : &found->second;
}

// In the order of the record, which is the theorem's.
bound::Penalty recordedPenalty(const MeasurementRecord& record) {
  bound::Penalty penalty;
  for (const auto& [name, value] : record.settings) {
    const auto term = std::ranges::find(kTerms, std::string_view(name));
    if (term != kTerms.end()) penalty.terms.push_back({*term, value});
  }
  return penalty;
}

// Estimates by other estimators come with an epoch's end, never with a fit.
bool isOfEpochEnd(std::string_view name) {
  return name == "eps_m_resolution_tv" || name == "eps_m_pinsker_nll" || name == "eps_m_ensemble_tv";
}

bool isSame(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool isSame(const BoundPoint& a, const BoundPoint& b) {
  return a.real_steps == b.real_steps && a.updates == b.updates && a.theorem == b.theorem && a.k == b.k &&
         a.k_star == b.k_star && isSame(a.setting.r_max, b.setting.r_max) && isSame(a.errors.eps_m, b.errors.eps_m) &&
         isSame(a.errors.eps_m_prime, b.errors.eps_m_prime) && isSame(a.errors.eps_pi, b.errors.eps_pi) &&
         isSame(a.penalty.calcTotal(), b.penalty.calcTotal()) && isSame(a.model_return, b.model_return);
}

}  // namespace

BoundChoice boundChoice(const Configuration& c) {
  return {c.bound_theorem,      c.eps_m_estimator,  c.resolution,       c.eps_m_pac,
          c.eps_m_prime_source, c.eps_pi_estimator, c.eps_pi_aggregate, c.r_max};
}

bool haveSameNumbers(const std::vector<BoundPoint>& a, const std::vector<BoundPoint>& b) {
  return std::ranges::equal(a, b, [](const BoundPoint& one, const BoundPoint& other) { return isSame(one, other); });
}

void RecordedBound::add(const MeasurementRecord& record) {
  const std::string_view name = record.name;
  if (name == "penalty") {
    takePenalty(record);
  } else if (name == "eps_m_prime_direct") {
    takeFreshError(record);
  } else if (name == "eps_m_slope") {
    takePairs(record);
  } else if (name.starts_with("eps_m")) {
    takeModelError(record);
  } else if (name.starts_with("eps_pi")) {
    for (const char* aggregate : {"mean", "p95", "max"})
      eps_pi_[record.estimator][aggregate] = setting(record, aggregate);
  } else if (name == "true_return") {
    true_return_ = {record.value, record.standard_error};
  } else if (name == "model_return") {
    model_return_ = {record.value, record.standard_error};
  } else if (name == "branched_return") {
    branched_return_ = {record.value, record.standard_error};
  }
}

void RecordedBound::takeModelError(const MeasurementRecord& record) {
  if (record.name == "eps_m") eps_m_.clear();  // a new model, or the old one measured again: nothing older counts
  // The returns of the epoch before have had their time.
  if (isOfEpochEnd(record.name)) true_return_ = model_return_ = branched_return_ = {};
  // `eps_m` comes first and is what the trainer takes; the profile repeats its kind with other random numbers.
  eps_m_.try_emplace({record.estimator, setting(record, "rho")}, Error{record.value, setting(record, "pac_bound")});
}

void RecordedBound::takeFreshError(const MeasurementRecord& record) {
  if (!choice_) return;
  if (record.estimator != choice_->eps_m_estimator || setting(record, "rho") != choice_->resolution) {
    eps_m_prime_direct_ = kUnknown;
    slope_ = {};  // as the trainer does: pairs of different kinds cannot share a line
    return;
  }
  eps_m_prime_direct_ = record.value;
  // x = ε_π, y = ε_m′ − ε_m, of the model before the fit
  slope_.add({chosenShift(), record.value - chosenModelError().estimate});
}

void RecordedBound::takePairs(const MeasurementRecord& record) {
  if (choice_) return;
  const auto* x = array(record, "pairs_eps_pi");
  const auto* y = array(record, "pairs_excess_error");
  if (x == nullptr || y == nullptr) return;
  slope_ = {};
  for (std::size_t i = 0; i < std::min(x->size(), y->size()); ++i) slope_.add({(*x)[i], (*y)[i]});
}

RecordedBound::Error RecordedBound::chosenModelError() const {
  const auto found = eps_m_.find({choice_->eps_m_estimator, choice_->resolution});
  return found == eps_m_.end() ? Error{} : found->second;
}

double RecordedBound::chosenShift() const {
  const auto estimator = eps_pi_.find(choice_->eps_pi_estimator);
  if (estimator == eps_pi_.end()) return kUnknown;
  const auto aggregate = estimator->second.find(choice_->eps_pi_aggregate);
  return aggregate == estimator->second.end() ? kUnknown : aggregate->second;
}

BoundErrors RecordedBound::chosenErrors() const {
  const Error eps_m = chosenModelError();
  BoundErrors errors;
  errors.eps_m = choice_->eps_m_pac ? eps_m.pac : eps_m.estimate;
  errors.eps_pi = chosenShift();
  const bool both = std::isfinite(errors.eps_m) && std::isfinite(errors.eps_pi);
  errors.eps_m_prime = choice_->eps_m_prime_source == "direct" ? eps_m_prime_direct_
                       : both                                  ? slope_.predict(errors.eps_m, errors.eps_pi)
                                                               : kUnknown;
  return errors;
}

void RecordedBound::takePenalty(const MeasurementRecord& record) {
  BoundPoint point;
  point.real_steps = record.real_steps;
  point.updates = record.updates;
  point.k = std::llround(setting(record, "k"));
  point.setting = {setting(record, "discount"), setting(record, "r_max")};
  const double measured = setting(record, "r_max_measured");
  point.r_max_measured = std::isfinite(measured) ? measured : point.setting.r_max;
  if (choice_) {
    point.theorem = choice_->theorem;
    point.setting.r_max = choice_->r_max > 0 ? choice_->r_max : point.r_max_measured;
    point.errors = chosenErrors();
    if (!point.errors.isKnown() || !(point.setting.r_max > 0)) {
      ++missing_;
      return;
    }
    point.penalty = calcPenalty(point.theorem, point.setting, point.errors, point.k);
  } else {
    const bool named = record.estimator.starts_with(kTheorem);
    point.theorem = named ? record.estimator.substr(kTheorem.size()) : record.estimator;
    point.errors = {setting(record, "eps_m"), setting(record, "eps_m_prime"), setting(record, "eps_pi")};
    point.penalty = recordedPenalty(record);
  }
  point.k_star = bound::calcOptimalRolloutLength(point.setting.discount, point.errors.eps_m_prime, point.errors.eps_pi);
  // ν ≥ ν̂ − C for full-length rollouts, ν ≥ ν̂_branch(k) − C(k) for branched ones
  point.model_return = (point.theorem == "4.1" ? model_return_ : branched_return_).value;
  point.true_return = true_return_.value;
  point.true_return_standard_error = true_return_.standard_error;
  true_return_ = {};
  points_.push_back(std::move(point));
}

}  // namespace mbpo
