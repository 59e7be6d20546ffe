#include "app/cli/interruption.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>

#include "app/cli/exit_code.h"

namespace cli {
namespace {

std::atomic<int> received{0};
static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");
constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

extern "C" void noteSignal(int number) {
  if (received.exchange(number) != 0) ::_exit(kSignalBase + number);
}

}  // namespace

Interruption::Interruption() {
  received = 0;
  for (const int number : kSignals) std::signal(number, noteSignal);
  std::signal(SIGPIPE, SIG_IGN);
}

Interruption::~Interruption() {
  for (const int number : kSignals) std::signal(number, SIG_DFL);
  std::signal(SIGPIPE, SIG_DFL);
}

int Interruption::signal() { return received; }

}  // namespace cli
