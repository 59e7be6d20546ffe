#pragma once

#include <stdexcept>
#include <string>

namespace base {

/// The world is not as it should be: a file, an argument, a configuration, a checkpoint.
/// The message says what is wrong, where, and what to do about it. Caught at a thread's top frame.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A bug in this program: reports the violated condition with its place and the given values, then aborts.
[[noreturn]] void failCheck(const char* condition, const char* file, int line, const std::string& values);

}  // namespace base

/// Always-on check of an invariant. `values` is any expression convertible to std::string.
#define WORKBENCH_CHECK(condition, values) \
  ((condition) ? static_cast<void>(0) : ::base::failCheck(#condition, __FILE__, __LINE__, (values)))
