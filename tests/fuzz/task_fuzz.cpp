#include "env/task_spec.h"
#include "fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = fuzz::writeFile("task.json", data, size);
  fuzz::expectErrorOrNothing([&] { env::readTaskFile(file); });
  return 0;
}
