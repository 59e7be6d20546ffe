#include "ui/compare/result_model.h"

#include <QGuiApplication>
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "ui/models/number_text.h"
#include "ui/models/run_query.h"
#include "ui/panels/metric_text.h"

namespace compare {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double bestOf(const std::vector<run::Point>& points, bool high) {
  double best = kNone;
  for (const run::Point& point : points) {
    if (!std::isfinite(point.value)) continue;
    if (std::isnan(best) || (high ? point.value > best : point.value < best)) best = point.value;
  }
  return best;
}

/// The last value up to a step; none for a run that has not come so far.
double valueAt(const std::vector<run::Point>& points, double step, double reached) {
  double value = kNone;
  if (reached < step) return value;
  for (const run::Point& point : points) {
    if (point.real_steps > step) break;
    value = point.value;
  }
  return value;
}

QString spreadText(const SeedPoint& value, std::size_t runs) {
  if (value.n == 0) return QStringLiteral("–");
  QString text = models::shortText(value.mean);
  if (value.n > 1) text += QStringLiteral(" ± ") + models::shortText(value.std);
  if (static_cast<std::size_t>(value.n) < runs) text += ResultModel::tr(" (n = %1)").arg(value.n);
  return text;
}

}  // namespace

bool isBetterHigh(mbpo::Metric metric) {
  using enum mbpo::Metric;
  static const std::set<mbpo::Metric> high{evaluation_return,  evaluation_length, training_return,     training_length,
                                           validation_r2,      lower_bound,       true_return,         behaviour_return,
                                           model_return,       branched_return,   eps_m_slope_r2,      entropy,
                                           updates_per_second, steps_per_second,  rollouts_per_second, q_mean,
                                           branch_length_mean, env_buffer_size,   model_buffer_size,   k_star,
                                           rollout_length,     rollouts_per_step, updates_per_step};
  return high.contains(metric);
}

ResultModel::ResultModel(Comparison& comparison, QObject* parent)
    : QAbstractTableModel(parent), comparison_(comparison) {
  connect(&comparison_, &Comparison::curvesChanged, this, &ResultModel::restart);
  connect(&comparison_, &Comparison::grew, this, &ResultModel::refresh);
}

void ResultModel::setMetrics(const std::vector<mbpo::Metric>& metrics) {
  if (metrics == metrics_) return;
  metrics_ = metrics;
  restart();
}

