#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "run/history.h"

namespace models {

/// The events of the run on screen, oldest first: parameter changes, notes, warnings, alarms, checkpoints. Log and
/// Change history are two views of it. Grows from the append-only history with a cursor; GUI thread.
class EventModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { step_column, kind_column, text_column, old_column, new_column, column_count };
  enum Role { kind_role = Qt::UserRole, key_role };

  using QAbstractTableModel::QAbstractTableModel;

  void readNew(const run::History& history);
  void clear();
  const run::Event& event(int row) const { return events_[static_cast<std::size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<run::Event> events_;
};

/// "applied", "warning", …: the word that goes with the icon.
QString kindName(run::EventKind kind);
/// One sentence for people; made up from the parameter fields where the event brings none.
QString sentence(const run::Event& event);

}  // namespace models
