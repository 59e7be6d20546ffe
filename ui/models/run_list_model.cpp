#include "ui/models/run_list_model.h"

#include <QThreadPool>
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "ui/models/number_text.h"

namespace models {
namespace {

constexpr int kLookMilliseconds = 2000;
// How soon to ask whether the pool thread is done.
constexpr int kAnswerMilliseconds = 60;

/// The best evaluation return; empty before the first.
QString bestText(const run::RunSummary& summary) {
  return std::isfinite(summary.best_return) ? RunListModel::tr("best %1").arg(shortText(summary.best_return)) : QString();
}

bool sameText(const run::RunSummary& a, const run::RunSummary& b) {
  return a.status == b.status && bestText(a) == bestText(b) && runTitle(a) == runTitle(b) && runDetail(a) == runDetail(b);
}

}  // namespace

QString runTitle(const run::RunSummary& summary) {
  return QStringLiteral("%1 · %2 · seed %3")
      .arg(QString::fromStdString(summary.environment), QString::fromStdString(summary.preset))
      .arg(summary.seed);
}

QString runDetail(const run::RunSummary& summary) {
  QStringList parts{RunListModel::tr("%1 · seed %2").arg(QString::fromStdString(summary.preset)).arg(summary.seed)};
  parts << RunListModel::tr("%1 of %2 steps").arg(groupedText(summary.real_steps), groupedText(summary.total_steps));
  if (summary.wall_seconds >= 1) parts << durationText(summary.wall_seconds);
  return parts.join(QStringLiteral(" · "));
}

RunListModel::RunListModel(std::filesystem::path folder, QObject* parent)
    : QAbstractListModel(parent), folder_(std::move(folder)) {
  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, &RunListModel::look);
  timer_.start(0);
}

void RunListModel::refreshSoon() { timer_.start(0); }

void RunListModel::setWatched(bool watched) {
  if (watched) {
    timer_.start(0);
  } else {
    timer_.stop();
  }
}

void RunListModel::look() {
  if (reading_->busy) {
    timer_.start(kAnswerMilliseconds);
    return;
  }
  if (const auto found = reading_->runs.latest(); found && found != taken_) {
    taken_ = found;
    take(*found);
    timer_.start(kLookMilliseconds);
    return;
  }
  reading_->busy = true;
  QThreadPool::globalInstance()->start([reading = reading_, folder = folder_] {
    std::vector<run::RunSummary> runs;
    try {
      if (std::filesystem::is_directory(folder)) runs = run::listRuns(folder);
    } catch (const std::exception&) {
      // An unreadable folder holds no runs that could be shown; opening one by hand says why.
    }
    reading->runs.publish(std::make_shared<const std::vector<run::RunSummary>>(std::move(runs)));
    reading->busy = false;
  });
  timer_.start(kAnswerMilliseconds);
}

void RunListModel::take(const std::vector<run::RunSummary>& found) {
  const auto named = [](const std::vector<run::RunSummary>& runs, const std::filesystem::path& directory) {
    return std::any_of(runs.begin(), runs.end(), [&](const auto& run) { return run.directory == directory; });
  };
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (named(found, summary(row).directory)) continue;
    beginRemoveRows({}, row, row);
    runs_.erase(runs_.begin() + row);
    endRemoveRows();
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    const int row = static_cast<int>(i);
    if (i < runs_.size() && runs_[i].directory == found[i].directory) {
      const bool same = sameText(runs_[i], found[i]);
      runs_[i] = found[i];
      if (!same) Q_EMIT dataChanged(index(row), index(row));
    } else if (!named(runs_, found[i].directory)) {
      beginInsertRows({}, row, row);
      runs_.insert(runs_.begin() + row, found[i]);
      endInsertRows();
    } else {
      // The order changed: rare enough to start over.
      beginResetModel();
      runs_ = found;
      endResetModel();
      return;
    }
  }
}

int RunListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
  const run::RunSummary& run = summary(index.row());
  switch (role) {
    case Qt::DisplayRole: return runTitle(run);
    case environment_role: return QString::fromStdString(run.environment);
    case best_role: return bestText(run);
    case detail_role: return runDetail(run);
    case status_role: return QString::fromStdString(run.status);
    case directory_role: return QString::fromStdString(run.directory.string());
    case search_role: return runTitle(run) + u' ' + QString::fromStdString(run.status + ' ' + run.name);
    case Qt::AccessibleTextRole: return runTitle(run) + QStringLiteral(", ") + QString::fromStdString(run.status);
    case Qt::ToolTipRole:
      return tr("%1\n%2, started %3\n%4\n%5\nDouble-click opens it.")
          .arg(QString::fromStdString(run.name), QString::fromStdString(run.status),
               QString::fromStdString(run.started), runDetail(run), bestText(run));
    default: return {};
  }
}

}  // namespace models
