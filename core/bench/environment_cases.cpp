#include <memory>
#include <vector>

#include "bench/cases.h"
#include "env/environment.h"
#include "env/task_info.h"

namespace bench {
namespace {

constexpr int kSteps = 100;

// Uniform random actions, episodes reset as they end.
Case stepCase(const std::string& task) {
  Case of{"environment_step/" + task, 0, 0, kSteps, 1, {}, {5, 100, 0.3}};
  of.prepare = [task] {
    const std::shared_ptr<env::Environment> environment = env::makeEnvironment(task);
    const auto random = std::make_shared<base::RandomStream>(1, "bench");
    environment->reset(*random);
    return [=] {
      std::vector<double> action(static_cast<std::size_t>(environment->actionSize()));
      for (int i = 0; i < kSteps; ++i) {
        for (std::size_t j = 0; j < action.size(); ++j) {
          action[j] = random->uniform(environment->actionLow()[j], environment->actionHigh()[j]);
        }
        const env::StepResult result = environment->step(action);
        if (result.terminated || result.truncated) environment->reset(*random);
      }
    };
  };
  return of;
}

}  // namespace

std::vector<Case> environmentCases() {
  std::vector<Case> cases;
  for (const std::string& task : env::taskNames()) cases.push_back(stepCase(task));
  return cases;
}

}  // namespace bench
