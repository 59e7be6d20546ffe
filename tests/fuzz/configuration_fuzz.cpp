#include "fuzz_target.h"
#include "mbpo/parameter_registry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::expectErrorOrNothing([&] {
    const auto configuration = mbpo::configurationFromJson(fuzz::text(data, size), "config.json");
    mbpo::validate(configuration);
    // What was read can be written and read again.
    if (mbpo::configurationFromJson(mbpo::toJson(configuration), "again") != configuration) __builtin_trap();
  });
  return 0;
}
