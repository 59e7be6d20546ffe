#include "app/cli/study_report.h"

#include <unistd.h>

#include <cstdio>
#include <utility>

#include "app/cli/display_text.h"
#include "app/cli/progress_line.h"
#include "app/cli/table.h"
#include "app/cli/terminal.h"
#include "study/study_file.h"

namespace cli {
namespace {

using study::ErrorMeasure;

std::string withError(const study::Measured& m) { return numberText(m.value) + " ± " + numberText(m.standard_error); }

std::string slopeText(const study::StudyCurve& curve, ErrorMeasure measure) {
  const auto slope = curve.slope(measure);
  return slope ? numberText(slope->slope) + " ± " + numberText(slope->standard_error) : "not yet";
}

std::string pointLine(const study::StudyCurve& curve, const study::StudyPoint& point) {
  return "n " + padLeft(countText(curve.transitions), 7) + "  policy " + padLeft(std::to_string(point.policy), 3) +
         "  updates " + padLeft(countText(point.updates), 6) + "  KL " + padRight(numberText(point.kl_mean), 9) +
         "  ε_m′ " + padRight(withError(point.eps_m_prime), 17) + "  mean " +
         padRight(withError(point.eps_m_prime_mean), 18) + "  RMSE " + withError(point.rmse) + " σ";
}

}  // namespace

StudyReport::StudyReport(const study::StudySession& session, std::filesystem::path out, bool quiet)
    : session_(session),
      out_(std::move(out)),
      quiet_(quiet),
      terminal_(isTerminal(STDERR_FILENO)),
      unicode_(speaksUnicode()) {}

void StudyReport::update() {
  const auto snapshot = session_.snapshot();
  if (std::exchange(told_, snapshot->result) != snapshot->result) {
    if (!out_.empty() && !told_->environment.empty()) study::writeStudy(*told_, out_);
    if (!terminal_ && !quiet_) tellPoints(*told_);
  }
  if (terminal_ && !quiet_) drawProgress(*snapshot);
}

void StudyReport::finish() {
  update();
  if (line_is_open_) std::fputs("\r\x1b[K", stderr);
  line_is_open_ = false;
}

void StudyReport::tellPoints(const study::StudyResult& result) {
  std::size_t number = 0;
  for (const study::StudyCurve& curve : result.curves) {
    for (const study::StudyPoint& point : curve.points) {
      if (number++ < points_) continue;
      std::fprintf(stderr, "%s\n", pointLine(curve, point).c_str());
    }
  }
  points_ = number;
}

void StudyReport::drawProgress(const study::StudySnapshot& snapshot) {
  const std::vector<LinePart> parts{{0, study::describe(snapshot.progress)},
                                    {1, "ETA " + durationText(snapshot.eta_seconds)}};
  // One column stays free: a cursor in the last one makes some terminals wrap.
  const std::string line = progressLine(snapshot.progress.fraction, parts, terminalWidth(STDERR_FILENO) - 1, unicode_);
  std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
  line_is_open_ = true;
}

std::string studyText(const study::StudyResult& result) {
  Table table({{"n", Table::Align::right},
               {"policies", Table::Align::right},
               {"KL at the last", Table::Align::right},
               {"ε_m of π_D"},
               {"ε_m′ at the last"},
               {"slope of ε_m′"},
               {"slope of its mean"},
               {"slope of RMSE (σ)"}});
  for (const study::StudyCurve& curve : result.curves) {
    if (curve.points.empty()) continue;
    const study::StudyPoint &first = curve.points.front(), &last = curve.points.back();
    table.add({countText(curve.transitions) + (curve.diverged ? " (diverged)" : ""), std::to_string(last.policy),
               numberText(last.kl_mean), withError(first.eps_m_prime), withError(last.eps_m_prime),
               slopeText(curve, ErrorMeasure::eps_m_prime), slopeText(curve, ErrorMeasure::eps_m_prime_mean),
               slopeText(curve, ErrorMeasure::rmse)});
  }
  return result.environment + ", π_D: " + result.behaviour + ", seed " + std::to_string(result.seed) +
         (result.complete ? "" : " (incomplete)") + "\n\n" + table.text() + "\nε_m by " + result.estimator +
         " at ρ = " + numberText(result.resolution) +
         ", largest mean of a time bin; its mean over all rows; RMSE of the elites' mean.\n"
         "Slope: dε/dε_π at ε_π = 0, weighted straight line over the policies with mean ε_π ≤ " +
         numberText(study::kLocalShift) + " (at least " + std::to_string(study::kFewestPolicies) +
         "), ± standard error.\n" + "KL: mean over " + countText(result.shift_states) +
         " states of π_D. Real steps: " + countText(result.data_steps) + " of π_D for the models, " +
         countText(result.diagnostic_steps) + " diagnostic ones that no model saw.\n";
}

}  // namespace cli
