#include "study/study_settings.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "base/error.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"

namespace study {
namespace {

constexpr std::int64_t kFewestTransitions = 20;  // below, a holdout of a fifth says nothing

void requireRange(const char* name, std::int64_t value, std::int64_t low, std::int64_t high) {
  if (low <= value && value <= high) return;
  throw base::Error(std::string(name) + " = " + std::to_string(value) + ": choose from " + std::to_string(low) +
                    " to " + std::to_string(high));
}

}  // namespace

mbpo::Configuration studyConfiguration(std::string_view preset, std::string_view environment) {
  mbpo::Configuration configuration = mbpo::presetConfiguration(preset, environment);
  configuration.standardise_targets = true;
  return configuration;
}

std::int64_t defaultPretraining(const mbpo::Configuration& c) {
  return std::min(c.steps, c.warm_up_steps + 2 * c.model_train_interval);
}

std::vector<std::int64_t> policySchedule(int policies, std::int64_t updates) {
  std::vector<std::int64_t> schedule;
  for (int i = 0; i < policies; ++i) {
    const double planned = std::pow(static_cast<double>(updates), static_cast<double>(i) / (policies - 1));
    schedule.push_back(
        std::max(static_cast<std::int64_t>(std::ceil(planned)), schedule.empty() ? 1 : schedule.back() + 1));
  }
  return schedule;
}

void validate(const StudySettings& settings) {
  mbpo::validate(settings.configuration);
  if (settings.transitions.empty()) throw base::Error("transitions: name at least one n, such as 1000,3000,10000");
  for (const std::int64_t count : settings.transitions) {
    requireRange("transitions", count, kFewestTransitions, settings.configuration.env_buffer_capacity);
  }
  const auto& n = settings.transitions;
  if (std::adjacent_find(n.begin(), n.end(), std::greater_equal<>()) != n.end()) {
    throw base::Error("transitions: write different numbers in ascending order, such as 1000,3000,10000");
  }
  requireRange("policies", settings.policies, 2, 1000);
  requireRange("updates", settings.updates, settings.policies, 10'000'000);
  requireRange("fresh_rows", settings.fresh_rows, 30, 1'000'000);
  requireRange("fresh_episodes", settings.fresh_episodes, 1, 1000);
  requireRange("pretraining_steps", settings.pretraining_steps, 0, 100'000'000);
}

}  // namespace study
