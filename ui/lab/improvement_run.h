#pragma once

#include <QObject>
#include <memory>
#include <string>
#include <vector>

#include "mdp/monotonic_improvement.h"
#include "ui/lab/latest_answer.h"

namespace lab {

/// Which run of Algorithm 1 is asked for. A plain value.
struct ImprovementSpec {
  std::string world = "chain";
  std::uint64_t seed = 1;     ///< of the samples, and of the random MDP
  std::int64_t samples = 60;  ///< few enough that some steps are rejected for want of evidence
  int iterations = 20;
  mdp::Certificate certificate = mdp::Certificate::on_policy_theorem_4_1;
  mdp::ModelErrorSource model_error = mdp::ModelErrorSource::exact;

  bool operator==(const ImprovementSpec&) const = default;
};

struct ImprovementResult {
  ImprovementSpec spec;
  std::vector<mdp::ImprovementStep> steps;
  double optimum = 0;  ///< ν of the best policy there is
  double discount = 0, r_max = 0;
};
ImprovementResult calcImprovement(const ImprovementSpec& spec);

/// Carries out Algorithm 1 in a thread of its own, since a second is too long for the window's; of several specs that
/// come meanwhile the newest is answered. GUI thread.
class ImprovementRun : public QObject {
  Q_OBJECT

 public:
  explicit ImprovementRun(QObject* parent = nullptr);

  void ask(const ImprovementSpec& spec) { answer_.ask(spec); }
  bool busy() const { return answer_.busy(); }

 Q_SIGNALS:
  void finished(std::shared_ptr<const lab::ImprovementResult> result);

 private:
  LatestAnswer<ImprovementSpec, ImprovementResult> answer_;
};

}  // namespace lab
