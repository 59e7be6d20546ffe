#include "ui/window/termination.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace window {
namespace {

int ends[2];  // the handler writes to the first; a notifier reads from the second

void handle(int signal) {
  const char byte = 1;
  [[maybe_unused]] const auto written = ::write(ends[0], &byte, 1);
  std::signal(signal, SIG_DFL);
}

}  // namespace

void onTermination(std::function<void()> act) {
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return;  // without it a signal just ends the program
  auto* notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, qApp);
  QObject::connect(notifier, &QSocketNotifier::activated, qApp, [notifier, act = std::move(act)] {
    notifier->setEnabled(false);
    act();
  });
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, handle);
}

}  // namespace window
