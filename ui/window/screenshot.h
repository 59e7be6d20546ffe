#pragma once

#include <QString>

namespace window {

class MainWindow;
struct LaunchOptions;

/// Writes a picture of the whole window `after_seconds` from now, of exactly the window's size times `pixel_ratio`
/// whatever the screen's is, then closes it (checkpointing a run that goes on) and leaves the event loop: 0, or 1 with a message on
/// standard error.
void takeScreenshotLater(MainWindow& window, const LaunchOptions& options);

}  // namespace window
