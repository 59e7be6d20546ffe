#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/cli/commands.h"
#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "bench/benchmark.h"
#include "nn/numerics.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;
using Align = Table::Align;

struct BenchOptions {
  bench::Options bench;
  std::string engine = "fast", precision = "fp32";
  bool json = false;
};

Json positiveOrNull(double value) { return value > 0 && std::isfinite(value) ? Json(value) : Json(nullptr); }

Json toJson(const bench::Result& result) {
  return {{"name", result.of.name},
          {"median_ms", result.timing.median_ms},
          {"p10_ms", result.timing.p10_ms},
          {"p90_ms", result.timing.p90_ms},
          {"gflops", positiveOrNull(result.gflops)},
          {"roof_fraction", positiveOrNull(result.roof_fraction)},
          {"rows_per_s", positiveOrNull(result.rows_per_s)},
          {"flops", positiveOrNull(result.of.flops)},
          {"bytes", positiveOrNull(result.of.bytes)},
          {"gbytes_per_s", positiveOrNull(result.gbytes_per_s)},
          {"threads", result.of.threads},
          {"repetitions", result.timing.repetitions}};
}

std::string cell(double value, const char* unit = "") { return value > 0 ? numberText(value) + unit : "–"; }

std::vector<std::string> tableRow(const bench::Result& result) {
  return {result.of.name,
          std::to_string(result.of.threads),
          numberText(result.timing.median_ms),
          numberText(result.timing.p10_ms) + " – " + numberText(result.timing.p90_ms),
          cell(result.gflops),
          result.roof_fraction > 0 ? std::to_string(std::lround(100 * result.roof_fraction)) + " %" : "–",
          cell(result.rows_per_s),
          cell(result.gbytes_per_s)};
}

int runBench(BenchOptions options) {
  if (options.bench.threads == 0) options.bench.threads = nn::fastestThreads();
  options.bench.engine = options.engine == "reference" ? nn::Engine::reference : nn::Engine::fast;
  options.bench.precision = options.precision == "bf16" ? nn::Precision::bf16 : nn::Precision::fp32;
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  bench::Listener listener;
  listener.starts = [&](const std::string& name) {
    if (terminal) std::fprintf(stderr, "\r\033[K%s …", name.c_str());
  };
  listener.ends = [&](const bench::Result& result) {
    if (!terminal) std::fprintf(stderr, "%-40s %10.3f ms\n", result.of.name.c_str(), result.timing.median_ms);
  };
  const std::vector<bench::Result> results = bench::measureAll(options.bench, listener);
  if (terminal) std::fprintf(stderr, "\r\033[K");
  if (options.json) {
    Json list = Json::array();
    for (const bench::Result& result : results) list.push_back(toJson(result));
    std::printf("%s\n", list.dump(2).c_str());
    return kSuccess;
  }
  Table table({{"work"},
               {"threads", Align::right},
               {"median ms", Align::right},
               {"p10 – p90 ms", Align::right},
               {"GFLOP/s", Align::right},
               {"of roof", Align::right},
               {"rows/s", Align::right},
               {"GB/s", Align::right}});
  for (const bench::Result& result : results) table.add(tableRow(result));
  std::printf("%s", table.text().c_str());
  return kSuccess;
}

}  // namespace

void addBenchCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<BenchOptions>();
  CLI::App* command = app.add_subcommand(
      "bench", "Measure this machine's roof and every piece of training against it (about two minutes)");
  command->add_option("--filter", options->bench.filter, "Only cases whose name contains this")->type_name("TEXT");
  command->add_option("--threads", options->bench.threads, "Threads that compute [default: as many as are fastest]")
      ->default_val(0)
      ->check(CLI::Range(0, 256))
      ->default_str("");
  command->add_option("--engine", options->engine, "Kernels by hand, or LibTorch's autograd")
      ->check(CLI::IsMember({"fast", "reference"}))
      ->capture_default_str();
  command->add_option("--precision", options->precision, "Rounding of the fast engine's products")
      ->check(CLI::IsMember({"fp32", "bf16"}))
      ->capture_default_str();
  command->add_flag("--json", options->json, "A JSON array instead of a table");
  command->callback([=, &chosen] { chosen = [options] { return runBench(*options); }; });
}

}  // namespace cli
