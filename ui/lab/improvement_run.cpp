#include "ui/lab/improvement_run.h"

#include <utility>

#include "mdp/exact_return.h"
#include "mdp/named_mdps.h"
#include "mdp/optimal_policy.h"

namespace lab {

ImprovementResult calcImprovement(const ImprovementSpec& spec) {
  const mdp::FiniteMdp world = mdp::makeNamedMdp(spec.world, spec.seed);
  const mdp::ImprovementOptions options{.iterations = spec.iterations,
                                        .samples = spec.samples,
                                        .certificate = spec.certificate,
                                        .model_error = spec.model_error,
                                        .seed = spec.seed};
  return {.spec = spec,
          .steps = mdp::improveMonotonically(world, options),
          .optimum = mdp::calcReturn(world, world.p, mdp::calcOptimalPolicy(world, world.p)),
          .discount = world.discount,
          .r_max = world.calcRMax()};
}

ImprovementRun::ImprovementRun(QObject* parent)
    : QObject(parent),
      answer_(
          calcImprovement, [this](auto result) { Q_EMIT finished(std::move(result)); }, Overtaken::dropped) {}

}  // namespace lab
