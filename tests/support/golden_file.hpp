// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/quantize/parameters.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>

namespace saccade::test {

/// Reads little-endian fields of a file in tests/data; the script that wrote it says what they are.
class golden_file {
 public:
  explicit golden_file(std::string const& name) {
    std::ifstream file{SACCADE_TEST_DATA "/" + name, std::ios::binary};
    bytes_.assign(std::istreambuf_iterator<char>{file}, {});
  }

  auto byte() -> std::uint8_t { return static_cast<std::uint8_t>(bytes_.at(position_++)); }
  auto u32() -> std::uint32_t {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) value |= std::uint32_t{byte()} << shift;
    return value;
  }
  auto number() -> int { return static_cast<int>(u32()); }
  auto quantization() -> uint8_quantization {
    auto const scale = std::bit_cast<float>(u32());
    return {scale, static_cast<std::int32_t>(u32())};
  }
  [[nodiscard]] auto rest() const -> std::size_t { return bytes_.size() - position_; }

 private:
  std::string bytes_{};
  std::size_t position_{};
};

[[nodiscard]] constexpr auto as_int8(int q) -> std::int8_t {
  return static_cast<std::int8_t>(q - 128);
}

}  // namespace saccade::test
