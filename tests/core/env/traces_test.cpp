#include "env/environment.h"
#include "env/mujoco_model.h"
#include "reference.h"

namespace {

/// |found − wanted| in units of the allowed 1e-9 relative + 1e-9 absolute.
double deviation(double found, double wanted) { return std::abs(found - wanted) / (1e-9 + 1e-9 * std::abs(wanted)); }

double worst(std::span<const double> found, const std::vector<double>& wanted) {
  if (found.size() != wanted.size()) return std::numeric_limits<double>::infinity();
  double largest = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) largest = std::max(largest, deviation(found[i], wanted[i]));
  return largest;
}

}  // namespace

class TracesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// Stepping goes on past termination, as the traces do.
  void everyStepOfTheGoldenTraceIsReproduced_data() { addTaskRows(); }
  void everyStepOfTheGoldenTraceIsReproduced() {
    QFETCH(QString, task);
    const nlohmann::json trace = reference(task.toStdString(), "trace");
    const auto environment = env::makeEnvironment(task.toStdString());
    const auto qpos = trace.at("qpos0").get<std::vector<double>>(), qvel = trace.at("qvel0").get<std::vector<double>>();
    double largest = worst(environment->resetTo(qpos, qvel), trace.at("observation0").get<std::vector<double>>());
    int index = 0;
    for (const nlohmann::json& step : trace.at("steps")) {
      const env::StepResult result = environment->step(step.at("action").get<std::vector<double>>());
      largest = std::max(largest, worst(result.observation, step.at("observation").get<std::vector<double>>()));
      largest = std::max(largest, deviation(result.reward, step.at("reward").get<double>()));
      QVERIFY2(largest <= 1, qPrintable(QString("step %1 deviates by %2 tolerances").arg(index).arg(largest)));
      QCOMPARE(result.terminated, step.at("terminated").get<bool>());
      QVERIFY(!result.unstable);
      ++index;
    }
    QVERIFY(env::takeMujocoWarnings().empty());
    qInfo("%-25s %d steps, worst deviation %.3g of the tolerance", qPrintable(task), index, largest);
  }

  void theSameSeedGivesTheSameEpisode_data() { addTaskRows(); }
  void theSameSeedGivesTheSameEpisode() {
    QFETCH(QString, task);
    std::vector<double> first, second;
    for (std::vector<double>* record : {&first, &second}) {
      const auto environment = env::makeEnvironment(task.toStdString());
      base::RandomStream random(7, "episode");
      environment->reset(random);
      for (int t = 0; t < 40; ++t) {
        std::vector<double> action;
        for (int i = 0; i < environment->actionSize(); ++i) {
          action.push_back(random.uniform(environment->actionLow()[i], environment->actionHigh()[i]));
        }
        const env::StepResult result = environment->step(action);
        record->insert(record->end(), result.observation.begin(), result.observation.end());
        record->push_back(result.reward);
      }
    }
    QVERIFY(first == second);
  }
};

QTEST_GUILESS_MAIN(TracesTest)
#include "traces_test.moc"
