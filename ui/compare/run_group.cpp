#include "ui/compare/run_group.h"

#include <map>

#include "mbpo/parameter_registry.h"

namespace compare {

std::string RunSetup::identity() const {
  mbpo::Configuration without_seed = configuration;
  without_seed.seed = 0;
  std::string text = mbpo::toJson(without_seed);
  for (const run::Event& change : changes) {
    text += '\n';
    text += std::to_string(change.real_steps);
    text += ' ';
    text += change.key;
    text += ' ';
    text += change.new_value;
  }
  return text;
}

std::vector<std::vector<std::size_t>> groupByConfiguration(const std::vector<RunSetup>& runs) {
  std::vector<std::vector<std::size_t>> groups;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto [place, fresh] = known.emplace(runs[i].identity(), groups.size());
    if (fresh) groups.emplace_back();
    groups[place->second].push_back(i);
  }
  return groups;
}

}  // namespace compare