void ResultModel::setStep(double step) {
  if (step == step_) return;
  step_ = step;
  refresh();
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

double ResultModel::commonStep() const {
  if (rows_.empty()) return 0;
  return std::ranges::min_element(rows_, {}, &Row::least_steps)->least_steps;
}

void ResultModel::restart() {
  beginResetModel();
  rows_.clear();
  for (const Curve& curve : comparison_.curves()) rows_.push_back(readRow(curve));
  endResetModel();
}

void ResultModel::refresh() {
  if (rows_.size() != comparison_.curves().size()) {
    restart();
    return;
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] = readRow(comparison_.curves()[i]);
  if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

ResultModel::Row ResultModel::readRow(const Curve& curve) {
  Row row;
  std::map<QString, int> statuses;
  std::vector<run::RunSummary> summaries;
  QStringList seeds;
  for (const auto& run : curve.runs) {
    summaries.push_back(run->summary());
    ++statuses[models::statusText(summaries.back().status)];
    const auto steps = static_cast<double>(summaries.back().real_steps);
    row.steps = std::max(row.steps, steps);
    row.least_steps = summaries.size() == 1 ? steps : std::min(row.least_steps, steps);
    row.wall_seconds += summaries.back().wall_seconds / static_cast<double>(curve.runs.size());
    seeds << QString::number(summaries.back().seed);
  }
  QStringList words;
  for (const auto& [status, count] : statuses) {
    words << (statuses.size() == 1 ? status : QStringLiteral("%1 %2").arg(count).arg(status));
  }
  row.status = words.join(QStringLiteral(", "));
  row.seeds = seeds.join(QStringLiteral(", "));
  for (const mbpo::Metric metric : metrics_) {
    std::vector<std::vector<double>> of(of_count);
    for (std::size_t i = 0; i < curve.runs.size(); ++i) {
      const std::vector<run::Point>& points = comparison_.recorded(*curve.runs[i], metric);
      of[best].push_back(bestOf(points, isBetterHigh(metric)));
      of[at_step].push_back(valueAt(points, step_, static_cast<double>(summaries[i].real_steps)));
      of[last].push_back(points.empty() ? kNone : points.back().value);
    }
    for (const std::vector<double>& values : of) row.values.push_back(calcSpread(values));
  }
  return row;
}

int ResultModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ResultModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : 1 + of_count * static_cast<int>(metrics_.size()) + after_count;
}

int ResultModel::metricColumn(int column) const {
  return column >= 1 && column <= of_count * static_cast<int>(metrics_.size()) ? column - 1 : -1;
}

int ResultModel::afterColumn(int column) const {
  return std::max(-1, column - 1 - of_count * static_cast<int>(metrics_.size()));
}

QString ResultModel::text(const Row& row, int column) const {
  const int value = metricColumn(column);
  if (value >= 0) {
    return spreadText(row.values[static_cast<std::size_t>(value)], static_cast<std::size_t>(row.seeds.count(u',') + 1));
  }
  switch (afterColumn(column)) {
    case status_column: return row.status;
    case seed_column: return row.seeds;
    case steps_column: return models::groupedText(static_cast<qint64>(row.steps));
    default: return models::durationText(row.wall_seconds);
  }
}

QVariant ResultModel::sortKey(const Row& row, int column) const {
  const int value = metricColumn(column);
  if (value >= 0) return row.values[static_cast<std::size_t>(value)].mean;
  switch (afterColumn(column)) {
    case status_column: return row.status;
    case seed_column: return row.seeds.section(u',', 0, 0).toLongLong();
    case steps_column: return row.steps;
    default: return row.wall_seconds;
  }
}

QVariant ResultModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  const Curve& curve = comparison_.curves()[static_cast<std::size_t>(index.row())];
  const bool names_curve = index.column() == 0;
  switch (role) {
    case Qt::DisplayRole: return names_curve ? curve.label : text(row, index.column());
    case Qt::TextAlignmentRole: return headerData(index.column(), Qt::Horizontal, role);
    case Qt::DecorationRole:
      return names_curve ? swatch(curve.look, QGuiApplication::palette(), qApp->devicePixelRatio()) : QVariant();
    case Qt::ToolTipRole: return names_curve ? curve.name : QVariant();
    case sort_role: return names_curve ? QVariant(curve.label) : sortKey(row, index.column());
    case directory_role: return QString::fromStdString(curve.runs.front()->directory().string());
    default: return {};
  }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const int value = metricColumn(section), after = afterColumn(section);
  if (role == Qt::TextAlignmentRole) {
    return static_cast<int>((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  }
  if (value >= 0) return valueHeading(value, role);
  if (role != Qt::DisplayRole) return {};
  if (section == 0) return comparison_.grouped() ? tr("configuration") : tr("run");
  switch (after) {
    case status_column: return tr("status");
    case seed_column: return comparison_.grouped() ? tr("seeds") : tr("seed");
    case steps_column: return tr("steps");
    default: return comparison_.grouped() ? tr("mean time") : tr("wall time");
  }
}

QVariant ResultModel::valueHeading(int value, int role) const {
  const mbpo::Metric metric = metrics_[static_cast<std::size_t>(value / of_count)];
  if (role == Qt::ToolTipRole) return panels::metricTip(metric);
  if (role != Qt::DisplayRole) return {};
  const QString label = panels::metricText(mbpo::metricSpec(metric).label);
  switch (value % of_count) {
    case best: return label + u'\n' + (isBetterHigh(metric) ? tr("best (max)") : tr("best (min)"));
    case at_step: return label + u'\n' + tr("at %1").arg(models::groupedText(static_cast<qint64>(step_)));
    default: return label + u'\n' + tr("last");
  }
}

}  // namespace compare
