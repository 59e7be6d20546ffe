#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "bound/rollout_length.h"
#include "bound/theorem_4_1.h"
#include "bound/theorem_4_2.h"
#include "bound/theorem_4_3.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;
using bound::Theorem43Form;

constexpr std::int64_t kLongestTable = 10'000;

struct BoundOptions {
  bound::Setting setting;
  double eps_m = 0, eps_pi = 0, slope = 0;
  std::optional<double> eps_m_prime;
  std::string theorem = "4.3";
  std::int64_t k_max = 20;
  bool json = false;
};

/// What the command reports.
struct BoundTable {
  std::vector<bound::Penalty> penalties;  ///< k = 0 … k_max; one for Theorem 4.1
  std::optional<std::int64_t> k_star;     ///< empty: unbounded, or no k at all
  bool unbounded = false;
  double best_penalty = 0;  ///< at k*, in the limit if that is unbounded
  double eps_m_prime = 0;
};

BoundTable makeTable(const BoundOptions& options) {
  const auto& [setting, eps_m, eps_pi, slope, given, theorem, k_max, json] = options;
  if (k_max < 0 || k_max > kLongestTable) throw bound::RangeError("k_max", k_max, "[0, 10000]");
  BoundTable table;
  table.eps_m_prime = bound::calcLinearEpsMPrime(eps_m, slope, eps_pi);
  if (given) table.eps_m_prime = *given;
  bound::requireProbability("eps_m_prime", table.eps_m_prime);
  if (theorem == "4.1") {
    table.penalties = {bound::calcTheorem41(setting, eps_m, eps_pi)};
    table.best_penalty = table.penalties.front().calcTotal();
    return table;
  }
  const auto form = theorem == "4.3" ? Theorem43Form::with_action_terms : Theorem43Form::as_published;
  const auto calcPenalty = [&](std::int64_t k) {
    return theorem == "4.2" ? bound::calcTheorem42(setting, eps_m, eps_pi, k)
                            : bound::calcTheorem43(setting, table.eps_m_prime, eps_pi, k, form);
  };
  for (std::int64_t k = 0; k <= k_max; ++k) table.penalties.push_back(calcPenalty(k));
  table.k_star = theorem == "4.2" ? 0 : bound::calcOptimalRolloutLength(setting.discount, table.eps_m_prime, eps_pi);
  table.unbounded = !table.k_star;
  table.best_penalty =
      table.k_star ? calcPenalty(*table.k_star).calcTotal() : bound::calcTheorem43Limit(setting, eps_pi, form);
  return table;
}

Json makeJson(const BoundOptions& options, const BoundTable& table) {
  Json penalties = Json::array(), terms = Json::array();
  for (const bound::Penalty& penalty : table.penalties) {
    penalties.push_back(penalty.calcTotal());
    Json named = Json::object();
    for (const bound::Term& term : penalty.terms) named[std::string(term.name)] = term.value;
    terms.push_back(std::move(named));
  }
  return {{"theorem", options.theorem},
          {"k_star", table.k_star ? Json(*table.k_star) : Json(nullptr)},
          {"k_star_unbounded", table.unbounded},
          {"vacuous_at_k_star", bound::isVacuous(options.setting, table.best_penalty)},
          {"penalty", std::move(penalties)},
          {"terms", std::move(terms)}};
}

/// A term's name as a column title: "shift before branch".
std::string titleOf(std::string_view name) {
  std::string title(name);
  for (char& c : title) c = c == '_' ? ' ' : c;
  return title;
}

std::string tableText(const BoundOptions& options, const BoundTable& table) {
  const bool branched = options.theorem != "4.1";
  std::vector<Table::Column> columns;
  if (branched) columns.push_back({"k", Table::Align::right});
  for (const bound::Term& term : table.penalties.front().terms)
    columns.push_back({titleOf(term.name), Table::Align::right});
  columns.push_back({"C", Table::Align::right});
  columns.push_back({"C (1−γ)/r_max", Table::Align::right});
  columns.push_back({""});
  Table text(columns);
  for (std::size_t k = 0; k < table.penalties.size(); ++k) {
    std::vector<std::string> cells;
    if (branched) cells.push_back(std::to_string(k));
    for (const bound::Term& term : table.penalties[k].terms) cells.push_back(numberText(term.value));
    const double total = table.penalties[k].calcTotal();
    cells.push_back(numberText(total));
    cells.push_back(numberText(total / bound::calcReturnScale(options.setting)));
    cells.push_back(table.k_star == static_cast<std::int64_t>(k) ? "← k*" : "");
    text.add(std::move(cells));
  }
  return text.text();
}

