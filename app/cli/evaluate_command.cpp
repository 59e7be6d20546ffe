#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "app/cli/commands.h"
#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "env/environment.h"
#include "run/run_directory.h"

namespace cli {
namespace {

struct EvaluateOptions {
  std::string run;
  int episodes = 10;
  std::uint64_t seed = 1;
  bool stochastic = false, json = false;
};

struct Subject {
  std::shared_ptr<const agent::FrozenPolicy> policy;
  std::unique_ptr<env::Environment> environment;
};

Subject openSubject(const EvaluateOptions& options) {
  Subject subject;
  const std::string task = run::readConfiguration(options.run).environment;
  subject.policy = run::readPolicy(options.run);
  subject.environment = env::makeEnvironment(task);
  if (subject.policy->observationSize() != subject.environment->observationSize() ||
      subject.policy->actionSize() != subject.environment->actionSize()) {
    throw UsageError("the policy of " + options.run + " maps " + std::to_string(subject.policy->observationSize()) +
                     " observations to " + std::to_string(subject.policy->actionSize()) + " actions, but " + task +
                     " has " + std::to_string(subject.environment->observationSize()) + " and " +
                     std::to_string(subject.environment->actionSize()));
  }
  return subject;
}

struct Episode {
  double episode_return = 0;
  int length = 0;
};

Episode playEpisode(Subject& subject, bool stochastic, base::RandomStream& resets, base::RandomStream& actions) {
  Episode episode;
  const auto s_0 = subject.environment->reset(resets);
  std::vector<double> s(s_0.begin(), s_0.end());
  for (;;) {
    const auto a = stochastic ? subject.policy->sample(s, actions) : subject.policy->act(s);
    const env::StepResult result = subject.environment->step(a);
    episode.episode_return += result.reward;
    ++episode.length;
    if (result.terminated || result.truncated) return episode;
    s.assign(result.observation.begin(), result.observation.end());
  }
}

double calcMean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Of these very episodes, not an estimate of all possible ones: the divisor is their number.
double calcDeviation(const std::vector<double>& values, double mean) {
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

int evaluate(const EvaluateOptions& options) {
  Subject subject = asInput([&] { return openSubject(options); });
  base::RandomStream resets(options.seed, "evaluation resets"), actions(options.seed, "evaluation actions");
  std::vector<double> returns, lengths;
  for (int i = 0; i < options.episodes; ++i) {
    const Episode episode = playEpisode(subject, options.stochastic, resets, actions);
    returns.push_back(episode.episode_return);
    lengths.push_back(episode.length);
  }
  const double mean = calcMean(returns), deviation = calcDeviation(returns, mean), length = calcMean(lengths);
  if (const long unstable = subject.environment->unstableEpisodes(); unstable > 0) {
    std::fprintf(stderr, "mbpo: unstable physics ended %ld of the episodes\n", unstable);
  }
  if (options.json) {
    const nlohmann::ordered_json json{
        {"mean_return", mean}, {"std_return", deviation}, {"mean_length", length}, {"episodes", options.episodes}};
    std::printf("%s\n", json.dump().c_str());
  } else {
    std::printf("mean return %s ± %s, mean length %s, over %d episodes\n", numberText(mean).c_str(),
                numberText(deviation).c_str(), numberText(length).c_str(), options.episodes);
  }
  return kSuccess;
}

}  // namespace

void addEvaluateCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<EvaluateOptions>();
  CLI::App* command = app.add_subcommand("evaluate", "Play a run's newest policy in its real environment");
  command->add_option("--run", options->run, "Run directory (`mbpo list runs`)")->required()->type_name("DIR");
  command->add_option("--episodes", options->episodes, "Number of episodes")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Seed of the start states and sampled actions")->capture_default_str();
  command->add_flag("--stochastic", options->stochastic,
                    "Sample actions from the policy instead of taking its mean [default: off]");
  command->add_flag("--json", options->json,
                    "Print mean_return, std_return, mean_length, episodes as JSON [default: off]");
  command->callback([=, &chosen] { chosen = [options] { return evaluate(*options); }; });
}

}  // namespace cli
