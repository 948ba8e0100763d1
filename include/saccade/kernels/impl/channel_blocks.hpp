// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// How a vector kernel divides a layer's output channels.

#include <saccade/config.hpp>

namespace saccade::kernels::inline SACCADE_ISA {

/// Channels in vectors of `Lanes`, and these in blocks of at most `Most`, of which a tile's sums
/// fit into registers.
template <int Lanes, int Most>
struct channel_blocks {
  static constexpr int lanes = Lanes;
  static constexpr int most = Most;

  int vectors{};
  int blocks{};

  explicit constexpr channel_blocks(int channels) noexcept
      : vectors{(channels + Lanes - 1) / Lanes}, blocks{(vectors + Most - 1) / Most} {}

  /// The first vector of block `i`; of `blocks`, the end. No two blocks differ by more than one.
  [[nodiscard]] constexpr auto begin(int i) const noexcept -> int { return vectors * i / blocks; }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
