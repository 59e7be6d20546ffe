#include "ui/lab/improvement_run.h"

#include <utility>

#include "base/thread_priority.h"
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

void ImprovementRun::ask(const ImprovementSpec& spec) {
  if (busy_) {
    waiting_ = spec;
  } else {
    begin(spec);
  }
}

void ImprovementRun::begin(const ImprovementSpec& spec) {
  busy_ = true;
  // The last thread has ended its work, or busy_ would be set; joining it costs nothing.
  thread_ = std::jthread([this, spec] {
    base::lowerThreadPriority(base::kBackgroundNiceness);
    auto result = std::make_shared<const ImprovementResult>(calcImprovement(spec));
    QMetaObject::invokeMethod(
        this, [this, result = std::move(result)] { take(result); }, Qt::QueuedConnection);
  });
}

void ImprovementRun::take(std::shared_ptr<const ImprovementResult> result) {
  busy_ = false;
  if (const auto next = std::exchange(waiting_, std::nullopt)) {
    begin(*next);
  } else {
    Q_EMIT finished(std::move(result));
  }
}

}  // namespace lab
