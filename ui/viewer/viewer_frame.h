#pragma once

#include <QColor>
#include <QImage>
#include <QString>
#include <QtGlobal>

#include <limits>
#include <vector>

#include "ui/viewer/line_pattern.h"

namespace viewer {

/// One line of the legend.
struct TrackStatus {
  QString name;
  QColor colour;       ///< invalid: the model's own colours
  bool solid = true;
  LinePattern pattern = LinePattern::whole;
  QString note;        ///< "ended at step 12"; may be empty
  double apart = 0;    ///< metres between its followed body and the true one's; NaN: it is the true one, or not known
  double value = std::numeric_limits<double>::quiet_NaN();  ///< estimate Q̂ of a ghost; NaN: not known
};

/// What is being played: the HUD's numbers.
struct PlayStatus {
  QString task;
  double episode_seconds = 0;
  double step = 0;               ///< of a stage also between two states
  int time_limit = 0;            ///< of a stage: its last step
  double reward = 0, episode_return = 0;  ///< NaN: not known
  double value = std::numeric_limits<double>::quiet_NaN();  ///< estimate Q̂(s, a); NaN: not known
  double last_return = 0;        ///< NaN: no whole episode yet
  double speed = 1, measured_speed = 0;
  double frames_per_second = 0;  ///< 0: not known yet
  double picture_ms = 0;         ///< CPU time of a picture, the renderer's own threads included; 0: not known yet
  double core_share = 0;         ///< CPU seconds per second that pictures take; 0: not known yet
  double scale = 1;              ///< of the view's width and height that pictures are drawn with
  double ceiling = 0;            ///< of core_share, beside a training; 0: there is none
  bool paused = false, sampled = false;
  int steps_back = 0;            ///< looking back in the live episode
  qint64 policy_step = -1;       ///< −1: random actions
  bool reduced_quality = false;  ///< software GL: no shadows, reflections, antialiasing
  QString note;                  ///< something that should be known, such as a policy that does not fit; may be empty

  bool is_stage = false;         ///< of recorded and imagined bodies rather than the live policy
  QString title;                 ///< the stage's
  bool side_by_side = false;
  std::vector<TrackStatus> tracks;
  QString selected;              ///< a body's name; empty: none
  bool pulls = false;            ///< somebody pulls at it
  QString camera;                ///< a fixed camera's name; empty: the free one
};

/// Something that has happened and should be read once.
struct Notice {
  enum class Kind { done, warning, error } kind = Kind::done;
  QString text;       ///< what, where, what to do
  qint64 number = 0;  ///< counts from 1; 0: none yet
};

/// A recording at work.
struct FilmStatus {
  bool running = false;
  QString path;
  int pictures = 0, expected = 0;  ///< expected 0: until it is stopped
};

/// A finished picture on its way to the window: an immutable value. Without a picture there is a problem to show.
struct ViewerFrame {
  QImage image;     ///< device pixel ratio set
  PlayStatus status;
  QString problem;  ///< what is wrong and what to do; empty: nothing
  qint64 number = 0;   ///< counts pictures from 1
  qint64 request = 0;  ///< the last SetStep, SetPaused or ShowStage that it knows of
  Notice notice;       ///< the newest one
  FilmStatus film;
  bool show_text = true;
};

}  // namespace viewer
