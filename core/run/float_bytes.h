#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace run {

static_assert(std::endian::native == std::endian::little, "CBOR files hold little-endian floats");

/// float32 values as a byte string of CBOR, little-endian: how policies and models are stored.
inline nlohmann::json toBytes(const std::vector<float>& values) {
  std::vector<std::uint8_t> bytes(values.size() * sizeof(float));
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return nlohmann::json::binary(std::move(bytes));
}

}  // namespace run
