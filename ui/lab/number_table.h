#pragma once

#include <QString>
#include <QTableWidget>

namespace lab {

/// A table of numbers to be read, not edited: no grid, no selection, columns of equal width, low rows.
QTableWidget* makeNumberTable(const QString& name, const QString& accessible_name, const QString& tooltip, int columns,
                              QWidget* parent);

}  // namespace lab
