#include "ui/lab/number_table.h"

#include <QHeaderView>

namespace lab {

QTableWidget* makeNumberTable(const QString& name, const QString& accessible_name, const QString& tooltip, int columns,
                              QWidget* parent) {
  auto* table = new QTableWidget(parent);
  table->setObjectName(name);
  table->setAccessibleName(accessible_name);
  table->setToolTip(tooltip);
  table->setColumnCount(columns);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
  table->verticalHeader()->hide();
  table->setEditTriggers(QTableWidget::NoEditTriggers);
  table->setSelectionMode(QTableWidget::NoSelection);
  table->setFocusPolicy(Qt::NoFocus);
  table->setShowGrid(false);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
  return table;
}

}  // namespace lab
