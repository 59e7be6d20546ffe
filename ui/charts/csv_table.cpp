#include "ui/charts/csv_table.h"

#include <QBuffer>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace charts {
namespace {

constexpr double kLongestWhole = 1e15;      // longer ones read better by their exponent
constexpr qsizetype kHandOnFrom = 1 << 16;  // bytes: a system call per row would cost more than making the row

QByteArray quoted(QStringView text) {
  QByteArray cell = text.toUtf8();
  if (cell.contains('"')) cell.replace('"', "\"\"");
  return cell.prepend('"').append('"');
}

bool mustBeQuoted(QStringView text) {
  return std::ranges::any_of(text, [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; });
}

}  // namespace

CsvWriter& CsvWriter::cell(QByteArrayView ready) {
  if (row_begun_) rows_ += ',';
  row_begun_ = true;
  rows_ += ready;
  return *this;
}

CsvWriter& CsvWriter::key(QStringView word) { return cell(mustBeQuoted(word) ? quoted(word) : word.toUtf8()); }
CsvWriter& CsvWriter::text(QStringView text) { return cell(quoted(text)); }
CsvWriter& CsvWriter::integer(qint64 value) { return cell(QByteArray::number(value)); }

CsvWriter& CsvWriter::number(double value) {
  if (std::isnan(value)) return nothing();
  std::array<char, 32> digits;
  const auto put = [&](auto... how) -> CsvWriter& {
    return cell({digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), how...).ptr});
  };
  const bool whole = std::abs(value) < kLongestWhole && value == std::trunc(value) && value != 0;
  return whole ? put(static_cast<qint64>(value)) : put(value, std::chars_format::general);  // 100000 rather than 1e+05
}

void CsvWriter::endRow() {
  rows_ += '\n';
  row_begun_ = false;
  if (rows_.size() < kHandOnFrom) return;
  out_.write(rows_);
  rows_.clear();
}

void CsvWriter::heads(std::initializer_list<QStringView> names) {
  for (const QStringView name : names) key(name);
  endRow();
}

QString toText(const CsvTable& table) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  {
    CsvWriter csv(buffer);
    table(csv);
  }
  return QString::fromUtf8(buffer.data());
}

}  // namespace charts
