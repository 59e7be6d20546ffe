#include "fuzz_target.h"
#include "mbpo/scenario.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::expectErrorOrNothing([&] {
    const auto scenario = mbpo::scenarioFromText(fuzz::text(data, size), "scenario.json");
    if (mbpo::scenarioFromText(mbpo::toText(scenario), "again") != scenario) __builtin_trap();
  });
  return 0;
}
