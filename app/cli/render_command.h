#pragma once

#include "app/cli/commands.h"

namespace cli {

/// Beside the commands of commands.h, in a library of its own: it alone knows Qt.
void addRenderCommand(CLI::App& app, Action& chosen);

}  // namespace cli
