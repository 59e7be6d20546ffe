// What a dashboard remembers of its charts from one start to the next.
#include <QJsonArray>
#include <algorithm>
#include <array>

#include "ui/charts/live_chart.h"
#include "ui/panels/dashboard.h"
#include "ui/panels/metric_text.h"

namespace panels {
namespace {

using Kind = charts::AxisScale::Kind;

constexpr std::array<std::pair<Kind, const char*>, 3> kScales{
    {{Kind::linear, "linear"}, {Kind::log, "log"}, {Kind::symlog, "symlog"}}};

QString scaleName(Kind kind) {
  const auto found = std::ranges::find(kScales, kind, &std::pair<Kind, const char*>::first);
  return QString::fromLatin1(found->second);
}

Kind scaleNamed(const QString& name, Kind otherwise) {
  const auto found = std::ranges::find_if(kScales, [&](const auto& one) { return name == QLatin1String(one.second); });
  return found == kScales.end() ? otherwise : found->first;
}

QJsonObject toJson(const charts::ViewWindow::State& view) {
  QJsonObject json{{QStringLiteral("follows"), view.follows}};
  if (view.width) json[QStringLiteral("width")] = *view.width;
  if (!view.still.isEmpty()) json[QStringLiteral("still")] = QJsonArray{view.still.low, view.still.high};
  return json;
}

charts::ViewWindow::State viewFrom(const QJsonObject& json) {
  charts::ViewWindow::State view;
  const QJsonArray still = json[QStringLiteral("still")].toArray();
  if (still.size() == 2) view.still = {still[0].toDouble(), still[1].toDouble()};
  view.follows = json[QStringLiteral("follows")].toBool(true) || !(view.still.width() > 0);
  const double width = json[QStringLiteral("width")].toDouble();
  if (width > 0) view.width = width;
  return view;
}

}  // namespace

std::string_view Dashboard::metricName(const charts::LiveChart* chart, int series) const {
  const auto found =
      std::ranges::find_if(lines_, [&](const Line& line) { return line.chart == chart && line.series == series; });
  return found == lines_.end() ? std::string_view() : mbpo::metricSpec(found->plan.metric).name;
}

QJsonObject Dashboard::chartStates() const {
  QJsonObject states;
  for (std::size_t i = 0; i < charts_.size(); ++i) {
    const auto& [id, chart] = charts_[i];
    const charts::ChartState state = chart->state();
    if (state == planned_[i]) continue;
    QJsonArray hidden;
    for (const int series : state.hidden) hidden << metricText(metricName(chart, series));
    states[id] = QJsonObject{{QStringLiteral("x_scale"), scaleName(state.x_scale)},
                             {QStringLiteral("y_scale"), scaleName(state.y_scale)},
                             {QStringLiteral("smoothing"), state.smoothing},
                             {QStringLiteral("view"), toJson(state.view)},
                             {QStringLiteral("hidden"), hidden}};
  }
  return states;
}

charts::ChartState Dashboard::stateFrom(const QString& id, const QJsonObject& json) const {
  const auto place = std::ranges::find(charts_, id, &std::pair<QString, charts::LiveChart*>::first) - charts_.begin();
  charts::ChartState state = planned_[static_cast<std::size_t>(place)];
  state.x_scale = scaleNamed(json[QStringLiteral("x_scale")].toString(), state.x_scale);
  state.y_scale = scaleNamed(json[QStringLiteral("y_scale")].toString(), state.y_scale);
  state.smoothing = std::clamp(json[QStringLiteral("smoothing")].toDouble(state.smoothing), 0.0, 0.99);
  state.view = viewFrom(json[QStringLiteral("view")].toObject());
  const QJsonArray hidden = json[QStringLiteral("hidden")].toArray();
  for (int series = 0; series < chart(id)->seriesCount(); ++series) {
    if (hidden.contains(metricText(metricName(chart(id), series)))) state.hidden << series;
  }
  return state;
}

void Dashboard::restoreCharts(const QJsonObject& states) {
  for (const QString& id : states.keys()) {
    if (chart(id) != nullptr) chart(id)->restore(stateFrom(id, states[id].toObject()));
  }
  keeps_ranges_ = !states.isEmpty();
}

void Dashboard::resetCharts() {
  for (std::size_t i = 0; i < charts_.size(); ++i) charts_[i].second->restore(planned_[i]);
  for (const auto& [id, chart] : charts_) chart->showAll();
  keeps_ranges_ = false;
}

}  // namespace panels
