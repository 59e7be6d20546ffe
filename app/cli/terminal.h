#pragma once

#include <cstddef>

namespace cli {

/// One of the process's standard streams as a terminal. `descriptor`: STDOUT_FILENO or STDERR_FILENO.
bool isTerminal(int descriptor);            ///< that can redraw a line
std::size_t terminalWidth(int descriptor);  ///< columns; 80 where unknown
bool speaksUnicode();                       ///< by the locale

}  // namespace cli
