#include "env/environment.h"
#include "env/replay.h"
#include "fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto environment = env::makeEnvironment("inverted_pendulum");
  const auto trace = fuzz::writeFile("trace.json", data, size);
  fuzz::expectErrorOrNothing([&] { env::traceEnvironment(trace); });
  fuzz::expectErrorOrNothing([&] { env::replayTrace(*environment, trace, fuzz::folder() / "replayed.json"); });
  return 0;
}
