#include "app/cli/render_command.h"

#include <unistd.h>

#include <QGuiApplication>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

#include "app/cli/exit_code.h"
#include "app/cli/interruption.h"
#include "app/cli/progress_line.h"
#include "app/cli/render_source.h"
#include "app/cli/terminal.h"
#include "ui/viewer/stage_film.h"

namespace cli {
namespace {

struct RenderOptions {
  std::string run, size = "1280x720", camera, out;
  int fps = 30;
  double speed = 1, at = -1;
  std::uint64_t seed = 1;
  std::string episode, drive = "open";
  Imagination imagination;
  bool policy = false, imagined = false, stochastic = false, side_by_side = false, no_text = false, no_traces = false,
       quick = false;
};

QSize parseSize(const std::string& text) {
  int width = 0, height = 0;
  char rest = 0;
  constexpr QSize largest = viewer::SceneRenderer::kLargest;
  if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 64 || height < 64 ||
      width > largest.width() || height > largest.height()) {
    throw UsageError("--size " + text + ": must be WIDTHxHEIGHT, from 64x64 to " + std::to_string(largest.width()) +
                     "x" + std::to_string(largest.height()));
  }
  return {width, height};
}

viewer::Shot shotOf(const RenderOptions& options) {
  if (!(options.speed > 0) || !std::isfinite(options.speed)) {
    throw UsageError("--speed " + std::to_string(options.speed) + ": must be above 0");
  }
  viewer::Shot shot;
  shot.size = parseSize(options.size);
  shot.pictures_per_second = options.fps;
  shot.speed = options.speed;
  shot.camera = QString::fromStdString(options.camera);
  shot.side_by_side = options.side_by_side;
  shot.options.set(viewer::ViewOption::text, !options.no_text);
  shot.options.set(viewer::ViewOption::traces, !options.no_traces);
  if (options.quick) shot.quality = viewer::SceneRenderer::Quality::automatic;
  return shot;
}

/// On a terminal a line that is redrawn; elsewhere nothing until the end.
void showProgress(int done, int count) {
  if (!isTerminal(STDERR_FILENO)) return;
  const std::string pictures = std::to_string(done) + " of " + std::to_string(count) + " pictures";
  std::fprintf(
      stderr, "\r%s\033[K",
      progressLine(double(done) / count, {{0, pictures}}, terminalWidth(STDERR_FILENO) - 1, speaksUnicode()).c_str());
}

int film(const std::shared_ptr<const viewer::Stage>& stage, const viewer::Shot& shot, const RenderOptions& options) {
  const Interruption interruption;
  const int count = viewer::pictureCount(*stage, shot.pictures_per_second, shot.speed);
  const int pictures = viewer::filmStage(stage, shot, QString::fromStdString(options.out), [&](int done) {
    showProgress(done, count);
    return Interruption::signal() == 0;
  });
  if (isTerminal(STDERR_FILENO)) std::fprintf(stderr, "\r\033[K");
  if (pictures == 0) {
    std::fprintf(stderr, "mbpo: stopped, nothing was written\n");
    return kSignalBase + Interruption::signal();
  }
  std::printf("%s: %d pictures, %.2f s\n", options.out.c_str(), pictures, double(pictures) / shot.pictures_per_second);
  return kSuccess;
}

std::shared_ptr<const viewer::Stage> stageOf(const RenderOptions& options) {
  if (options.policy && (options.imagined || !options.episode.empty())) {
    throw UsageError("--policy plays anew; leave out --episode and --imagined");
  }
  if (options.imagined) {
    Imagination wanted = options.imagination;
    if (!options.episode.empty()) wanted.episode = options.episode;
    wanted.closed_loop = options.drive == "closed";
    wanted.seed = options.seed;
    return stageOfImagination(options.run, wanted);
  }
  if (!options.episode.empty()) return stageOfEpisode(options.run, options.episode);
  return stageOfPolicy(options.run, options.seed, options.stochastic);
}

int render(const RenderOptions& options) {
  const viewer::Shot shot = shotOf(options);
  const auto stage = asInput([&] { return stageOf(options); });
  // Text needs fonts, which need a platform; this one needs no display.
  ::setenv("QT_QPA_PLATFORM", "offscreen", /*overwrite=*/1);
  int argc = 1;
  char name[] = "mbpo";
  char* argv[] = {name, nullptr};
  const QGuiApplication application(argc, argv);
  const QString out = QString::fromStdString(options.out);
  if (!out.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) return film(stage, shot, options);
  const double step = options.at >= 0 ? options.at : viewer::lastStep(*stage) / 2;
  viewer::photographStage(stage, shot, step, out);
  std::printf("%s\n", options.out.c_str());
  return kSuccess;
}

}  // namespace

void addRenderCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<RenderOptions>();
  CLI::App* command = app.add_subcommand("render", "Film a run's body, without a display");
  command->add_option("--run", options->run, "Run directory (`mbpo list runs`)")->required()->type_name("DIR");
  command->add_flag("--policy", options->policy, "Let the newest policy play an episode [default]");
  command
      ->add_option(
          "--episode", options->episode,
          "A kept episode by id (`mbpo inspect --list`), or newest, best, worst; imagined also D_env: a state as\n"
          "training draws its starts")
      ->type_name("ID");
  command->add_flag("--imagined", options->imagined,
                    "The real body, and as ghosts what the model makes of it from the same state");
  Imagination& imagination = options->imagination;
  command->add_option("--start", imagination.start, "Imagined: from this step of the episode")->capture_default_str();
  command->add_option("--horizon", imagination.horizon, "Imagined: model steps")->capture_default_str();
  command
      ->add_option(
          "--drive", options->drive,
          "Imagined: open: the recorded actions drive the model; closed: π acts on imagined states, and on the\n"
          "real body")
      ->check(CLI::IsMember({"open", "closed"}))
      ->capture_default_str();
  command
      ->add_option("--members", imagination.members,
                   "Imagined: networks of the ensemble, e.g. 0,3 [default: the elites]")
      ->delimiter(',')
      ->type_name("INT,…");
  command
      ->add_option("--samples", imagination.samples,
                   "Imagined: that many sampled paths of each member; 0: its mean path")
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Seed of the policy's start state, sampled actions and sampled paths")
      ->capture_default_str();
  command->add_flag("--stochastic", options->stochastic,
                    "Sample actions from the policy instead of taking its mean [default: off]");
  command
      ->add_option("--out", options->out,
                   "FILE.png: one picture; FILE.mp4 or FILE.webm: a video, encoded by ffmpeg (Debian package\n"
                   "ffmpeg); another name: a folder of PNG pictures")
      ->required()
      ->type_name("PATH");
  command->add_option("--at", options->at, "Step of a single picture [default: the middle]")->type_name("STEP");
  command->add_option("--size", options->size, "Pixels")->capture_default_str()->type_name("WxH");
  command->add_option("--fps", options->fps, "Pictures per second")->check(CLI::Range(1, 120))->capture_default_str();
  command->add_option("--speed", options->speed, "Simulated seconds per second")->capture_default_str();
  command
      ->add_option("--camera", options->camera,
                   "A camera of the model, or AZIMUTH,ELEVATION,DISTANCE in degrees and metres\n"
                   "[default: the task's view, following the body]")
      ->type_name("CAMERA");
  command->add_flag("--side-by-side", options->side_by_side, "Each body in a picture of its own [default: off]");
  command->add_flag("--no-text", options->no_text, "Leave out time, reward and names [default: off]");
  command->add_flag("--no-traces", options->no_traces, "Leave out the ways of the followed bodies [default: off]");
  command->add_flag("--quick", options->quick,
                    "Without a GPU leave out shadows, reflections and antialiasing [default: off]");
  command->callback([=, &chosen] { chosen = [options] { return render(*options); }; });
}

}  // namespace cli
