#pragma once

#include <QToolButton>
#include <functional>

#include "ui/charts/csv_table.h"

namespace rollouts {

/// The button of a card of numbers: copies them, or saves them, as CSV. `table` is asked at that moment; a
/// charts::ExportEvent tells how saving ended. GUI thread.
class TableExport : public QToolButton {
  Q_OBJECT

 public:
  using MakeTable = std::function<charts::CsvTable()>;
  /// `title`: of the card; the file's proposed name.
  TableExport(const QString& name, QString title, MakeTable table, QWidget* parent = nullptr);

  void copy() const;
  void beginExport(const QString& path);

 private:
  void askAndExport();

  QString title_;
  MakeTable table_;
};

}  // namespace rollouts
