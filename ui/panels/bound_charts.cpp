#include "ui/panels/bound_charts.h"

#include <algorithm>
#include <cmath>
#include <ranges>

#include "base/error.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/vacuity.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/scatter_chart.h"
#include "ui/models/number_text.h"
#include "ui/panels/bound_selector.h"
#include "ui/panels/bound_text.h"
#include "ui/panels/metric_text.h"

namespace panels {
namespace {

const QString kReturnScale = QStringLiteral("r_max/(1−γ)");

bool isModelError(const std::string& name) {
  return name.starts_with("eps_m") && name != "eps_m_slope" && name != "eps_m_prime_direct";
}

QString unitText(mbpo::Metric metric, bool normalised, BoundValue value) {
  if (value == BoundValue::k_star || !normalised) return metricText(mbpo::metricSpec(metric).unit);
  return kReturnScale;
}

}  // namespace

BoundCharts::BoundCharts(BoundSelector& selector, charts::ScatterChart& slope, std::vector<Series> series,
                         QObject* parent)
    : QObject(parent), selector_(selector), slope_(slope), series_(std::move(series)) {
  connect(&selector_, &BoundSelector::choiceChanged, this, &BoundCharts::chooseAnew);
  connect(&selector_, &BoundSelector::unitsChanged, this, &BoundCharts::redraw);
  restart(nullptr);
}

void BoundCharts::restart(const mbpo::Configuration* configuration) {
  has_run_ = configuration != nullptr;
  configuration_ = configuration != nullptr ? *configuration : mbpo::Configuration{};
  records_.clear();
  record_cursor_ = event_cursor_ = 0;
  trained_ = {};
  chosen_.reset();
  resolutions_.clear();
  finished_reading_ = false;
  selector_.goBackToTrained();
  selector_.setResolutions(resolutions_);
  selector_.setTrained(mbpo::boundChoice(configuration_), configuration_.discount);
  redraw();
}

void BoundCharts::read(const run::History& history, bool finished_reading) {
  const std::size_t known = records_.size();
  takeEvents(history);
  record_cursor_ = history.readMeasurements(record_cursor_, records_);
  for (mbpo::MeasurementRecord& record : records_ | std::views::drop(static_cast<std::ptrdiff_t>(known))) {
    trained_.add(record);
    if (chosen_) chosen_->add(record);
    collectResolutions(record);
    std::erase_if(record.arrays, [](const auto& array) { return !array.first.starts_with("pairs_"); });
  }
  if (records_.size() == known && finished_reading == finished_reading_) return;
  finished_reading_ = finished_reading;
  selector_.setResolutions(resolutions_);
  redraw();
}

/// The trainer may be told something else while it runs.
void BoundCharts::takeEvents(const run::History& history) {
  std::vector<run::Event> events;
  event_cursor_ = history.readEvents(event_cursor_, events);
  for (const run::Event& event : events) {
    if (event.kind != run::EventKind::parameter_applied) continue;
    try {
      mbpo::setParameter(configuration_, event.key, event.new_value);
    } catch (const base::Error&) {
      // A parameter of another version of the program.
    }
  }
  if (!events.empty()) selector_.setTrained(mbpo::boundChoice(configuration_), configuration_.discount);
}

void BoundCharts::collectResolutions(const mbpo::MeasurementRecord& record) {
  if (!isModelError(record.name)) return;
  const auto rho = std::ranges::find(record.settings, "rho", &std::pair<std::string, double>::first);
  if (rho == record.settings.end()) return;
  QList<double>& known = resolutions_[QString::fromStdString(record.estimator)];
  if (!known.contains(rho->second)) known << rho->second;
}

void BoundCharts::chooseAnew() {
  chosen_.reset();
  if (const auto choice = selector_.choice()) {
    chosen_.emplace(*choice);
    for (const mbpo::MeasurementRecord& record : records_) chosen_->add(record);
  }
  redraw();
}

void BoundCharts::redraw() {
  const std::vector<mbpo::BoundPoint>& points = shown().points();
  const QString reason = emptyReason();
  for (const Series& series : series_) {
    if (series.number == 0) series.chart->setEmptyText(reason);
    drawSeries(series, points);
  }
  drawSlope();
  say();
  Q_EMIT redrawn();
}

void BoundCharts::drawSeries(const Series& series, const std::vector<mbpo::BoundPoint>& points) {
  const BoundValue value = *series.plan.bound;
  const bool normalised = selector_.isNormalised();
  QList<QPointF> line;
  QList<charts::BandPoint> band;
  for (const mbpo::BoundPoint& point : points) {
    const auto y = calcValue(point, value, series.plan.metric, normalised);
    if (!y) continue;
    const double x = static_cast<double>(point.real_steps);
    line.emplace_back(x, *y);
    if (value != BoundValue::true_return || !std::isfinite(point.true_return_standard_error)) continue;
    const double unit = normalised ? bound::calcReturnScale(point.setting) : 1;
    const double spread = point.true_return_standard_error / unit;
    band << charts::BandPoint{x, *y - spread, *y + spread};
  }
  if (value == BoundValue::term) {
    const bool has_it =
        std::ranges::any_of(points, [&](const auto& point) { return hasTerm(point, series.plan.metric); });
    series.chart->setSeriesOffered(series.number, has_it);
  }
  series.chart->setSeriesUnit(series.number, unitText(series.plan.metric, normalised, value));
  series.chart->setPoints(series.number, std::move(line));
  series.chart->setBand(series.number, std::move(band));
}

void BoundCharts::drawSlope() {
  const measure::ErrorSlope& slope = shown().slope();
  QList<QPointF> pairs;
  for (const auto& pair : slope.pairs()) pairs.emplace_back(pair.eps_pi, pair.excess_error);
  std::optional<charts::OriginLine> line;
  if (const auto fit = slope.fit()) line = charts::OriginLine{fit->slope, fit->standard_error};
  slope_.setEmptyText(!has_run_ || trained_.points().empty() ? emptyReason()
                      : chosen_
                          ? tr("No pairs by these choices: ε_m′ is measured by the trainer's own estimator and ρ only")
                          : tr("No pairs yet: one is measured at each model fit from the third on"));
  slope_.setPoints(std::move(pairs), line);
  slope_.setCaption(slopeText(slope));
}

void BoundCharts::say() {
  const std::vector<mbpo::BoundPoint>& points = shown().points();
  const mbpo::BoundChoice trained = mbpo::boundChoice(configuration_);
  const mbpo::BoundChoice choice = selector_.choice().value_or(trained);
  const bool differs = chosen_ && !mbpo::haveSameNumbers(chosen_->points(), trained_.points());
  const QString difference = differenceText(trained, choice);
  QString origin = !chosen_               ? tr("As the trainer had it.")
                   : !differs             ? tr("Recomputed from the record: the trainer's own numbers.")
                   : difference.isEmpty() ? tr("Recomputed from the record.")  // the trainer changed its mind meanwhile
                                          : tr("Recomputed from the record; the trainer used %1.").arg(difference);
  if (chosen_ && chosen_->missing() > 0) {
    origin += u' ' + tr("%1 of %2 moments: such an ε_m is measured at epochs' ends only.")
                         .arg(points.size())
                         .arg(trained_.points().size());
  }
  if (trained_.points().empty()) origin.clear();
  const QString caveats = caveatText(choice, shown());
  if (!caveats.isEmpty()) origin += (origin.isEmpty() ? QString() : QStringLiteral(" ")) + caveats;
  selector_.setOrigin(origin, differs ? Tone::pending : Tone::muted);

  const QString verdict = points.empty() ? QString() : vacuityText(points.back());
  const QString tip = points.empty() ? QString() : vacuityTip(points.back());
  selector_.setVerdict(verdict, Tone::pending);
  const QString unit = selector_.isNormalised() ? kReturnScale : tr("reward");
  for (const Series& series : series_) {
    if (series.plan.bound == BoundValue::lower_bound) {
      series.chart->setAxisTitles(tr("real steps"), tr("discounted return (%1)").arg(unit));
      series.chart->setBadge(verdict.isEmpty() ? QString() : tr("vacuous"), tip);
    } else if (series.plan.bound == BoundValue::penalty) {
      series.chart->setAxisTitles(tr("real steps"), tr("penalty (%1)").arg(unit));
    }
  }
}

QString BoundCharts::emptyReason() const {
  if (!has_run_) return tr("No data yet: press Run (F5)");
  if (!trained_.points().empty()) return tr("These choices were not measured in this run");
  if (finished_reading_) {
    return tr(
        "This recording has no measurements of the bound: it was made before they were recorded, or ended before "
        "the second model fit");
  }
  return tr("Waiting for the second model fit: then ε_m and ε_π are known");
}

std::optional<mbpo::BoundPoint> BoundCharts::latest() const {
  const auto& points = shown().points();
  const auto found = std::find_if(points.rbegin(), points.rend(),
                                  [](const mbpo::BoundPoint& point) { return std::isfinite(point.lowerBound()); });
  return found == points.rend() ? std::nullopt : std::optional(*found);
}

}  // namespace panels
