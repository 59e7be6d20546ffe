#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <vector>

#include "ui/compare/run_group.h"

namespace compare {

/// One row of the configuration table: a key and its value in every column.
struct DifferenceRow {
  QString key;     ///< as in files; "changes" for live changes, "seed" of a group lists its seeds
  QString symbol;  ///< the paper's, or empty
  QString help;
  QStringList values;
  bool differs = false;

  /// The columns whose value is not the most frequent one; of equally frequent ones the first is taken as usual. None
  /// of the seeds, which are meant to differ.
  QList<int> unusual() const;
};

/// A column of the comparison: one run, or the runs of one configuration.
using Column = std::vector<const RunSetup*>;

/// Every key of the registry, and a last row for live changes, over the columns. Within a column only seeds differ.
std::vector<DifferenceRow> compareConfigurations(const std::vector<Column>& columns);

/// What tells each column from the others, in as few words as it takes: "k 5 · seed 1", "M 100 · k 1→15". Keys that are
/// equal everywhere are left out; the four keys of k's policy are said together. Where that is not enough the names
/// follow in brackets.
QStringList shortLabels(const std::vector<Column>& columns, const QStringList& names);

}  // namespace compare
