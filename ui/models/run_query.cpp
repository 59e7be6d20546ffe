#include "ui/models/run_query.h"

#include <QCoreApplication>
#include <algorithm>

namespace models {
namespace {

const QStringList kFields{QStringLiteral("env"),    QStringLiteral("preset"), QStringLiteral("seed"),
                          QStringLiteral("status"), QStringLiteral("k"),      QStringLiteral("note"),
                          QStringLiteral("name"),   QStringLiteral("star")};

QString field(const run::RunSummary& run, const QString& name) {
  if (name == QLatin1String("env")) return QString::fromStdString(run.environment);
  if (name == QLatin1String("preset")) return QString::fromStdString(run.preset);
  if (name == QLatin1String("seed")) return QString::number(run.seed);
  if (name == QLatin1String("status")) return statusText(run.status) + u' ' + QString::fromStdString(run.status);
  if (name == QLatin1String("k")) return QString::fromStdString(run.rollout_policy);
  if (name == QLatin1String("note")) return QString::fromStdString(run.annotation.note);
  if (name == QLatin1String("name")) return QString::fromStdString(run.name);
  return {};
}

bool contains(const QString& text, const QString& part) { return text.contains(part, Qt::CaseInsensitive); }

}  // namespace

QString statusText(const std::string& status) {
  return status == "running" ? QCoreApplication::translate("Run", "training") : QString::fromStdString(status);
}

RunQuery::RunQuery(const QString& text) {
  for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
    const qsizetype colon = word.indexOf(u':');
    QString name = word.left(colon).toLower();
    if (name == QLatin1String("environment")) name = QStringLiteral("env");
    if (word.compare(QLatin1String("star"), Qt::CaseInsensitive) == 0) {
      wanted_ << std::pair(QStringLiteral("star"), QString());
    } else if (colon > 0 && kFields.contains(name)) {
      wanted_ << std::pair(name, word.mid(colon + 1));
    } else {
      wanted_ << std::pair(QString(), word);
    }
  }
}

bool RunQuery::matches(const run::RunSummary& run) const {
  return std::ranges::all_of(wanted_, [&](const auto& wanted) {
    const auto& [name, text] = wanted;
    if (name == QLatin1String("star")) return run.annotation.starred;
    if (name == QLatin1String("seed")) return text.isEmpty() || field(run, name) == text;
    if (!name.isEmpty()) return contains(field(run, name), text);
    return std::ranges::any_of(kFields, [&](const QString& any) { return contains(field(run, any), text); });
  });
}

}  // namespace models
