#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "run/session.h"

namespace cli {

/// Tells on standard output how a training goes: on a terminal one redrawn progress line, elsewhere one line for each
/// evaluation and each model fit. Warnings and alarms are lines in either case, on standard error. Polls the session.
class TrainReport {
 public:
  /// What happened up to `told_until_step` of a continued run is not told again; −1 for a new run.
  TrainReport(const run::Session& session, bool quiet, std::int64_t told_until_step);
  void update();
  /// Ends the progress line.
  void finish();

 private:
  void tellEvaluations();
  void tellFits();
  void tellEvents();
  void drawProgress();
  void printLine(const std::string& line, bool important);

  const run::Session& session_;
  std::int64_t told_until_step_;
  bool quiet_, terminal_, unicode_;
  bool line_is_open_ = false;
  std::size_t evaluations_ = 0, deviations_ = 0, fits_ = 0, fit_epochs_ = 0, events_ = 0;
};

}  // namespace cli
