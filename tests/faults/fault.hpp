// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// One fault in a file, as disks, links and camera drivers make them.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace saccade::test {

enum class fault_kind : std::uint8_t { flip, lost_byte, doubled_byte, lost_block, cut };

inline constexpr std::array fault_names{"bit flipped", "byte lost", "byte doubled",
                                        "512 bytes lost", "cut"};

struct fault {
  fault_kind kind{};
  std::size_t at{};  ///< the byte
  unsigned bit{};    ///< of a flip
};

[[nodiscard]] inline auto random_fault(std::mt19937_64& bits, std::size_t size) -> fault {
  return {static_cast<fault_kind>(bits() % fault_names.size()),
          static_cast<std::size_t>(bits() % size), static_cast<unsigned>(bits() % 8)};
}

[[nodiscard]] inline auto with_fault(std::string_view file, fault const& f) -> std::string {
  std::string damaged{file};
  switch (f.kind) {
    case fault_kind::flip:
      damaged[f.at] = static_cast<char>(damaged[f.at] ^ (1 << f.bit));
      break;
    case fault_kind::lost_byte:
      damaged.erase(f.at, 1);
      break;
    case fault_kind::doubled_byte:
      damaged.insert(f.at, 1, damaged[f.at]);
      break;
    case fault_kind::lost_block:
      damaged.erase(f.at, 512);
      break;
    case fault_kind::cut:
      damaged.resize(f.at);
      break;
  }
  return damaged;
}

}  // namespace saccade::test
