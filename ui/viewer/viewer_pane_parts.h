#pragma once

#include <atomic>
#include <memory>

#include "ui/viewer/notice_strip.h"
#include "ui/viewer/transport_bar.h"
#include "ui/viewer/view_menu.h"
#include "ui/viewer/viewer_pane.h"
#include "ui/viewer/viewer_worker.h"
#include "ui/viewer/viewport.h"

namespace viewer {

/// What a ViewerPane is made of, for its two sources.
struct ViewerPane::Parts {
  Viewport* viewport = nullptr;
  NoticeStrip* strip = nullptr;
  TransportBar* bar = nullptr;
  ViewMenu* menu = nullptr;
  QString environment, last_status;
  std::shared_ptr<const agent::FrozenPolicy> newest_policy;
  qint64 newest_step = -1;
  std::shared_ptr<const Stage> stage;
  double step = 0;
  qint64 request = 0;  // counts what changes the step or the pause: pictures tell which they know of
  bool paused = false, sampled = false, live = true, loops = false, side_by_side = false, records = false;
  bool training = false;
  double speed = 1;
  ViewOptions options;
  Notice notice;
  qint64 frames_shown = 0;
  std::atomic<bool> frame_is_announced{false};  // at most one wake-up of the window is on its way
  std::unique_ptr<ViewerWorker> worker;         // last: joined before anything that it may call is gone
};

}  // namespace viewer
