#pragma once

#include <QImage>
#include <QString>
#include <QtGlobal>

namespace viewer {

/// What is being played: the HUD's numbers.
struct PlayStatus {
  QString task;
  double episode_seconds = 0;
  int step = 0, time_limit = 0;
  double reward = 0, episode_return = 0;
  double last_return = 0;        ///< NaN: no whole episode yet
  double speed = 1, measured_speed = 0;
  double frames_per_second = 0;  ///< 0: not known yet
  bool paused = false, sampled = false;
  qint64 policy_step = -1;       ///< −1: random actions
  bool reduced_quality = false;  ///< software GL: no shadows, reflections, antialiasing
  QString note;                  ///< something that should be known, such as a policy that does not fit; may be empty
};

/// A finished picture on its way to the window: an immutable value. Without a picture there is a problem to show.
struct ViewerFrame {
  QImage image;     ///< device pixel ratio set
  PlayStatus status;
  QString problem;  ///< what is wrong and what to do; empty: nothing
  qint64 number = 0;  ///< counts pictures from 1
};

}  // namespace viewer
