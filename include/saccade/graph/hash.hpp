// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A number that names a graph, so that weights of another graph are refused.

#include <saccade/graph/node.hpp>

#include <cstdint>
#include <span>

namespace saccade {

/// FNV-1a, 64 bits, over every field of the analysed nodes as little-endian int32.
[[nodiscard]] constexpr auto architecture_hash(std::span<node const> nodes) noexcept
    -> std::uint64_t {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (node const& n : nodes) {
    int const fields[] = {static_cast<int>(n.kind),
                          n.source,
                          n.second,
                          n.out,
                          n.kernel.height,
                          n.kernel.width,
                          n.stride.height,
                          n.stride.width,
                          n.pad.top,
                          n.pad.left,
                          n.pad.bottom,
                          n.pad.right,
                          n.groups,
                          n.in.height,
                          n.in.width,
                          n.in.channels,
                          n.result.height,
                          n.result.width,
                          n.result.channels};
    for (int const field : fields) {
      auto const bits = static_cast<std::uint32_t>(field);
      for (unsigned shift = 0; shift < 32; shift += 8) {
        hash = (hash ^ ((bits >> shift) & 0xFFU)) * 0x100000001B3U;
      }
    }
  }
  return hash;
}

}  // namespace saccade
