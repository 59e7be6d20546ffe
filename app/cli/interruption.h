#pragma once

namespace cli {

/// While it lives, the first SIGINT, SIGTERM or SIGHUP is only noted, so that work can end in good order; the second
/// ends the process at once. A closed pipe behind standard output does not end it either. At most one at a time.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// The signal that came; 0: none.
  static int signal();
};

}  // namespace cli
