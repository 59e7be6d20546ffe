#pragma once

#include <QString>
#include <QStringList>
#include <utility>

#include "run/run_directory.h"

namespace models {

/// What a search asks of a run. Words apart by spaces, all of which must hold, upper case or lower:
///
///     env:hop preset:pap status:fin k:15 note:slow name:x   that text contains the rest of the word
///     seed:3                                                exactly that seed
///     star                                                  starred runs
///     anything else                                         any of those texts contains it
class RunQuery {
 public:
  RunQuery() = default;
  explicit RunQuery(const QString& text);

  bool matches(const run::RunSummary& run) const;

 private:
  QList<std::pair<QString, QString>> wanted_;  ///< field ("" for any), text
};

/// "training" where files say "running"; other words as they are.
QString statusText(const std::string& status);

}  // namespace models
