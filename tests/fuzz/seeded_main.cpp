// A harness without libFuzzer: takes in the files that it is given, as they are and with seeded mutations.
// Usage: fuzz_NAME [-runs=N] FILE…
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <random>
#include <vector>

#include "fuzz_target.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr const char* kTokens[] = {"null", "-1",  "1e999", "18446744073709551616", "[[[[[[[[", "{\"", "\"\"",
                                   "true", "NaN", "\xff",   "\\u0000",              "../../",   "0",   "1e-320"};

Bytes readAll(const char* file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    std::fprintf(stderr, "cannot read %s\n", file);
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

Bytes mutated(Bytes bytes, const std::vector<Bytes>& corpus, std::mt19937& random) {
  const auto below = [&](std::size_t bound) { return bound == 0 ? 0 : random() % bound; };
  const auto at = [&](std::size_t place) { return bytes.begin() + static_cast<std::ptrdiff_t>(place); };
  for (std::size_t left = 1 + below(4); left > 0; --left) {
    const std::size_t place = below(bytes.size());
    switch (below(6)) {
      case 0: if (!bytes.empty()) bytes[place] ^= static_cast<std::uint8_t>(1U << below(8)); break;
      case 1: bytes.resize(place); break;
      case 2: bytes.erase(at(place), at(place + below(std::min<std::size_t>(64, bytes.size() - place)))); break;
      case 3: {
        const char* token = kTokens[below(std::size(kTokens))];
        bytes.insert(at(place), token, token + std::strlen(token));
        break;
      }
      case 4: {  // a piece twice
        const Bytes piece(at(place), at(place + below(std::min<std::size_t>(256, bytes.size() - place))));
        bytes.insert(at(place), piece.begin(), piece.end());
        break;
      }
      default: {  // a piece of another file
        const Bytes& other = corpus[below(corpus.size())];
        const auto from = other.begin() + static_cast<std::ptrdiff_t>(below(other.size()));
        const auto length = std::min<std::ptrdiff_t>(other.end() - from, 128);
        bytes.insert(at(place), from, from + length);
      }
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  long runs = 2000;
  std::vector<Bytes> corpus;
  for (int i = 1; i < argc; ++i) {
    if (std::strncmp(argv[i], "-runs=", 6) == 0) {
      runs = std::atol(argv[i] + 6);
    } else {
      corpus.push_back(readAll(argv[i]));
    }
  }
  if (corpus.empty()) {
    std::fprintf(stderr, "usage: %s [-runs=N] FILE...\n", argv[0]);
    return 2;
  }
  LLVMFuzzerTestOneInput(nullptr, 0);
  for (const Bytes& bytes : corpus) LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  std::mt19937 random(1);
  for (long run = 0; run < runs; ++run) {
    const Bytes bytes = mutated(corpus[random() % corpus.size()], corpus, random);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
  std::filesystem::remove_all(fuzz::folder());
  std::printf("%ld mutations of %zu files\n", runs, corpus.size());
  return 0;
}
