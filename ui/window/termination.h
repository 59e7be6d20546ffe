#pragma once

#include <functional>

namespace window {

/// Calls `act` in the GUI thread when the terminal asks the program to end (SIGINT, SIGTERM). A second signal ends it at
/// once. Call it once, with an application.
void onTermination(std::function<void()> act);

}  // namespace window
