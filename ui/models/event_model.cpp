#include "ui/models/event_model.h"

#include "mbpo/health_check.h"
#include "ui/models/number_text.h"

namespace models {

QString kindName(run::EventKind kind) {
  switch (kind) {
    case run::EventKind::parameter_applied: return EventModel::tr("applied");
    case run::EventKind::parameter_refused: return EventModel::tr("refused");
    case run::EventKind::note: return EventModel::tr("note");
    case run::EventKind::warning: return EventModel::tr("warning");
    case run::EventKind::alarm: return EventModel::tr("alarm");
    case run::EventKind::checkpoint: return EventModel::tr("checkpoint");
  }
  return {};
}

QString sentence(const run::Event& event) {
  if (event.kind == run::EventKind::parameter_applied) {
    return QStringLiteral("%1: %2 → %3")
        .arg(QString::fromStdString(event.key), QString::fromStdString(event.old_value),
             QString::fromStdString(event.new_value));
  }
  QString text = QString::fromStdString(event.text);
  const bool raises = event.kind == run::EventKind::warning || event.kind == run::EventKind::alarm;
  const auto* check = raises ? mbpo::findHealthCheck(event.check) : nullptr;
  if (check != nullptr) text += u' ' + QString::fromUtf8(check->remedy.data(), qsizetype(check->remedy.size()));
  return text;
}

void EventModel::readNew(const run::History& history) {
  std::vector<run::Event> fresh;
  history.readEvents(events_.size(), fresh);
  if (fresh.empty()) return;
  const int first = static_cast<int>(events_.size());
  beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
  events_.insert(events_.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
  endInsertRows();
}

void EventModel::clear() {
  beginResetModel();
  events_.clear();
  endResetModel();
}

int EventModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(events_.size());
}

int EventModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant EventModel::data(const QModelIndex& index, int role) const {
  const run::Event& row = event(index.row());
  if (role == kind_role) return static_cast<int>(row.kind);
  if (role == key_role) return QString::fromStdString(row.key);
  if (role == Qt::ToolTipRole) return sentence(row);
  if (role == Qt::TextAlignmentRole && index.column() == step_column) {
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
  }
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case step_column: return groupedText(row.real_steps);
    case kind_column: return kindName(row.kind);
    case old_column: return QString::fromStdString(row.old_value);
    case new_column: return QString::fromStdString(row.new_value);
    default: return sentence(row);
  }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::Alignment((section == step_column ? Qt::AlignRight : Qt::AlignLeft) |
                                             Qt::AlignVCenter));
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case step_column: return tr("Step");
    case kind_column: return tr("Kind");
    case old_column: return tr("From");
    case new_column: return tr("To");
    default: return tr("What happened");
  }
}

}  // namespace models
