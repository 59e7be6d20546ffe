#include "fuzz_target.h"
#include "mbpo/checkpoint.h"
#include "mbpo/training_state.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = fuzz::writeFile("1.pt", data, size);
  fuzz::expectErrorOrNothing([&] { mbpo::readCheckpoint(file); });
  return 0;
}