std::string rolloutLengthText(const BoundOptions& options, const BoundTable& table) {
  if (options.theorem == "4.1") return "Full-length model rollouts: Theorem 4.1 has no k.\n";
  if (options.theorem == "4.2") return "k* = 0: Theorem 4.2's penalty never falls with k, whatever the errors are.\n";
  const std::string errors =
      " (ε_m′ = " + numberText(table.eps_m_prime) + ", ε_π = " + numberText(options.eps_pi) + ")\n";
  if (table.unbounded) return "k* unbounded: with ε_m′ = 0 < ε_π a longer rollout is always better" + errors;
  return "k* = " + std::to_string(*table.k_star) + ": one more model step pays while γ^k ε_π > ε_m′" + errors;
}

std::string vacuityText(const BoundOptions& options, const BoundTable& table) {
  const double range = 2 * bound::calcReturnScale(options.setting);
  const std::string where = options.theorem == "4.1" ? "" : table.unbounded ? " as k → ∞" : " at k*";
  const std::string numbers = "C = " + numberText(table.best_penalty) + where;
  const std::string limit = "2 r_max/(1−γ) = " + numberText(range) + ", the whole range of returns";
  if (!bound::isVacuous(options.setting, table.best_penalty)) return "Not vacuous: " + numbers + " < " + limit + ".\n";
  const std::string consolation =
      table.k_star && options.theorem != "4.2" ? " k* still tells something: it depends on γ and ε_m′/ε_π alone." : "";
  return "Vacuous: " + numbers + " ≥ " + limit + "." + consolation + "\n";
}

int reportBound(const BoundOptions& options) {
  const BoundTable table = asArguments([&] { return makeTable(options); });
  if (options.json) {
    std::printf("%s\n", makeJson(options, table).dump(2).c_str());
    return kSuccess;
  }
  const std::string form = options.theorem == "4.3" ? ", this project's form (γ^k + 2) ε_π/(1−γ)" : "";
  std::printf("Theorem %s%s: true return ≥ model-side return − C, in reward units\n\n%s\n%s%s", options.theorem.c_str(),
              form.c_str(), tableText(options, table).c_str(), rolloutLengthText(options, table).c_str(),
              vacuityText(options, table).c_str());
  return kSuccess;
}

}  // namespace

void addBoundCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<BoundOptions>();
  CLI::App* command =
      app.add_subcommand("bound", "The return bounds, term by term, and the rollout length they favour");
  command->add_option("--gamma", options->setting.discount, "Discount γ, in [0, 1)")->required();
  command->add_option("--r-max", options->setting.r_max, "Bound on |r|, > 0")->required();
  command->add_option("--eps-m", options->eps_m, "Model error ε_m on the states of π_D, in [0, 1]")->required();
  command->add_option("--eps-pi", options->eps_pi, "Policy shift ε_π, in [0, 1]")->required();
  CLI::Option* slope = command->add_option("--slope", options->slope,
                                           "d in ε_m′ = ε_m + d ε_π (cut at 1), ≥ 0; 4.3 alone uses ε_m′ [default: 0]");
  command->add_option("--eps-m-prime", options->eps_m_prime, "Model error ε_m′ on the states of π itself, in [0, 1]")
      ->excludes(slope);
  command->add_option("--theorem", options->theorem, "4.1: full-length; 4.2: branched, ε_m; 4.3: branched, ε_m′")
      ->check(CLI::IsMember({"4.1", "4.2", "4.3", "4.3-published"}))
      ->capture_default_str();
  command->add_option("--k-max", options->k_max, "Last k of the table, 0 to 10000")->capture_default_str();
  command->add_flag("--json", options->json, "Print JSON; for 4.1 k_star is null and k_star_unbounded false");
  command->callback([=, &chosen] { chosen = [options] { return reportBound(*options); }; });
}

}  // namespace cli
