#include "ui/panels/metric_text.h"

#include <QCoreApplication>

namespace panels {

QString metricText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString provenanceText(mbpo::Metric metric) {
  switch (mbpo::metricSpec(metric).provenance) {
    case mbpo::Provenance::exact: return QCoreApplication::translate("Metric", "exact");
    case mbpo::Provenance::estimated: return QCoreApplication::translate("Metric", "estimated");
    default: return QCoreApplication::translate("Metric", "setting");
  }
}

QString axisTitle(mbpo::Metric metric) {
  const mbpo::MetricSpec& spec = mbpo::metricSpec(metric);
  const QString label = metricText(spec.label);
  return spec.unit.empty() ? label : QStringLiteral("%1 (%2)").arg(label, metricText(spec.unit));
}

QString metricTip(mbpo::Metric metric) {
  const mbpo::MetricSpec& spec = mbpo::metricSpec(metric);
  QString tip = QStringLiteral("<b>%1</b>").arg(axisTitle(metric).toHtmlEscaped());
  if (!spec.equation.empty()) tip += QStringLiteral("<br><i>%1</i>").arg(metricText(spec.equation).toHtmlEscaped());
  tip += QStringLiteral("<br>%1<br>%2").arg(metricText(spec.description).toHtmlEscaped(), provenanceText(metric));
  return tip;
}

}  // namespace panels
