#pragma once

#include <filesystem>
#include <string>

#include "study/study_session.h"

namespace cli {

/// Tells how a study goes on standard error, which leaves standard output to the result: on a terminal one redrawn
/// line, elsewhere a line for each policy measured. Keeps the tables on disk up to date meanwhile, where a file is
/// named.
class StudyReport {
 public:
  StudyReport(const study::StudySession& session, std::filesystem::path out, bool quiet);
  void update();
  void finish();  ///< ends the line

 private:
  void drawProgress(const study::StudySnapshot& snapshot);
  void tellPoints(const study::StudyResult& result);

  const study::StudySession& session_;
  std::filesystem::path out_;
  bool quiet_, terminal_, unicode_, line_is_open_ = false;
  std::shared_ptr<const study::StudyResult> told_;
  std::size_t points_ = 0;
};

/// The study as tables for people: one line per n, then what the numbers are.
std::string studyText(const study::StudyResult& result);

}  // namespace cli
