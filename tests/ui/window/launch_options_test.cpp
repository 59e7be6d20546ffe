#include "ui/window/launch_options.h"

#include <QTest>

#include "base/error.h"
#include "mbpo/preset.h"

namespace {

window::LaunchOptions parse(QStringList arguments) {
  arguments.prepend(QStringLiteral("mbpo-workbench"));
  return window::parseLaunchOptions(arguments, {QStringLiteral("dashboard"), QStringLiteral("bound-lab")});
}

QString refusal(const QStringList& arguments) {
  try {
    parse(arguments);
  } catch (const base::Error& error) {
    return QString::fromStdString(error.what());
  }
  return {};
}

}  // namespace

class LaunchOptionsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothingGivenMeansTheInteractivePendulum() {
    const auto options = parse({});
    QCOMPARE(options.configuration, mbpo::presetConfiguration("interactive", "inverted_pendulum"));
    QVERIFY(!options.configured && !options.train && options.screenshot.isEmpty());
    QCOMPARE(options.runs_folder, std::filesystem::path("runs"));
  }

  void flagsComeAfterSetAndSetAfterThePreset() {
    const auto options = parse({QStringLiteral("--preset"), QStringLiteral("paper"), QStringLiteral("--set"),
                                QStringLiteral("updates_per_step=3"), QStringLiteral("--set"), QStringLiteral("seed=4"),
                                QStringLiteral("--seed"), QStringLiteral("9"), QStringLiteral("--train")});
    QCOMPARE(options.configuration.preset, std::string("paper"));
    QCOMPARE(options.configuration.updates_per_step, 3);
    QCOMPARE(options.configuration.seed, 9);
    QVERIFY(options.configured && options.train);
  }

  void aPictureHasASizeAndATime() {
    const auto options = parse({QStringLiteral("--screenshot"), QStringLiteral("a.png"), QStringLiteral("--after"),
                                QStringLiteral("1.5"), QStringLiteral("--size"), QStringLiteral("1280x720")});
    QCOMPARE(options.size, QSize(1280, 720));
    QCOMPARE(options.after_seconds, 1.5);
  }

  void aStudyBeginsOnItsPageUnlessAnotherIsNamed() {
    const auto options = parse({QStringLiteral("--study"), QStringLiteral("s.json")});
    QCOMPARE(options.study, QStringLiteral("s.json"));
    QCOMPARE(options.tab, QStringLiteral("study"));
    const auto other = parse({QStringLiteral("--study"), QStringLiteral("s.json"), QStringLiteral("--tab"),
                              QStringLiteral("dashboard")});
    QCOMPARE(other.tab, QStringLiteral("dashboard"));
  }

  void runsToCompareAreNamedOneByOne() {
    const auto options = parse({QStringLiteral("--compare"), QStringLiteral("runs/a"), QStringLiteral("--compare"),
                                QStringLiteral("runs/b"), QStringLiteral("--group")});
    QCOMPARE(options.compare, (QStringList{QStringLiteral("runs/a"), QStringLiteral("runs/b")}));
    QVERIFY(options.compare_by_configuration);
    QVERIFY(parse({}).compare.isEmpty() && !parse({}).compare_by_configuration);
  }

  void theLabGoesByItsShortNameToo() {
    QCOMPARE(parse({QStringLiteral("--tab"), QStringLiteral("lab")}).tab, QStringLiteral("bound-lab"));
    QCOMPARE(parse({QStringLiteral("--tab"), QStringLiteral("bound-lab")}).tab, QStringLiteral("bound-lab"));
  }

  void aReportTakesARunAndAFile() {
    const auto options = parse({QStringLiteral("--report"), QStringLiteral("runs/x"), QStringLiteral("x.png")});
    QCOMPARE(options.report_run, QStringLiteral("runs/x"));
    QCOMPARE(options.report_file, QStringLiteral("x.png"));
  }

  void aReportMayBeOfOneSection() {
    const auto options = parse({QStringLiteral("--report"), QStringLiteral("runs/x"), QStringLiteral("x.png"),
                                QStringLiteral("--section"), QStringLiteral("bound")});
    QCOMPARE(options.section, QStringLiteral("bound"));
  }

  void badArgumentsAreNamedWithWhatIsAllowed_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("names");
    QTest::addColumn<QString>("allowed");
    const auto row = [](const char* name, const QStringList& arguments, const char* names, const char* allowed) {
      QTest::newRow(name) << arguments << QString::fromLatin1(names) << QString::fromLatin1(allowed);
    };
    row("environment", {QStringLiteral("--environment"), QStringLiteral("moon")}, "moon", "hopper");
    row("preset", {QStringLiteral("--preset"), QStringLiteral("fast")}, "fast", "interactive");
    row("key", {QStringLiteral("--set"), QStringLiteral("rollout_lenght=3")}, "rollout_lenght", "rollout_length");
    row("value", {QStringLiteral("--set"), QStringLiteral("rollout_length=0")}, "rollout_length", "1");
    row("pair", {QStringLiteral("--set"), QStringLiteral("rollout_length")}, "rollout_length", "KEY=VALUE");
    row("size", {QStringLiteral("--size"), QStringLiteral("big")}, "big", "1280x720");
    row("after", {QStringLiteral("--after"), QStringLiteral("-1")}, "-1", "0");
    row("theme", {QStringLiteral("--theme"), QStringLiteral("pink")}, "pink", "dark");
    row("tab", {QStringLiteral("--tab"), QStringLiteral("nowhere")}, "nowhere", "dashboard");
    row("section", {QStringLiteral("--section"), QStringLiteral("moon")}, "moon", "bound");
    row("section of Rollouts", {QStringLiteral("--section"), QStringLiteral("moon")}, "moon", "calibration");
    row("start", {QStringLiteral("--start"), QStringLiteral("-1")}, "--start", "0 to");
    row("horizon", {QStringLiteral("--horizon"), QStringLiteral("0")}, "--horizon", "1 to");
    row("unknown", {QStringLiteral("--fly")}, "fly", "--help");
    row("stray", {QStringLiteral("stray")}, "stray", "--help");
    row("roofline", {QStringLiteral("--roofline"), QStringLiteral("b.json")}, "--roofline", "FILE");
    row("both",
        {QStringLiteral("--roofline"), QStringLiteral("b.json"), QStringLiteral("--report"), QStringLiteral("r"),
         QStringLiteral("x.png")},
        "--report", "one at a time");
    row("report", {QStringLiteral("--report"), QStringLiteral("runs/x")}, "--report", "FILE");
  }
  void badArgumentsAreNamedWithWhatIsAllowed() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, names);
    QFETCH(QString, allowed);
    const QString said = refusal(arguments);
    QVERIFY2(said.contains(names), qPrintable(said));
    QVERIFY2(said.contains(allowed), qPrintable(said));
  }
};

QTEST_GUILESS_MAIN(LaunchOptionsTest)
#include "launch_options_test.moc"
