#include <ATen/ops/empty.h>

#include "env/batched_task.h"
#include "env/environment.h"
#include "env/task_info.h"
#include "env/task_sketch.h"
#include "reference.h"

namespace {

/// The first fenced block of a language in docs/tasks.md.
std::string exampleFromTheManual(const std::string& language) {
  const std::string manual = base::readFile(WORKBENCH_TEST_DATA "/../../docs/tasks.md");
  const std::string fence = "```" + language + "\n";
  const std::size_t begin = manual.find(fence) + fence.size();
  return manual.substr(begin, manual.find("```", begin) - begin);
}

}  // namespace

class TaskFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    base::writeFileAtomically(path("swing.xml"), exampleFromTheManual("xml"));
    base::writeFileAtomically(path("swing.json"), exampleFromTheManual("json"));
  }

  void aBareModelGetsATaskToBeginFrom() {
    const std::string text = env::sketchTask(path("swing.xml"));
    base::writeFileAtomically(path("sketch.json"), text);
    const auto environment = env::makeEnvironment(path("sketch.json"));
    QCOMPARE(environment->name(), std::string("swing"));
    QCOMPARE(environment->observationSize(), 2);  // one joint: its angle and its velocity
    QVERIFY(std::abs(environment->secondsPerStep() - 0.02) < 0.006);
    base::RandomStream random(1, "sketch");
    environment->reset(random);
    QCOMPARE(environment->step(std::vector<double>{0.5}).reward, 1.0);
    base::writeFileAtomically(path("still.xml"), "<mujoco><worldbody><body><geom size=\".1\"/></body></worldbody></mujoco>");
    QVERIFY_EXCEPTION_THROWN(env::sketchTask(path("still.xml")), base::Error);  // no actuator
    base::writeFileAtomically(path("torn.xml"), "<mujoco><world");
    QVERIFY_EXCEPTION_THROWN(env::sketchTask(path("torn.xml")), base::Error);
  }

  void theManualsExampleRunsWithoutAnyCode() {
    const auto environment = env::makeEnvironment(path("swing.json"));
    QCOMPARE(environment->name(), std::string("swing"));
    QCOMPARE(environment->observationSize(), 3);
    QCOMPARE(environment->actionSize(), 1);
    QCOMPARE(environment->secondsPerStep(), 0.02);
    QVERIFY((environment->observationNames() == std::vector<std::string>{"sin hinge", "cos hinge", "hinge vel"}));
    base::RandomStream random(1, "swing");
    environment->reset(random);
    env::StepResult result;
    for (int t = 0; t < 200; ++t) result = environment->step(std::vector<double>{random.uniform(-1, 1)});
    QVERIFY(result.truncated && !result.terminated);
    QCOMPARE(env::taskInfo(path("swing.json")).model.string(), path("swing.xml"));
  }

  /// All its terms are observed (the tip through sin and cos), so reward and termination are known in batches too.
  void theManualsExampleHasAKnownRewardInBatches() {
    const auto batched = env::BatchedTask::load(path("swing.json"));
    QVERIFY2(batched.rewardIsKnown(), batched.whyRewardIsUnknown().c_str());
    const auto environment = env::makeEnvironment(path("swing.json"));
    const std::vector<double> qpos{0.8}, qvel{1.5}, action{0.5};
    const auto as_row = [](std::span<const double> v) {
      at::Tensor row = at::empty({1, static_cast<std::int64_t>(v.size())}, at::kDouble);
      std::copy(v.begin(), v.end(), row.data_ptr<double>());
      return row;
    };
    const at::Tensor s = as_row(environment->resetTo(qpos, qvel));
    const env::StepResult result = environment->step(action);
    const at::Tensor s_next = as_row(result.observation);
    QVERIFY(std::abs(batched.reward(s, as_row(action), s_next).item<double>() - result.reward) < 1e-4);
    QVERIFY(!batched.terminated(s_next).item<bool>());
    s_next.data_ptr<double>()[2] = 19.5;
    QVERIFY(batched.terminated(s_next).item<bool>());
  }

  /// Each row: a piece of the example, what it is replaced by, and what the complaint must name.
  void everyMistakeIsNamedWithItsPlace_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("complaint");
    const auto row = [](const char* name, const char* before, const char* after, QStringList complaint) {
      QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after) << complaint;
    };
    row("syntax", "\"frame_skip\": 2,", "\"frame_skip\": 2", {"not valid JSON", "line"});
    row("huge number", "\"clip\": 20", "\"clip\": 1e999", {"not valid JSON"});
    row("unknown key", "\"frame_skip\"", "\"frameskip\"", {"unknown key 'frameskip'", "frame_skip"});
    row("missing key", "\"frame_skip\": 2,", "", {"'frame_skip' is missing"});
    row("wrong type", "\"frame_skip\": 2", "\"frame_skip\": \"2\"", {"frame_skip", "whole number", "\"2\""});
    row("fraction", "\"frame_skip\": 2", "\"frame_skip\": 2.5", {"frame_skip", "whole number"});
    row("no steps", "\"time_limit\": 200", "\"time_limit\": 0", {"time_limit", "at least 1"});
    row("bad name", "\"name\": \"swing\"", "\"name\": \"a/b\"", {"name", "one word"});
    row("no model", "swing.xml", "swong.xml", {"model", "no such file", "swong.xml"});
    row("track", "\"frame_skip\"", "\"track\": \"torso\", \"frame_skip\"", {"track", "no body named 'torso'"});
    row("index", "sin(qpos[0])", "sin(qpos[1])", {"observation[0].of", "out of range", "0 … 0"});
    row("grammar", "sin(qpos[0])", "sinus(qpos[0])", {"observation[0]", "cannot read"});
    row("clip", "\"clip\": 20", "\"clip\": -1", {"observation[2].clip", "above 0"});
    row("empty observation", "[\"sin(qpos[0])\", \"cos(qpos[0])\", {\"of\": \"qvel[0]\", \"clip\": 20}]", "[]",
        {"observation", "empty"});
    row("term", "\"value\"", "\"height\"", {"reward[0].term", "unknown reward term 'height'", "squared_action"});
    row("term without quantity", "\"of\": \"site(tip).z\", ", "", {"reward[0]", "'of' is missing"});
    row("needless quantity", "\"squared_action\",", "\"squared_action\", \"of\": \"qpos[0]\",",
        {"reward[2].of", "no quantity"});
    row("vector", "site(tip).z", "site(tip)", {"reward[0].of", "3 elements", "wants one"});
    row("goal", "\"value\",", "\"value\", \"goal\": 1,", {"reward[0].goal", "squared"});
    row("weight", "\"weight\": 2", "\"weight\": \"two\"", {"reward[0].weight", "finite number", "two"});
    row("site", "site(tip)", "site(top)", {"reward[0].of", "no site named 'top'", "tip"});
    row("two bounds", "\"above\": -19", "\"above\": -19, \"at_least\": -19", {"healthy[0]", "not both"});
    row("no bound", ", \"above\": -19, \"below\": 19", "", {"healthy[0]", "no bound"});
    row("crossed bounds", "\"above\": -19", "\"above\": 29", {"healthy[0]", "lower bound"});
    row("noise", "{\"uniform\": 0.1}", "{\"uniform\": 0.1, \"normal\": 1}", {"reset.qpos", "one of"});
    row("noise kind", "{\"uniform\": 0.1}", "{\"cauchy\": 0.1}", {"reset.qpos", "cauchy", "uniform, normal"});
    row("goal joint", "\"reset\": {", "\"reset\": {\"goal_disc\": {\"x\": \"a\", \"y\": \"b\", \"radius\": 1}, ",
        {"goal_disc", "no joint named 'a'"});
    row("goal hinge", "\"reset\": {",
        "\"reset\": {\"goal_disc\": {\"x\": \"hinge\", \"y\": \"hinge\", \"radius\": 1}, ", {"goal_disc", "slide"});
    row("unobserved end", "\"sin(qpos[0])\", \"cos(qpos[0])\", {\"of\": \"qvel[0]\", \"clip\": 20}", "\"qpos[0]\"",
        {"healthy[0].of", "not part of the observation", "add it to 'observation'"});
  }
  void everyMistakeIsNamedWithItsPlace() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QStringList, complaint);
    QString text = QString::fromStdString(exampleFromTheManual("json"));
    QVERIFY(text.contains(before));
    base::writeFileAtomically(path("swing.json"), text.replace(before, after).toStdString());
    const QString message = errorOf([&] { env::makeEnvironment(path("swing.json")); });
    QVERIFY2(message.contains("swing.json"), qPrintable(message));
    for (const QString& part : complaint) QVERIFY2(message.contains(part), qPrintable(message));
  }

  void modelsThatCannotBeDrivenAreRefused() {
    QString model = QString::fromStdString(exampleFromTheManual("xml"));
    base::writeFileAtomically(path("swing.xml"), QString(model).replace("true", "false").toStdString());
    VERIFY_MESSAGE(errorOf([&] { env::makeEnvironment(path("swing.json")); }), "control range", "ctrllimited");
    base::writeFileAtomically(path("swing.xml"), "<mujoco/>");
    VERIFY_MESSAGE(errorOf([&] { env::makeEnvironment(path("swing.json")); }), "no actuator");
    base::writeFileAtomically(path("swing.xml"), "<mujoco");
    VERIFY_MESSAGE(errorOf([&] { env::makeEnvironment(path("swing.json")); }), "swing.xml", "cannot compile");
  }

  void aTipOnUnobservedJointsIsNoTermination() {
    QString text = QString::fromStdString(exampleFromTheManual("json"));
    text.replace("\"sin(qpos[0])\", ", "")
        .replace("{\"of\": \"qvel[0]\", \"above\"", "{\"of\": \"site(tip).z\", \"above\"");
    base::writeFileAtomically(path("swing.json"), text.toStdString());
    VERIFY_MESSAGE(errorOf([&] { env::makeEnvironment(path("swing.json")); }), "healthy[0].of", "hinge",
                   "does not show");
    VERIFY_MESSAGE(errorOf([&] { env::BatchedTask::load(path("swing.json")); }), "healthy[0].of");
  }

  void unknownTasksAreToldWhatThereIs() {
    for (const char* name : {"hoper", "", "/nowhere/task.json", "../tasks/hopper", "."}) {
      VERIFY_MESSAGE(errorOf([&] { env::makeEnvironment(name); }), name, "hopper", "walker2d", ".json");
    }
  }

 private:
  std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(TaskFileTest)
#include "task_file_test.moc"
