#include "ui/window/launch_options.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include "base/error.h"
#include "env/task_info.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"
#include "mbpo/scenario.h"
#include "ui/panels/chart_plan.h"
#include "ui/rollouts/rollouts_page.h"

namespace window {
namespace {

[[noreturn]] void refuse(const QString& message) { throw base::Error(message.toStdString()); }

void declare(QCommandLineParser& parser) {
  const auto option = [&parser](const char* name, const char* help, const char* value = "", const char* fallback = "") {
    QString text = QString::fromUtf8(help);
    if (*fallback != '\0') text += QStringLiteral(" Default: %1.").arg(QString::fromLatin1(fallback));
    parser.addOption({QString::fromLatin1(name), text, QString::fromLatin1(value), QString::fromLatin1(fallback)});
  };
  parser.setApplicationDescription(QStringLiteral(
      "Trains model-based policies (MBPO) and shows how: charts, parameters that act while it runs, the body in 3D.\n"
      "Exit codes: 0 done, 1 failed, 2 bad arguments."));
  option("environment", "Task to train: a bundled name or a JSON task file.", "NAME", "inverted_pendulum");
  option("preset", "Where the other parameters come from.", "NAME", "interactive");
  option("scenario", "Scenario file to start from, instead of environment and preset.", "FILE");
  option("seed", "Seed of every random stream.", "N", "1");
  option("steps", "Real steps in all; by default the preset's.", "N");
  option("set", "One parameter, as often as you like; `mbpo list parameters` names them.", "KEY=VALUE");
  option("runs", "Folder of the run directories.", "DIR", "runs");
  option("open", "Show this run instead of the example.", "RUN_DIR");
  option("train", "Start training at once.");
  option("screenshot", "Write a picture of the whole window and leave.", "FILE");
  option("after", "Seconds before the picture.", "SECONDS", "3");
  option("pixel-ratio", "Pixels of the picture per unit of length, 1 to 4.", "N", "1");
  option("tour", "Write pictures of every page, light and dark, small and large, and leave.", "DIR");
  option("size", "Size of the window, such as 1280x720.", "WxH");
  option("report",
         "Write a picture of this run's charts, or of a saved study's, to FILE (the next argument) and leave.",
         "RUN_DIR|STUDY_JSON");
  option("roofline",
         "Write the roofline picture of what `mbpo bench --json` wrote to FILE (the next argument) and leave.",
         "BENCH_JSON");
  option("compare", "Tick this run for Compare; as often as you like.", "RUN_DIR");
  option("group", "Compare begins with the mean ± std over the seeds of each configuration.");
  option("tab", "Page to begin with: dashboard, bound-lab, rollouts, compare or study.", "NAME");
  option("section",
         "Section of the dashboard or of Rollouts to begin with; with --report, the dashboard's only one drawn.",
         "NAME");
  option("start", "Step of the episode from which Rollouts imagines.", "N");
  option("horizon", "Steps that Rollouts imagines.", "N");
  option("study", "Show this study, which `mbpo study generalisation --out FILE.json` wrote.", "FILE");
  option("theme", "light, dark or system.", "NAME");
  option("text", "Text size in per cent, 80 to 200; by default the preferences'.", "N");
  parser.addPositionalArgument(QStringLiteral("FILE"),
                               QStringLiteral("Picture to write; only with --report or --roofline."),
                               QStringLiteral("[FILE]"));
  parser.addHelpOption();
  parser.addVersionOption();
}

void readConfiguration(const QCommandLineParser& parser, LaunchOptions& options) {
  if (parser.isSet(QStringLiteral("scenario"))) {
    if (parser.isSet(QStringLiteral("environment")) || parser.isSet(QStringLiteral("preset"))) {
      refuse(QStringLiteral("--scenario names environment and preset itself; leave out --environment and --preset"));
    }
    const mbpo::Scenario scenario = mbpo::readScenario(parser.value(QStringLiteral("scenario")).toStdString());
    options.configuration = scenario.configuration;
    options.scenario_name = scenario.name;
    options.scenario_note = scenario.note;
  } else {
    const std::string environment = parser.value(QStringLiteral("environment")).toStdString();
    env::taskFile(environment);  // names what is allowed
    options.configuration =
        mbpo::presetConfiguration(parser.value(QStringLiteral("preset")).toStdString(), environment);
  }
  for (const QString& pair : parser.values(QStringLiteral("set"))) {
    const qsizetype equals = pair.indexOf(u'=');
    if (equals <= 0) refuse(QStringLiteral("--set %1: write KEY=VALUE, such as --set rollout_length=5").arg(pair));
    mbpo::setParameter(options.configuration, pair.left(equals).toStdString(), pair.mid(equals + 1).toStdString());
  }
  for (const char* key : {"seed", "steps"}) {
    const QString name = QString::fromLatin1(key);
    if (parser.isSet(name)) mbpo::setParameter(options.configuration, key, parser.value(name).toStdString());
  }
  mbpo::validate(options.configuration);
  for (const char* name : {"environment", "preset", "scenario", "seed", "steps", "set"}) {
    options.configured = options.configured || parser.isSet(QString::fromLatin1(name));
  }
}

QSize readSize(const QString& text) {
  static const QRegularExpression form(QStringLiteral("^(\\d{2,5})[xX×](\\d{2,5})$"));
  const auto match = form.match(text);
  if (!match.hasMatch()) refuse(QStringLiteral("--size %1: write WIDTHxHEIGHT, such as 1280x720").arg(text));
  return {match.captured(1).toInt(), match.captured(2).toInt()};
}

QString readSection(const QString& name) {
  QStringList known;
  for (const panels::SectionPlan& section : panels::dashboardPlan()) known << section.id;
  known << rollouts::RolloutsPage::sectionNames();
  if (!name.isEmpty() && !known.contains(name)) {
    refuse(QStringLiteral("--section %1: choose one of %2").arg(name, known.join(QStringLiteral(", "))));
  }
  return name;
}

std::optional<int> readCount(const QCommandLineParser& parser, const QString& name, int least, int most) {
  if (!parser.isSet(name)) return std::nullopt;
  bool number = false;
  const int count = parser.value(name).toInt(&number);
  if (!number || count < least || count > most) {
    refuse(QStringLiteral("--%1 %2: give a whole number from %3 to %4")
               .arg(name, parser.value(name))
               .arg(least)
               .arg(most));
  }
  return count;
}

void readPictures(const QCommandLineParser& parser, LaunchOptions& options) {
  options.screenshot = parser.value(QStringLiteral("screenshot"));
  bool number = false;
  options.after_seconds = parser.value(QStringLiteral("after")).toDouble(&number);
  if (!number || !(options.after_seconds >= 0 && options.after_seconds <= 86'400)) {
    refuse(QStringLiteral("--after %1: give seconds from 0 to 86400").arg(parser.value(QStringLiteral("after"))));
  }
  options.tour_folder = parser.value(QStringLiteral("tour"));
  options.pixel_ratio = parser.value(QStringLiteral("pixel-ratio")).toDouble(&number);
  if (!number || !(options.pixel_ratio >= 1 && options.pixel_ratio <= 4)) {
    refuse(
        QStringLiteral("--pixel-ratio %1: give a number from 1 to 4").arg(parser.value(QStringLiteral("pixel-ratio"))));
  }
  if (parser.isSet(QStringLiteral("size"))) options.size = readSize(parser.value(QStringLiteral("size")));

  const QStringList files = parser.positionalArguments();
  options.report_run = parser.value(QStringLiteral("report"));
  options.roofline_bench = parser.value(QStringLiteral("roofline"));
  if (!options.report_run.isEmpty() && !options.roofline_bench.isEmpty()) {
    refuse(QStringLiteral("--report and --roofline write one picture each: ask for one at a time"));
  }
  if (options.report_run.isEmpty() && options.roofline_bench.isEmpty() && !files.isEmpty()) {
    refuse(QStringLiteral("“%1” belongs to no option; --open shows a run, --help tells the rest").arg(files.first()));
  }
  if (!options.report_run.isEmpty()) {
    if (files.size() != 1) refuse(QStringLiteral("--report RUN_DIR FILE: name one picture file, such as report.png"));
    options.report_file = files.first();
  }
  if (!options.roofline_bench.isEmpty()) {
    if (files.size() != 1)
      refuse(QStringLiteral("--roofline BENCH_JSON FILE: name one picture file, such as roofline.png"));
    options.roofline_file = files.first();
  }
}

}  // namespace

LaunchOptions parseLaunchOptions(const QStringList& arguments, const QStringList& tabs) {
  QCommandLineParser parser;
  declare(parser);
  if (!parser.parse(arguments)) refuse(parser.errorText() + QStringLiteral(" `--help` lists what is allowed."));
  LaunchOptions options;
  if (parser.isSet(QStringLiteral("help"))) {
    options.text = parser.helpText();
    return options;
  }
  if (parser.isSet(QStringLiteral("version"))) {
    options.text = QStringLiteral("mbpo-workbench " WORKBENCH_VERSION "\n");
    return options;
  }
  readConfiguration(parser, options);
  readPictures(parser, options);
  options.runs_folder = parser.value(QStringLiteral("runs")).toStdString();
  options.runs_folder_given = parser.isSet(QStringLiteral("runs"));
  options.open = parser.value(QStringLiteral("open"));
  options.train = parser.isSet(QStringLiteral("train"));
  if (options.train && !options.open.isEmpty()) refuse(QStringLiteral("--train starts a new run; leave out --open."));
  options.section = readSection(parser.value(QStringLiteral("section")));
  options.start = readCount(parser, QStringLiteral("start"), 0, 1'000'000);
  options.horizon = readCount(parser, QStringLiteral("horizon"), 1, rollouts::kLongestHorizon);
  options.compare = parser.values(QStringLiteral("compare"));
  options.compare_by_configuration = parser.isSet(QStringLiteral("group"));
  options.tab = parser.value(QStringLiteral("tab"));
  if (options.tab.compare(QStringLiteral("lab"), Qt::CaseInsensitive) == 0) options.tab = QStringLiteral("bound-lab");
  if (!options.tab.isEmpty() && !tabs.contains(options.tab, Qt::CaseInsensitive)) {
    refuse(QStringLiteral("--tab %1: choose one of %2").arg(options.tab, tabs.join(QStringLiteral(", ")).toLower()));
  }
  options.study = parser.value(QStringLiteral("study"));
  if (!options.study.isEmpty() && options.tab.isEmpty()) options.tab = QStringLiteral("study");
  if (parser.isSet(QStringLiteral("text"))) {
    bool number = false;
    options.text_percent = parser.value(QStringLiteral("text")).toInt(&number);
    if (!number || *options.text_percent < panels::kSmallestText || *options.text_percent > panels::kLargestText) {
      refuse(QStringLiteral("--text %1: give per cent from 80 to 200").arg(parser.value(QStringLiteral("text"))));
    }
  }
  if (parser.isSet(QStringLiteral("theme"))) {
    options.theme = panels::parseTheme(parser.value(QStringLiteral("theme")));
    if (!options.theme) {
      refuse(
          QStringLiteral("--theme %1: choose one of light, dark, system").arg(parser.value(QStringLiteral("theme"))));
    }
  }
  return options;
}

}  // namespace window
