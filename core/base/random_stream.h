#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace base {

/// A named stream of random numbers: xoshiro256++ (Blackman & Vigna 2019), seeded by SplitMix64 from the run's
/// seed and the stream's name. Streams of different names are independent, so a new consumer of randomness
/// never disturbs an old one. Same seed and name: same numbers, on every machine. One owner thread.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::string_view name);

  std::uint64_t next();
  double uniform();                             ///< in [0, 1)
  double uniform(double low, double high);      ///< in [low, high)
  double normal();                              ///< N(0, 1), Box–Muller without a kept spare
  std::uint64_t below(std::uint64_t bound);     ///< uniform in 0 … bound − 1, without modulo bias; bound ≥ 1

  /// The whole state, so that a checkpoint continues the same sequence.
  std::array<std::uint64_t, 4> state() const { return state_; }
  void setState(const std::array<std::uint64_t, 4>& state) { state_ = state; }

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace base
