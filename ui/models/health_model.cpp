#include "ui/models/health_model.h"

#include <QTime>
#include <algorithm>
#include <cmath>

#include "ui/models/number_text.h"

namespace models {
namespace {

const QString kWindow = QStringLiteral("window");

QString text(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); }

HealthModel::Level levelOf(run::EventKind kind) {
  switch (kind) {
    case run::EventKind::warning: return HealthModel::Level::warning;
    case run::EventKind::alarm: return HealthModel::Level::alarm;
    default: return HealthModel::Level::ok;
  }
}

}  // namespace

QString levelName(HealthModel::Level level) {
  switch (level) {
    case HealthModel::Level::ok: return HealthModel::tr("ok");
    case HealthModel::Level::warning: return HealthModel::tr("warning");
    case HealthModel::Level::alarm: return HealthModel::tr("alarm");
    default: return HealthModel::tr("not watched");
  }
}

HealthModel::HealthModel(QObject* parent) : QAbstractTableModel(parent) {
  for (const mbpo::HealthCheckInfo& info : mbpo::healthChecks()) {
    rows_.push_back({text(info.id), text(info.title), text(info.watches), text(info.remedy), Level::unknown, {}, {}});
  }
  rows_.push_back({kWindow,
                   tr("This window"),
                   tr("it could answer within 250 ms at any moment of the last seconds"),
                   tr("Switch the live view off (Ctrl+L), lower the frame rates in Edit, Preferences, or give the run "
                      "fewer threads."),
                   Level::ok,
                   {},
                   {}});
}

void HealthModel::readNew(const run::History& history) {
  const int before = troubles();
  for (Row& row : rows_) {
    if (row.level == Level::unknown) change(row, Level::ok, {}, {});
  }
  std::vector<run::Event> fresh;
  cursor_ = history.readEvents(cursor_, fresh);
  for (const run::Event& event : fresh) take(event);
  if (troubles() != before) Q_EMIT troublesChanged();
}

void HealthModel::take(const run::Event& event) {
  if (event.check.empty()) return;
  const QString id = QString::fromStdString(event.check);
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return r.id == id; });
  if (row == rows_.end()) return;  // of a newer program; the log shows it
  change(*row, levelOf(event.kind), tr("step %1").arg(groupedText(event.real_steps)),
         QString::fromStdString(event.text));
}

void HealthModel::change(Row& row, Level level, const QString& since, const QString& reason) {
  // The reason of a trouble that lasts is its newest; since when is its beginning.
  if (row.level != level) row.since = since;
  row.level = level;
  row.reason = reason;
  const int number = static_cast<int>(&row - rows_.data());
  Q_EMIT dataChanged(index(number, 0), index(number, column_count - 1));
}

void HealthModel::clear() {
  const int before = troubles();
  cursor_ = 0;
  for (Row& row : rows_) {
    if (row.id != kWindow) change(row, Level::unknown, {}, {});
  }
  if (before != troubles()) Q_EMIT troublesChanged();
}

void HealthModel::judgePulse(double beats_per_second, double worst_gap) {
  if (!watch_.judge(beats_per_second, worst_gap)) return;
  using Pulse = bridge::PulseWatch::Level;
  const Level level = watch_.level() == Pulse::ok        ? Level::ok
                      : watch_.level() == Pulse::warning ? Level::warning
                                                         : Level::alarm;
  const int before = troubles();
  change(rows_.back(), level, QTime::currentTime().toString(QStringLiteral("HH:mm:ss")),
         level == Level::ok ? tr("The window answers promptly again.")
                            : tr("The window is starved: %1 of 100 beats in a second, longest gap %2 ms.")
                                  .arg(std::lround(beats_per_second))
                                  .arg(std::lround(worst_gap)));
  if (before != troubles()) Q_EMIT troublesChanged();
}

int HealthModel::count(Level level) const {
  return static_cast<int>(
      std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.level == level; }));
}

HealthModel::Level HealthModel::level(const QString& id) const {
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return r.id == id; });
  return row == rows_.end() ? Level::unknown : row->level;
}

int HealthModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int HealthModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant HealthModel::displayed(const Row& row, int column) const {
  const bool trouble = row.level == Level::warning || row.level == Level::alarm;
  switch (column) {
    case state_column: return levelName(row.level);
    case check_column: return row.title;
    case since_column: return row.since;
    case reason_column: return row.reason.isEmpty() ? tr("Watches that %1.").arg(row.watches) : row.reason;
    default: return trouble ? row.remedy : QString();
  }
}

QVariant HealthModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole: return displayed(row, index.column());
    case Qt::ToolTipRole:
      return tr("<b>%1: %2</b><br>%3<br>Watches that %4.<br>If not: %5")
          .arg(row.title.toHtmlEscaped(), levelName(row.level), row.reason.toHtmlEscaped(), row.watches.toHtmlEscaped(),
               row.remedy.toHtmlEscaped());
    case Qt::AccessibleTextRole:
      return QStringLiteral("%1: %2. %3")
          .arg(row.title, levelName(row.level), displayed(row, reason_column).toString());
    case level_role: return static_cast<int>(row.level);
    case id_role: return row.id;
    default: return {};
  }
}

QVariant HealthModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case state_column: return tr("State");
    case check_column: return tr("Check");
    case since_column: return tr("Since");
    case reason_column: return tr("Reason");
    default: return tr("What to do");
  }
}

}  // namespace models
