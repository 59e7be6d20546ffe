#include "ui/models/run_list_model.h"

#include <QThreadPool>
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "ui/models/compared_runs.h"
#include "ui/models/number_text.h"
#include "ui/models/run_query.h"
#include "ui/models/run_shelf.h"

namespace models {
namespace {

constexpr int kLookMilliseconds = 2000;
// How soon to ask whether the pool thread is done.
constexpr int kAnswerMilliseconds = 60;

QString returnText(const QString& text, double value) {
  return std::isfinite(value) ? text.arg(shortText(value)) : QString();
}

QString bestText(const run::RunSummary& run) { return returnText(RunListModel::tr("best %1"), run.best_return); }
QString lastText(const run::RunSummary& run) { return returnText(RunListModel::tr("last %1"), run.last_return); }

QString stateText(const run::RunSummary& run) {
  return RunListModel::tr("%1 · seed %2 · %3")
      .arg(statusText(run.status))
      .arg(run.seed)
      .arg(QString::fromStdString(run.rollout_policy));
}

QString progressText(const run::RunSummary& run) {
  QStringList parts{QString::fromStdString(run.preset)};
  if (run.wall_seconds >= 1) parts << durationText(run.wall_seconds);
  if (run.real_steps < run.total_steps) {
    parts << RunListModel::tr("%1 of %2 steps").arg(groupedText(run.real_steps), groupedText(run.total_steps));
  }
  return parts.join(QStringLiteral(" · "));
}

bool looksSame(const run::RunSummary& a, const run::RunSummary& b) {
  return a.annotation == b.annotation && bestText(a) == bestText(b) && lastText(a) == lastText(b) &&
         runTitle(a) == runTitle(b) && stateText(a) == stateText(b) && progressText(a) == progressText(b);
}

}  // namespace

QString runTitle(const run::RunSummary& run) {
  return QStringLiteral("%1 · %2 · %3 · seed %4")
      .arg(QString::fromStdString(run.environment), QString::fromStdString(run.preset),
           QString::fromStdString(run.rollout_policy))
      .arg(run.seed);
}

RunListModel::RunListModel(std::filesystem::path folder, QObject* parent)
    : QAbstractListModel(parent), folder_(std::move(folder)) {
  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, &RunListModel::look);
  timer_.start(0);
}

void RunListModel::setShelf(RunShelf* shelf) {
  shelf_ = shelf;
  connect(shelf, &RunShelf::annotated, this, &RunListModel::refreshSoon);
  connect(shelf, &RunShelf::trashed, this, &RunListModel::refreshSoon);
  connect(shelf, &RunShelf::restored, this, &RunListModel::refreshSoon);
  connect(shelf, &RunShelf::emptied, this, &RunListModel::refreshSoon);
}

void RunListModel::setCompared(ComparedRuns* compared) {
  compared_ = compared;
  connect(compared, &ComparedRuns::changed, this, [this] {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
  });
}

void RunListModel::refreshSoon() {
  once_more_ = reading_->busy || reading_->runs.latest() != taken_;
  timer_.start(0);
}

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
    timer_.start(std::exchange(once_more_, false) ? 0 : kLookMilliseconds);
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
      const bool same = looksSame(runs_[i], found[i]);
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
    case last_role: return lastText(run);
    case state_role: return stateText(run);
    case progress_role: return progressText(run);
    case status_role: return QString::fromStdString(run.status);
    case directory_role: return QString::fromStdString(run.directory.string());
    case starred_role: return run.annotation.starred;
    case Qt::EditRole:
    case note_role: return QString::fromStdString(run.annotation.note);
    case Qt::CheckStateRole:
      if (compared_ == nullptr) return {};
      return compared_->contains(QString::fromStdString(run.directory.string())) ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole: return runTitle(run) + QStringLiteral(", ") + statusText(run.status);
    case Qt::ToolTipRole: {
      QStringList lines{QString::fromStdString(run.name),
                        tr("%1, started %2").arg(stateText(run), QString::fromStdString(run.started)),
                        progressText(run), tr("%1 real steps").arg(groupedText(run.real_steps))};
      if (!bestText(run).isEmpty()) lines << tr("%1, %2 (evaluation return)").arg(bestText(run), lastText(run));
      if (!run.annotation.note.empty()) lines << QString::fromStdString(run.annotation.note);
      return lines.join(u'\n');
    }
    default: return {};
  }
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  const QString directory = index.data(directory_role).toString();
  if (role == Qt::CheckStateRole && compared_ != nullptr) {
    compared_->setTicked(directory, value.toInt() == Qt::Checked);
    return true;
  }
  if (shelf_ == nullptr || index.data(role) == value) return false;
  if (role == starred_role) {
    shelf_->setStarred(directory, value.toBool());
  } else if (role == note_role || role == Qt::EditRole) {
    shelf_->setNote(directory, value.toString().trimmed());
  } else {
    return false;
  }
  return true;  // the row follows once the file has changed
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = QAbstractListModel::flags(index);
  flags.setFlag(Qt::ItemIsUserCheckable, compared_ != nullptr);
  flags.setFlag(Qt::ItemIsEditable, shelf_ != nullptr);
  return flags;
}

}  // namespace models
