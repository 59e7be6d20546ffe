#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "mdp/exact_return.h"
#include "mdp/monotonic_improvement.h"
#include "mdp/named_mdps.h"
#include "mdp/optimal_policy.h"
#include "mdp/verification.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;
using mdp::Certificate;
using Align = Table::Align;

struct VerifyOptions {
  mdp::VerificationOptions verification;
  bool json = false;
};

/// One redrawn line on standard error, if that is a terminal; told at each percent.
class CountLine {
 public:
  explicit CountLine(std::int64_t total) : total_(total), terminal_(::isatty(STDERR_FILENO) != 0) {}
  ~CountLine() {
    if (terminal_) std::fprintf(stderr, "\r\033[K");
  }
  CountLine(const CountLine&) = delete;
  CountLine& operator=(const CountLine&) = delete;

  void update(std::int64_t done) {
    const std::int64_t percent = 100 * done / total_;
    if (!terminal_ || percent == percent_) return;
    percent_ = percent;
    std::fprintf(stderr, "\r%s of %s MDPs", countText(done).c_str(), countText(total_).c_str());
  }

 private:
  std::int64_t total_, percent_ = -1;
  bool terminal_;
};

Json reportsJson(const VerifyOptions& options, const std::vector<mdp::TheoremReport>& reports) {
  Json theorems = Json::array();
  for (const mdp::TheoremReport& report : reports) {
    theorems.push_back({{"theorem", report.theorem},
                        {"cases", report.cases},
                        {"tight_cases", report.tight_cases},
                        {"violations", report.violations},
                        {"minimum_slack", report.minimum_slack},
                        {"median_tightness", report.median_tightness},
                        {"largest_tightness", report.largest_tightness},
                        {"sharpness_claims", report.sharpness_claims},
                        {"sharpness_failures", report.sharpness_failures}});
  }
  return {{"mdps", options.verification.mdps},
          {"seed", options.verification.seed},
          {"k_max", options.verification.k_max},
          {"theorems", std::move(theorems)}};
}

std::string reportsText(const std::vector<mdp::TheoremReport>& reports) {
  Table table({{"theorem"},
               {"cases", Align::right},
               {"violations", Align::right},
               {"minimum slack", Align::right},
               {"median tightness", Align::right},
               {"largest", Align::right},
               {"sharpness", Align::right}});
  for (const mdp::TheoremReport& report : reports) {
    const std::string met = std::to_string(report.sharpness_claims - report.sharpness_failures);
    table.add({report.theorem, countText(report.cases + report.tight_cases), countText(report.violations),
               numberText(report.minimum_slack), numberText(report.median_tightness),
               numberText(report.largest_tightness), met + " of " + std::to_string(report.sharpness_claims)});
  }
  return table.text() +
         "\nSlack is penalty − |true return − model-side return| in units of r_max/(1−γ); what is below zero by less\n"
         "than 1e-9 is rounding. Tightness is gap/penalty: median over random MDPs, largest with the tight families.\n"
         "Sharpness: how many hand-worked shares of the tight families the penalty meets.\n";
}

int verifyTheorems(const VerifyOptions& options) {
  const auto reports = asArguments([&] {
    CountLine line(std::max<std::int64_t>(1, options.verification.mdps));
    return mdp::verify(options.verification, mdp::allTheorems(), [&](std::int64_t done) { line.update(done); });
  });
  const std::string text = options.json ? reportsJson(options, reports).dump(2) + "\n" : reportsText(reports);
  std::fputs(text.c_str(), stdout);
  for (const mdp::TheoremReport& report : reports) {
    if (!report.holds()) return kFailure;
  }
  return kSuccess;
}

struct ImproveOptions {
  std::string mdp = "chain";
  std::string theorem = "4.1-on-policy";
  std::optional<double> confidence;
  mdp::ImprovementOptions improvement;
  bool json = false;
};

const std::map<std::string, Certificate>& certificates() {
  static const std::map<std::string, Certificate> map{{"4.1", Certificate::theorem_4_1},
                                                      {"4.1-coupled", Certificate::coupled_theorem_4_1},
                                                      {"4.1-on-policy", Certificate::on_policy_theorem_4_1},
                                                      {"4.3-published", Certificate::theorem_4_3}};
  return map;
}

Json stepJson(std::size_t iteration, const mdp::ImprovementStep& step) {
  return {{"iteration", iteration},
          {"true_return", step.true_return},
          {"model_return", step.model_return},
          {"penalty", step.penalty},
          {"lower_bound", step.lower_bound},
          {"alpha", step.alpha},
          {"certified", step.certified},
          {"true_return_after", step.true_return_after},
          {"eps_m", step.eps_m},
          {"eps_m_prime", step.eps_m_prime},
          {"eps_pi", step.eps_pi},
          {"rollout_length", step.rollout_length < 0 ? Json(nullptr) : Json(step.rollout_length)}};
}

