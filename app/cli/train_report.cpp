#include "app/cli/train_report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <string_view>
#include <vector>

#include "app/cli/display_text.h"
#include "app/cli/progress_line.h"
#include "app/cli/terminal.h"
#include "mbpo/health_check.h"

namespace cli {
namespace {

using mbpo::Metric;

std::vector<run::Point> newPoints(const run::History& history, Metric metric, std::size_t& cursor) {
  std::vector<run::Point> points;
  cursor = history.read(metric, cursor, points);
  return points;
}

double valueAt(const std::vector<run::Point>& points, std::size_t i) {
  return i < points.size() ? points[i].value : std::numeric_limits<double>::quiet_NaN();
}

std::string stepText(double real_steps) { return padLeft(countText(static_cast<std::int64_t>(real_steps)), 9); }

}  // namespace

TrainReport::TrainReport(const run::Session& session, bool quiet, std::int64_t told_until_step)
    : session_(session),
      told_until_step_(told_until_step),
      quiet_(quiet),
      terminal_(isTerminal(STDOUT_FILENO)),
      unicode_(speaksUnicode()) {}

void TrainReport::update() {
  tellEvents();
  tellFits();
  tellEvaluations();
  if (terminal_ && !quiet_) drawProgress();
}

void TrainReport::finish() {
  update();
  if (line_is_open_) std::fputs("\n", stdout);
  line_is_open_ = false;
  std::fflush(stdout);
}

void TrainReport::tellEvaluations() {
  const auto returns = newPoints(session_.history(), Metric::evaluation_return, evaluations_);
  const auto deviations = newPoints(session_.history(), Metric::evaluation_return_std, deviations_);
  if (terminal_) return;
  const auto snapshot = session_.snapshot();
  for (std::size_t i = 0; i < returns.size(); ++i) {
    const run::Point& point = returns[i];
    if (static_cast<std::int64_t>(point.real_steps) <= told_until_step_) continue;
    printLine("evaluation  step " + stepText(point.real_steps) + "  return " + padLeft(numberText(point.value), 8) +
                  " ± " + padRight(numberText(valueAt(deviations, i)), 6) + "  k " +
                  std::to_string(snapshot->rollout_length) + "  " +
                  padLeft(numberText(snapshot->updates_per_second), 5) + " updates/s  time " +
                  durationText(point.wall_seconds) + "  ETA " + durationText(snapshot->eta_seconds),
              false);
  }
}

void TrainReport::tellFits() {
  const auto errors = newPoints(session_.history(), Metric::validation_rmse, fits_);
  const auto epochs = newPoints(session_.history(), Metric::fit_epochs, fit_epochs_);
  if (terminal_) return;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (static_cast<std::int64_t>(errors[i].real_steps) <= told_until_step_) continue;
    printLine("model fit   step " + stepText(errors[i].real_steps) + "  holdout RMSE " + numberText(errors[i].value) +
                  " σ  after " + numberText(valueAt(epochs, i)) + " epochs",
              false);
  }
}

void TrainReport::tellEvents() {
  std::vector<run::Event> events;
  events_ = session_.history().readEvents(events_, events);
  for (const run::Event& event : events) {
    if (event.real_steps < told_until_step_) continue;
    const bool alarm = event.kind == run::EventKind::alarm;
    const bool important =
        alarm || event.kind == run::EventKind::warning || event.kind == run::EventKind::parameter_refused;
    if (!important && (terminal_ || event.kind == run::EventKind::checkpoint)) continue;
    const char* word = alarm ? "alarm      " : important ? "warning    " : "note       ";
    const auto* check = important ? mbpo::findHealthCheck(event.check) : nullptr;
    const std::string remedy = check != nullptr ? " " + std::string(check->remedy) : std::string();
    printLine(word + std::string(" step ") + stepText(static_cast<double>(event.real_steps)) + "  " + event.text +
                  remedy,
              important);
  }
}

void TrainReport::drawProgress() {
  // One column stays free: a cursor in the last one makes some terminals wrap.
  const std::string line = progressLine(*session_.snapshot(), terminalWidth(STDOUT_FILENO) - 1, unicode_);
  std::printf("\r%s\x1b[K", line.c_str());
  std::fflush(stdout);
  line_is_open_ = true;
}

void TrainReport::printLine(const std::string& line, bool important) {
  if (quiet_ && !important) return;
  if (line_is_open_) std::fputs("\r\x1b[K", stdout);
  line_is_open_ = false;
  std::fflush(stdout);
  std::FILE* stream = important ? stderr : stdout;
  std::fprintf(stream, "%s\n", line.c_str());
  std::fflush(stream);
}

}  // namespace cli
