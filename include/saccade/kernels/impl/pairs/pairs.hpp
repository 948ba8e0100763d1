// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the dense convolutions with PMADDWD have in common but the instructions: it sums two
/// products of int16.
///
/// Packed: per block of channels, [kernel height][pair of values][channel][2] int16, little endian;
/// the channels of a block, a multiple of a vector's lanes, and the values of a run of kernel width
/// * channels, a multiple of 2, filled up with 0.

#include <saccade/graph/node.hpp>
#include <saccade/kernels/impl/channel_blocks.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

namespace pairs {

struct dense_shape {
  int pairs{};  ///< of values in a run
  int step{};   ///< values from one window to the next

  explicit constexpr dense_shape(node const& n) noexcept
      : pairs{(n.kernel.width * n.in.channels + 1) / 2}, step{n.stride.width * n.in.channels} {}

  /// Packed bytes of a channel.
  [[nodiscard]] constexpr auto bytes(node const& n) const noexcept -> std::size_t {
    return static_cast<std::size_t>(n.kernel.height) * static_cast<std::size_t>(pairs) * 2 *
           sizeof(std::int16_t);
  }
};

template <typename Blocks>
[[nodiscard]] constexpr auto dense_bytes(node const& n) noexcept -> std::size_t {
  return static_cast<std::size_t>(Blocks{n.out}.vectors * Blocks::lanes) * dense_shape{n}.bytes(n);
}

template <typename Blocks>
constexpr void pack_dense(node const& n, std::span<std::int8_t const> weight,
                          std::span<std::int8_t> to) noexcept {
  Blocks const blocks{n.out};
  int const in_run = dense_shape{n}.pairs * 2;
  int const run = n.kernel.width * n.in.channels;
  std::size_t at = 0;
  for (int b = 0; b < blocks.blocks; ++b) {
    for (int k = 0; k < n.kernel.height * in_run; k += 2) {
      int const ky = k / in_run;
      for (int o = blocks.begin(b) * Blocks::lanes; o < blocks.begin(b + 1) * Blocks::lanes; ++o) {
        for (int i = k % in_run; i < k % in_run + 2; ++i) {
          bool const inside = o < n.out && i < run;
          std::int8_t const value =
              inside ? weight[static_cast<std::size_t>((o * n.kernel.height + ky) * run + i)]
                     : std::int8_t{};
          to[at++] = value;
          to[at++] = static_cast<std::int8_t>(value < 0 ? -1 : 0);
        }
      }
    }
  }
}

}  // namespace pairs
}  // namespace saccade::kernels::inline SACCADE_ISA