std::string stepsText(const std::vector<mdp::ImprovementStep>& steps) {
  Table table({{"iteration", Align::right},
               {"ν", Align::right},
               {"ν̂", Align::right},
               {"C", Align::right},
               {"lower bound", Align::right},
               {"α", Align::right},
               {"ε_m", Align::right},
               {"ε_m′", Align::right},
               {"ε_π", Align::right},
               {"k", Align::right},
               {"certified"},
               {"ν after", Align::right}});
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const mdp::ImprovementStep& step = steps[i];
    table.add({std::to_string(i + 1), numberText(step.true_return), numberText(step.model_return),
               numberText(step.penalty), numberText(step.lower_bound), numberText(step.alpha), numberText(step.eps_m),
               numberText(step.eps_m_prime), numberText(step.eps_pi),
               step.rollout_length < 0 ? "full" : std::to_string(step.rollout_length), step.certified ? "yes" : "no",
               numberText(step.true_return_after)});
  }
  return table.text();
}

int improvePolicy(const ImproveOptions& options) {
  const auto world = asInput([&] { return mdp::makeNamedMdp(options.mdp, options.improvement.seed); });
  mdp::ImprovementOptions improvement = options.improvement;
  improvement.certificate = certificates().at(options.theorem);
  if (options.confidence) {
    improvement.model_error = mdp::ModelErrorSource::pac;
    improvement.confidence = *options.confidence;
  }
  const auto steps = asArguments([&] { return mdp::improveMonotonically(world, improvement); });
  const double optimum = mdp::calcReturn(world, world.p, mdp::calcOptimalPolicy(world, world.p));
  if (options.json) {
    Json iterations = Json::array();
    for (std::size_t i = 0; i < steps.size(); ++i) iterations.push_back(stepJson(i + 1, steps[i]));
    const Json json{{"mdp", options.mdp},
                    {"theorem", options.theorem},
                    {"confidence", options.confidence ? Json(*options.confidence) : Json(nullptr)},
                    {"seed", improvement.seed},
                    {"samples", improvement.samples},
                    {"discount", world.discount},
                    {"r_max", world.calcRMax()},
                    {"optimal_return", optimum},
                    {"iterations", std::move(iterations)}};
    std::printf("%s\n", json.dump(2).c_str());
    return kSuccess;
  }
  std::printf("%s: %zu states, %zu actions, γ = %s; optimal return %s\nTheorem %s, model errors %s\n\n%s",
              options.mdp.c_str(), world.states(), world.actions(), numberText(world.discount).c_str(),
              numberText(optimum).c_str(), options.theorem.c_str(),
              options.confidence ? "bounded from counts" : "exact", stepsText(steps).c_str());
  if (improvement.certificate == Certificate::theorem_4_1) {
    std::printf(
        "\nTheorem 4.1 certifies no step of any MDP: its C grows by 4 r_max/(1−γ)² per ε_π, while no return rises by\n"
        "more than 2 r_max/(1−γ)² per ε_π. The other theorems can.\n");
  }
  return kSuccess;
}

void addVerify(CLI::App& lab, Action& chosen) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* command =
      lab.add_subcommand("verify", "Test every bound exactly on random and on tight MDPs; 1 if one fails");
  command->add_option("--mdps", options->verification.mdps, "Random MDPs")->capture_default_str();
  command->add_option("--seed", options->verification.seed, "Seed of the random MDPs")->capture_default_str();
  command->add_option("--k-max", options->verification.k_max, "Branched bounds are tested at k = 0 to this")
      ->capture_default_str();
  command->add_option("--threads", options->verification.threads, "Threads; 0: one per core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command->add_flag("--json", options->json, "Print JSON");
  command->footer(kExitCodeText);
  command->callback([=, &chosen] { chosen = [options] { return verifyTheorems(*options); }; });
}

void addImprove(CLI::App& lab, Action& chosen) {
  const auto options = std::make_shared<ImproveOptions>();
  mdp::ImprovementOptions& improvement = options->improvement;
  CLI::App* command = lab.add_subcommand("improve", "Algorithm 1: take only steps that a bound certifies");
  command->add_option("--mdp", options->mdp, "chain, cliff, two-rooms or random (drawn from the seed)")
      ->check(CLI::IsMember(mdp::mdpNames()))
      ->capture_default_str();
  command->add_option("--iterations", improvement.iterations, "Iterations")->capture_default_str();
  command->add_option("--samples", improvement.samples, "Transitions collected in each iteration")
      ->capture_default_str();
  command->add_option("--confidence", options->confidence,
                      "Bound the model errors from counts, all iterations at once with this probability, in (0, 1) "
                      "[default: exact errors]");
  std::vector<std::string> names;
  for (const auto& [name, certificate] : certificates()) names.push_back(name);
  command
      ->add_option("--theorem", options->theorem,
                   "The certificate. 4.1 as published certifies nothing; -coupled: smallest constants; -on-policy: "
                   "charges ε_m′ under the new policy instead of the shift")
      ->check(CLI::IsMember(names))
      ->capture_default_str();
  command->add_option("--seed", improvement.seed, "Seed of the samples")->capture_default_str();
  command->add_flag("--json", options->json, "Print JSON");
  command->footer(kExitCodeText);
  command->callback([=, &chosen] { chosen = [options] { return improvePolicy(*options); }; });
}

}  // namespace

void addLabCommand(CLI::App& app, Action& chosen) {
  CLI::App* lab = app.add_subcommand("lab", "Finite MDPs, on which everything in the bounds is computed exactly");
  lab->require_subcommand(1);
  addVerify(*lab, chosen);
  addImprove(*lab, chosen);
}

}  // namespace cli
