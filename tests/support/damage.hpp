// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace saccade::test {

/// What becomes of a file on bad storage or a broken line.
enum class damage : std::uint8_t { bit_flipped, byte_lost, byte_doubled, block_lost, cut };

inline constexpr auto all_damages = {damage::bit_flipped, damage::byte_lost, damage::byte_doubled,
                                     damage::block_lost, damage::cut};

inline constexpr std::size_t block_size = 512;

/// How many bytes from its position on it hits in a file of this size.
[[nodiscard]] constexpr auto length(damage kind, std::size_t at, std::size_t size) -> std::size_t {
  if (kind == damage::cut) return size - at;
  return kind == damage::block_lost ? std::min(block_size, size - at) : 1;
}

[[nodiscard]] inline auto damaged(std::string file, damage kind, std::size_t at, unsigned bit = 0)
    -> std::string {
  switch (kind) {
    case damage::bit_flipped:
      file[at] = static_cast<char>(file[at] ^ (1 << bit));
      break;
    case damage::byte_doubled:
      file.insert(at, 1, file[at]);
      break;
    case damage::byte_lost:
    case damage::block_lost:
    case damage::cut:
      file.erase(at, length(kind, at, file.size()));
      break;
  }
  return file;
}

}  // namespace saccade::test
