#pragma once

#include <QSortFilterProxyModel>
#include <QWidget>

namespace models {
class EventModel;
}

class QLabel;
class QTableView;

namespace panels {

/// What a log filter lets through: chosen kinds that contain a text.
class EventFilter : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  enum class Kinds { all, changes, warnings, checkpoints };

  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setKinds(Kinds kinds);

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  Kinds kinds_ = Kinds::all;
};

/// Everything that happened in the run on screen: notes, warnings, alarms, checkpoints, parameter changes. Stays at the
/// newest line until the reader scrolls back.
class LogPanel : public QWidget {
  Q_OBJECT

 public:
  explicit LogPanel(models::EventModel& events, QWidget* parent = nullptr);

 private:
  EventFilter* filter_;
  QTableView* table_;
};

/// The parameter changes alone, as a table: step, what, from, to, outcome.
class ChangesPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ChangesPanel(models::EventModel& events, QWidget* parent = nullptr);

 private:
  EventFilter* filter_;
  QTableView* table_;
};

}  // namespace panels
