#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "mbpo/health_check.h"
#include "run/history.h"
#include "ui/bridge/pulse_watch.h"

namespace models {

/// One row per health check: its state, since when, the reason, what to do. The trainer's checks follow the events of
/// the run on screen (an event that names a check raises or settles it), so a recorded run shows how it ended; the
/// window's own row follows its pulse. Grows with a cursor from the append-only history; GUI thread.
class HealthModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { state_column, check_column, since_column, reason_column, remedy_column, column_count };
  enum Role { level_role = Qt::UserRole, id_role };
  enum class Level { unknown, ok, warning, alarm };  ///< unknown: no run is watched

  explicit HealthModel(QObject* parent = nullptr);

  void readNew(const run::History& history);
  /// No run is watched any more.
  void clear();
  /// One second of the window's pulse.
  void judgePulse(double beats_per_second, double worst_gap);

  int count(Level level) const;
  /// Checks that are not well: the badge's number.
  int troubles() const { return count(Level::warning) + count(Level::alarm); }
  Level level(const QString& id) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 Q_SIGNALS:
  void troublesChanged();

 private:
  struct Row {
    QString id, title, watches, remedy;
    Level level = Level::unknown;
    QString since, reason;
  };

  void take(const run::Event& event);
  void change(Row& row, Level level, const QString& since, const QString& reason);
  QVariant displayed(const Row& row, int column) const;

  std::vector<Row> rows_;
  std::size_t cursor_ = 0;
  bridge::PulseWatch watch_;
};

/// "ok", "warning", "alarm" or "not watched".
QString levelName(HealthModel::Level level);

}  // namespace models
