#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "mdp/monotonic_improvement.h"

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

/// Carries out Algorithm 1 in a thread of its own, since a second is too long for the window's. A spec that comes while
/// one is at work waits its turn, and only the newest does; what has been overtaken is not told. The destructor waits
/// for the one at work. GUI thread.
class ImprovementRun : public QObject {
  Q_OBJECT

 public:
  explicit ImprovementRun(QObject* parent = nullptr) : QObject(parent) {}

  void ask(const ImprovementSpec& spec);
  bool busy() const { return busy_; }

 Q_SIGNALS:
  void finished(std::shared_ptr<const lab::ImprovementResult> result);

 private:
  void begin(const ImprovementSpec& spec);
  void take(std::shared_ptr<const ImprovementResult> result);

  bool busy_ = false;
  std::optional<ImprovementSpec> waiting_;
  std::jthread thread_;
};

}  // namespace lab
