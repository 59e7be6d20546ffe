#pragma once

#include <QIODevice>
#include <QString>
#include <functional>

#include "ui/charts/csv_table.h"

namespace charts {

/// What a file will hold: writes it into a device. Holds what it needs, so that any thread may write it.
using FileContent = std::function<void(QIODevice&)>;

FileContent contentOf(CsvTable table);

/// Writes a file of which nobody ever finds half: it takes the old one's place once all of it is on the disk. Throws
/// base::Error that says what, where and what to do; the old file is then as before. Any thread.
void saveFile(const QString& path, const FileContent& content);

}  // namespace charts
