#include "ui/lab/live_follower.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "ui/models/number_text.h"

namespace lab {

Trail joinTrail(const std::vector<run::Point>& eps_m, const std::vector<run::Point>& eps_pi) {
  Trail trail;
  std::size_t next = 0;
  double shift = std::nan("");
  for (const run::Point& error : eps_m) {
    for (; next < eps_pi.size() && eps_pi[next].real_steps <= error.real_steps; ++next) shift = eps_pi[next].value;
    if (std::isfinite(shift) && std::isfinite(error.value)) trail.push_back({error.real_steps, shift, error.value});
  }
  return trail;
}

LiveFollower::LiveFollower(bridge::SessionBridge& bridge, QObject* parent) : QObject(parent), bridge_(bridge) {
  connect(&bridge_, &bridge::SessionBridge::runReplaced, this, &LiveFollower::restart);
  connect(&bridge_, &bridge::SessionBridge::historyGrew, this, &LiveFollower::refresh);
  connect(&bridge_, &bridge::SessionBridge::stateChanged, this, &LiveFollower::refresh);
  refresh();
}

void LiveFollower::restart() {
  trail_.clear();
  eps_m_.clear();
  eps_pi_.clear();
  records_.clear();
  eps_m_cursor_ = eps_pi_cursor_ = record_cursor_ = 0;
  reading_ = {};
  refresh();
  Q_EMIT changed();
}

void LiveFollower::refresh() {
  const std::size_t before = trail_.size();
  if (const run::History* history = bridge_.history()) readTrail(*history);
  const LiveReading now = look();
  if (now == reading_ && trail_.size() == before) return;
  reading_ = now;
  Q_EMIT changed();
}

void LiveFollower::readTrail(const run::History& history) {
  const std::size_t before = eps_m_.size() + eps_pi_.size();
  eps_m_cursor_ = history.read(mbpo::Metric::eps_m, eps_m_cursor_, eps_m_);
  eps_pi_cursor_ = history.read(mbpo::Metric::eps_pi, eps_pi_cursor_, eps_pi_);
  if (eps_m_.size() + eps_pi_.size() != before) {
    // A recorded run is read file by file, not in the order of its steps.
    for (auto* points : {&eps_m_, &eps_pi_}) {
      std::ranges::stable_sort(*points, {}, [](const run::Point& p) { return std::tuple(p.real_steps, p.wall_seconds); });
    }
    trail_ = joinTrail(eps_m_, eps_pi_);
  }
  std::vector<mbpo::MeasurementRecord> fresh;
  record_cursor_ = history.readMeasurements(record_cursor_, fresh);
  for (mbpo::MeasurementRecord& record : fresh) records_[record.name] = std::move(record);
}

QString LiveFollower::originOf(const char* metric, const QString& symbol, const QString& unit) const {
  const auto found = records_.find(metric);
  if (found == records_.end()) return tr("%1 estimated").arg(symbol);
  const mbpo::MeasurementRecord& record = found->second;
  QString text = tr("%1 by %2").arg(symbol, QString::fromStdString(record.estimator));
  if (record.samples > 0) text += tr(" over %1 %2").arg(models::groupedText(record.samples), unit);
  return text;
}

LiveReading LiveFollower::look() const {
  using mbpo::Metric;
  LiveReading reading;
  const bridge::RunState& state = bridge_.state();
  if (state.source == bridge::Source::none) {
    reading.missing = tr("There is no run to follow: train one (F5), or open one from the list.");
    return reading;
  }
  reading.run = state.example ? tr("the recorded example") : state.name;
  const auto eps_m = bridge_.latest().of(Metric::eps_m), eps_pi = bridge_.latest().of(Metric::eps_pi);
  const auto r_max = bridge_.latest().of(Metric::r_max), slope = bridge_.latest().of(Metric::eps_m_slope);
  if (!eps_m || !eps_pi || !r_max || !state.configuration || !std::isfinite(eps_m->value) ||
      !std::isfinite(eps_pi->value) || !(r_max->value > 0)) {
    reading.missing = tr("%1 has not estimated ε_m, ε_π and r_max yet; they come at each model fit.").arg(reading.run);
    return reading;
  }
  reading.known = true;
  reading.discount = state.configuration->discount;
  reading.r_max = r_max->value;
  reading.eps_m = eps_m->value;
  reading.eps_pi = eps_pi->value;
  reading.slope = slope && std::isfinite(slope->value) ? slope->value : 0;
  const auto k = bridge_.latest().of(Metric::rollout_length);
  reading.k = state.rollout_length > 0 ? state.rollout_length : k ? std::llround(k->value) : 1;
  reading.real_steps = std::llround(eps_m->real_steps);
  const auto pairs = bridge_.latest().of(Metric::eps_m_slope_pairs);
  const QString fit = slope ? tr("d by least squares over %1 pairs").arg(pairs ? std::llround(pairs->value) : 0)
                            : tr("d not yet known (fewer than 3 pairs), taken as 0");
  reading.origins = QStringLiteral("%1; %2; %3")
                        .arg(originOf("eps_m", QStringLiteral("ε_m"), tr("rows")),
                             originOf("eps_pi", QStringLiteral("ε_π"), tr("states")), fit);
  return reading;
}

}  // namespace lab
