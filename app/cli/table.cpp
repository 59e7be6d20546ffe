#include "app/cli/table.h"

#include <algorithm>

#include "app/cli/display_text.h"
#include "base/error.h"

namespace cli {

void Table::add(std::vector<std::string> cells) {
  WORKBENCH_CHECK(cells.size() == columns_.size(), std::to_string(cells.size()) + " cells");
  rows_.push_back(std::move(cells));
}

std::string Table::text() const {
  std::vector<std::size_t> widths;
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    titles.push_back(columns_[i].title);
    widths.push_back(calcWidth(columns_[i].title));
    for (const auto& row : rows_) widths[i] = std::max(widths[i], calcWidth(row[i]));
  }
  std::string text;
  const auto addLine = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += "  ";
      line += columns_[i].align == Align::left ? padRight(cells[i], widths[i]) : padLeft(cells[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  addLine(titles);
  std::vector<std::string> rule;
  for (const std::size_t width : widths) {
    std::string dashes;
    for (std::size_t i = 0; i < width; ++i) dashes += "─";
    rule.push_back(dashes);
  }
  addLine(rule);
  for (const auto& row : rows_) addLine(row);
  return text;
}

}  // namespace cli
