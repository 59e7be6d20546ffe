// What GCC's instrumentation calls, for libFuzzer, whose own version of it only says that GCC is no longer served. But
// libFuzzer watches every byte of the section `__libfuzzer_extra_counters`: here one per edge, a pair of successive blocks.
#include <cstdint>

namespace {

__attribute__((section("__libfuzzer_extra_counters"))) std::uint8_t edges[1 << 16];

thread_local std::uintptr_t last_block = 0;

}  // namespace

extern "C" {

__attribute__((no_sanitize_coverage, no_sanitize_address)) void __sanitizer_cov_trace_pc() {
  const auto address = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
  const std::uintptr_t block = address ^ (address >> 16);
  ++edges[(block ^ last_block) % (1 << 16)];
  last_block = block >> 1;
}

// Comparisons of floating-point numbers, of which libFuzzer learns nothing.
void __sanitizer_cov_trace_cmpf(float, float) {}
void __sanitizer_cov_trace_cmpd(double, double) {}
}
