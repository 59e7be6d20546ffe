#pragma once

#include <algorithm>
#include <string>

#include "base/error.h"
#include "bound/setting.h"

namespace cli {

/// What `mbpo` returns to the shell. An interrupted training returns 128 + the signal's number (Ctrl-C: 130).
enum ExitCode { kSuccess = 0, kFailure = 1, kBadUsage = 2, kSignalBase = 128 };

inline constexpr const char* kExitCodeText =
    "Exit codes: 0 success, 1 failure while working, 2 bad usage or input,\n"
    "130 stopped by Ctrl-C after a checkpoint (128 + signal number for other signals).";

/// The user asked for something impossible: exit code 2.
class UsageError : public base::Error {
 public:
  using base::Error::Error;
};

/// Runs a preparation in which every fault of the world is a fault of the input.
template <class Preparation>
auto asInput(Preparation prepare) {
  try {
    return prepare();
  } catch (const base::Error& error) {
    throw UsageError(error.what());
  }
}

/// The same for options that a bound checks: its quantity `eps_m` is the option `--eps-m`.
template <class Preparation>
auto asArguments(Preparation prepare) {
  try {
    return prepare();
  } catch (const bound::RangeError& error) {
    std::string option = "--" + error.quantity();
    std::ranges::replace(option, '_', '-');
    throw UsageError(option + " " + error.value() + ": must lie in " + error.range());
  }
}

}  // namespace cli
