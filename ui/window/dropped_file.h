#pragma once

#include <QString>

namespace window {

/// What a path that somebody hands to the window is, found by looking at it rather than at its name alone.
struct DroppedFile {
  enum class Kind {
    run,       ///< a run directory, or a file inside one
    scenario,  ///< a scenario file
    task,      ///< a JSON task file
    body,      ///< an MJCF file
    unknown
  } kind = Kind::unknown;
  QString path;    ///< absolute; of a run: its directory
  QString reason;  ///< unknown: why, and what can be dropped
};

/// Reads at most the beginning of the file. Never throws.
DroppedFile lookAtDroppedFile(const QString& path);

/// "Open run …", "Load scenario …": what a drop would do.
QString dropPromise(const DroppedFile& file);

}  // namespace window
