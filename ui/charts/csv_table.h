#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QStringView>
#include <functional>
#include <initializer_list>

namespace charts {

/// Writes a table as CSV, cell by cell, into a device: cells apart by commas, quotation marks doubled within quoted
/// ones (RFC 4180), UTF-8, rows ended by a line feed alone. Keeps no more than some rows, however long the table.
/// Whether the device took everything is the device's to tell. Any thread.
class CsvWriter {
 public:
  explicit CsvWriter(QIODevice& out) : out_(out) {}
  ~CsvWriter() { out_.write(rows_); }
  CsvWriter(const CsvWriter&) = delete;
  CsvWriter& operator=(const CsvWriter&) = delete;

  /// A word of the program's, such as a heading or a metric's key: quoted only where it must be.
  CsvWriter& key(QStringView word);
  /// What people read and write: always quoted, so that a label such as 007 stays a text.
  CsvWriter& text(QStringView text);
  /// So that it reads back exactly, in the fewest digits; NaN is an empty cell, which data frames take for NaN.
  CsvWriter& number(double value);
  CsvWriter& integer(qint64 value);
  CsvWriter& nothing() { return cell({}); }
  void endRow();

  /// A row of keys.
  void heads(std::initializer_list<QStringView> names);

 private:
  CsvWriter& cell(QByteArrayView ready);

  QIODevice& out_;
  QByteArray rows_;  ///< not yet handed on
  bool row_begun_ = false;
};

/// A table that leaves the program. Holds what it needs and changes nothing, so that it may be written at any time, on
/// any thread, as often as wanted.
using CsvTable = std::function<void(CsvWriter&)>;

/// As one text, for the clipboard.
QString toText(const CsvTable& table);

}  // namespace charts
