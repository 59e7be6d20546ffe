#include "ui/compare/compare_settings.h"

#include <QJsonArray>
#include <algorithm>

#include "ui/panels/metric_text.h"

namespace compare {

QJsonObject toJson(const CompareSettings& settings) {
  QJsonArray metrics;
  for (const mbpo::Metric metric : settings.metrics) metrics << panels::metricText(mbpo::metricSpec(metric).name);
  return {{QStringLiteral("metrics"), metrics},          {QStringLiteral("x"), axisName(settings.x)},
          {QStringLiteral("log_x"), settings.log_x},     {QStringLiteral("log_y"), settings.log_y},
          {QStringLiteral("grouped"), settings.grouped}, {QStringLiteral("smoothing"), settings.smoothing}};
}

CompareSettings settingsFromJson(const QJsonObject& json) {
  CompareSettings settings;
  std::vector<mbpo::Metric> metrics;
  for (const QJsonValue& name : json[QStringLiteral("metrics")].toArray()) {
    const auto metric = mbpo::findMetric(name.toString().toStdString());
    if (metric && std::ranges::find(metrics, *metric) == metrics.end()) metrics.push_back(*metric);
  }
  if (!metrics.empty()) settings.metrics = std::move(metrics);
  settings.x = axisNamed(json[QStringLiteral("x")].toString());
  settings.log_x = json[QStringLiteral("log_x")].toBool();
  settings.log_y = json[QStringLiteral("log_y")].toBool();
  settings.grouped = json[QStringLiteral("grouped")].toBool();
  settings.smoothing = std::clamp(json[QStringLiteral("smoothing")].toDouble(), 0.0, 0.99);
  return settings;
}

}  // namespace compare
