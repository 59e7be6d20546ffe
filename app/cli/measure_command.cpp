#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "mbpo/measurement_report.h"
#include "run/checkpoint_store.h"
#include "run/run_directory.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;

struct MeasureOptions {
  std::string run;
  bool json = false;
};

mbpo::MeasurementReport measureRun(const MeasureOptions& options) {
  run::readConfiguration(options.run);  // says what is wrong with a directory that is no run
  const auto checkpoint = run::newestCheckpoint(options.run);
  if (!checkpoint) throw UsageError("the run " + options.run + " has no checkpoint yet: there is nothing to measure");
  return mbpo::measureCheckpoint(checkpoint->file);
}

Json toJson(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

/// The record that tells how a metric came about.
const mbpo::MeasurementRecord* recordOf(const mbpo::MeasurementReport& report, std::string_view name) {
  for (const auto& record : report.records) {
    if (record.name == name) return &record;
  }
  return nullptr;
}

Json makeJson(const MeasureOptions& options, const mbpo::MeasurementReport& report) {
  Json metrics = Json::object();
  for (const auto& [metric, value] : report.values) {
    const std::string name(mbpo::metricSpec(metric).name);
    metrics[name] = {
        {"value", toJson(value)}, {"estimator", nullptr}, {"samples", nullptr}, {"standard_error", nullptr}};
  }
  for (const auto& record : report.records) {
    Json& entry = metrics[record.name];
    if (!entry.contains("value")) entry["value"] = toJson(record.value);
    entry["estimator"] = record.estimator;
    entry["samples"] = record.samples;
    entry["standard_error"] = toJson(record.standard_error);
    for (const auto& [name, value] : record.settings) entry[name] = toJson(value);
    for (const auto& [name, values] : record.arrays) {
      entry[name] = Json::array();
      for (const double value : values) entry[name].push_back(toJson(value));
    }
  }
  return {{"run", options.run},
          {"environment", report.environment},
          {"real_steps", report.real_steps},
          {"updates", report.updates},
          {"epoch", report.epoch},
          {"fits", report.fits},
          {"stage", report.stage},
          {"inside_fit", report.inside_fit},
          {"metrics", std::move(metrics)}};
}

std::string tableText(const mbpo::MeasurementReport& report) {
  Table table({{"quantity"},
               {"value", Table::Align::right},
               {"± s.e.", Table::Align::right},
               {"unit"},
               {"estimator"},
               {"samples", Table::Align::right}});
  for (const auto& [metric, value] : report.values) {
    const mbpo::MetricSpec& spec = mbpo::metricSpec(metric);
    if (spec.name.ends_with("_standard_error")) continue;  // stands beside its quantity
    const auto* record = recordOf(report, spec.name);
    table.add({std::string(spec.label), numberText(value), record ? numberText(record->standard_error) : "",
               std::string(spec.unit), record ? record->estimator : "",
               record && record->samples > 0 ? countText(record->samples) : ""});
  }
  return table.text();
}

int measureAndReport(const MeasureOptions& options) {
  const mbpo::MeasurementReport report = asInput([&] { return measureRun(options); });
  if (report.inside_fit) {
    std::fprintf(stderr,
                 "mbpo: the checkpoint lies inside a model fit: the model is half trained, and so are its errors\n");
  }
  if (options.json) {
    std::printf("%s\n", makeJson(options, report).dump(2).c_str());
    return kSuccess;
  }
  std::printf("%s, checkpoint at real step %s (epoch %d, %s model fits)\n\n%s", report.environment.c_str(),
              countText(report.real_steps).c_str(), report.epoch, countText(report.fits).c_str(),
              tableText(report).c_str());
  if (report.fits == 0) std::printf("\nNo model is fitted yet: neither errors nor bounds can be measured.\n");
  if (report.fits > 0 && recordOf(report, "eps_m") == nullptr) {
    std::printf(
        "\nThe checkpoint does not say which rows its last fit held out (older versions did not keep them): ε_m and "
        "the\n"
        "bounds can be measured after the next fit.\n");
  }
  return kSuccess;
}

}  // namespace

void addMeasureCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<MeasureOptions>();
  CLI::App* command =
      app.add_subcommand("measure", "Measure ε_m, ε_π, returns and bounds anew from a run's checkpoint");
  command->add_option("--run", options->run, "Run directory (`mbpo list runs`)")->required()->type_name("DIR");
  command->add_flag("--json", options->json,
                    "Print JSON: by metric name value, estimator, samples, standard_error [default: off]");
  command->callback([=, &chosen] { chosen = [options] { return measureAndReport(*options); }; });
}

}  // namespace cli
