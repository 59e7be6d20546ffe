#include "ui/compare/difference.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include "mbpo/parameter_registry.h"
#include "mbpo/rollout_policy.h"

namespace compare {
namespace {

const QString kSeed = QStringLiteral("seed"), kChanges = QStringLiteral("changes");
const QSet<QString> kPolicyKeys{QStringLiteral("rollout_mode"), QStringLiteral("rollout_length"),
                                QStringLiteral("rollout_length_max"), QStringLiteral("rollout_schedule")};

QString text(const std::string& words) { return QString::fromStdString(words); }

QString seedsOf(const Column& column) {
  QStringList seeds;
  for (const RunSetup* run : column) seeds << QString::number(run->configuration.seed);
  return seeds.join(QStringLiteral(", "));
}

QString changesOf(const RunSetup& run) {
  QStringList changes;
  for (const run::Event& change : run.changes) {
    changes << QCoreApplication::translate("Compare", "%1 → %2 at %3")
                   .arg(text(change.key), text(change.new_value))
                   .arg(change.real_steps);
  }
  return changes.isEmpty() ? QStringLiteral("–") : changes.join(QStringLiteral("; "));
}

QString namedValue(const DifferenceRow& row, qsizetype column) {
  const QString& value = row.values[column];
  if (row.key == QLatin1String("environment") || row.key == QLatin1String("preset")) return value;
  const QString name = row.symbol.isEmpty() ? row.key : row.symbol;
  return name + u' ' + value;
}

}  // namespace

QList<int> DifferenceRow::unusual() const {
  if (!differs || key == kSeed) return {};  // seeds are meant to differ
  QHash<QString, int> counts;
  for (const QString& value : values) ++counts[value];
  QString usual = values.first();
  for (const QString& value : values) {
    if (counts[value] > counts[usual]) usual = value;
  }
  QList<int> columns;
  for (int i = 0; i < values.size(); ++i) {
    if (values[i] != usual) columns << i;
  }
  return columns;
}

std::vector<DifferenceRow> compareConfigurations(const std::vector<Column>& columns) {
  std::vector<DifferenceRow> rows;
  const auto finish = [&rows](DifferenceRow row) {
    row.differs = QSet<QString>(row.values.begin(), row.values.end()).size() > 1;
    rows.push_back(std::move(row));
  };
  for (const mbpo::Parameter& parameter : mbpo::parameterRegistry()) {
    DifferenceRow row{text(parameter.key), text(parameter.symbol), text(parameter.help), {}, false};
    for (const Column& column : columns) {
      row.values << (row.key == kSeed ? seedsOf(column)
                                      : text(mbpo::parameterText(column.front()->configuration, parameter)));
    }
    finish(std::move(row));
  }
  DifferenceRow changes{
      kChanges, {}, QCoreApplication::translate("Compare", "Live changes while the run went on."), {}, false};
  for (const Column& column : columns) changes.values << changesOf(*column.front());
  finish(std::move(changes));
  return rows;
}

QStringList shortLabels(const std::vector<Column>& columns, const QStringList& names) {
  QList<QStringList> parts(static_cast<qsizetype>(columns.size()));
  QStringList seeds, marks;
  bool policy_said = false;
  for (const DifferenceRow& row : compareConfigurations(columns)) {
    if (!row.differs) continue;
    const bool policy = kPolicyKeys.contains(row.key);
    if (policy && policy_said) continue;
    policy_said = policy_said || policy;
    for (qsizetype i = 0; i < parts.size(); ++i) {
      const auto& configuration = columns[static_cast<std::size_t>(i)].front()->configuration;
      if (row.key == kSeed) {
        seeds << row.values[i];
      } else if (row.key == kChanges) {
        const auto count = columns[static_cast<std::size_t>(i)].front()->changes.size();
        marks << (count == 0 ? QString() : QCoreApplication::translate("Compare", "changed %1×").arg(count));
      } else {
        parts[i] << (policy ? text(mbpo::rolloutPolicyText(configuration)) : namedValue(row, i));
      }
    }
  }
  QStringList labels;
  for (qsizetype i = 0; i < parts.size(); ++i) {
    QStringList words = parts[i].size() > 4 ? parts[i].mid(0, 4) << QStringLiteral("…") : parts[i];
    const auto& column = columns[static_cast<std::size_t>(i)];
    if (column.size() == 1 && !seeds.isEmpty()) words << QStringLiteral("seed %1").arg(seeds[i]);
    if (!marks.isEmpty() && !marks[i].isEmpty()) words << marks[i];
    if (words.isEmpty()) words << text(column.front()->configuration.environment);
    labels << words.join(QStringLiteral(" · "));
  }
  const QStringList plain = labels;
  for (qsizetype i = 0; i < labels.size(); ++i) {
    if (plain.count(plain[i]) > 1) labels[i] += QStringLiteral(" (%1)").arg(names[i]);
  }
  return labels;
}

}  // namespace compare
