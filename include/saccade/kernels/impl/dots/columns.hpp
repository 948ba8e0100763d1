// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// How the depthwise convolutions by such products (layout.hpp) want their values and weights:
/// those that lie below one another together in 32 bits, so that one instruction sums a column's
/// products for a vector of channels. For a row of the output the rows under it are interleaved
/// once.
///
/// Packed: per vector of channels, with uint8 first [channel] int32, the sum of its weights; then
/// [group of rows][kernel width][channel][rows] of the values' size, little endian, filled up with
/// 0.

#include <saccade/detail/round_up.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/impl/dots/layout.hpp>
#include <saccade/kernels/impl/row_ring.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

namespace dots {

/// One filter per channel; of one channel alone it is a dense convolution.
[[nodiscard]] constexpr auto is_depthwise(node const& n) noexcept -> bool {
  return n.groups > 1 && n.groups == n.in.channels && n.out == n.in.channels;
}

template <typename Value, int Lanes>
struct column_layout {
  using ring = basic_row_ring<Value>;

  /// Columns that may be read and written beyond a row's end.
  static constexpr int slack = 64;

  int vectors{};  ///< of channels
  int groups{};   ///< of rows
  int width{};    ///< of the kernel
  int length{};   ///< of a row of columns

  explicit constexpr column_layout(node const& n) noexcept
      : vectors{(n.out + Lanes - 1) / Lanes},
        groups{groups_of(n.kernel.height)},
        width{n.kernel.width},
        length{(n.pad.left + n.in.width + n.pad.right) * n.in.channels} {}

  [[nodiscard]] static constexpr auto groups_of(int rows) noexcept -> int {
    return (rows + group<Value> - 1) / group<Value>;
  }

  /// Packed bytes of a vector of channels.
  [[nodiscard]] constexpr auto bytes() const noexcept -> std::size_t {
    return static_cast<std::size_t>(Lanes * 4) *
           static_cast<std::size_t>((has_sums<Value> ? 1 : 0) + groups * width);
  }
  [[nodiscard]] constexpr auto packed_bytes() const noexcept -> std::size_t {
    return static_cast<std::size_t>(vectors) * bytes();
  }

  /// In the scratch lie the channels' numbers, the ring, which is read as far beyond its end as
  /// columns are, and the columns.
  [[nodiscard]] constexpr auto ring_offset() const noexcept -> std::size_t {
    return channel_numbers::bytes(vectors * Lanes);
  }
  [[nodiscard]] constexpr auto offset(node const& n) const noexcept -> std::size_t {
    return ring_offset() + saccade::detail::round_up(ring::bytes(n), std::size_t{16});
  }
  [[nodiscard]] constexpr auto scratch_bytes(node const& n) const noexcept -> std::size_t {
    auto const all = static_cast<std::size_t>(groups) * static_cast<std::size_t>(length) + slack;
    return offset(n) + 4 * all;
  }

  constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                      std::span<std::int8_t> to) const noexcept {
    int const taps = n.kernel.height * width;
    auto const at = [&](int channel, int row, int column) -> std::int8_t {
      bool const inside = channel < n.out && row < n.kernel.height;
      return inside ? weight[static_cast<std::size_t>(channel * taps + row * width + column)]
                    : std::int8_t{};
    };
    std::size_t next = 0;
    for (int first = 0; first < vectors * Lanes; first += Lanes) {
      for (int c = first; has_sums<Value> && c < first + Lanes; ++c) {
        std::uint32_t sum = 0;
        for (int t = 0; t < taps; ++t) {
          sum += static_cast<std::uint32_t>(at(c, t / width, t % width));
        }
        next = put_sum(sum, to, next);
      }
      for (int row = 0; row < groups * group<Value>; row += group<Value>) {
        for (int column = 0; column < width; ++column) {
          for (int c = first; c < first + Lanes; ++c) {
            for (int r = row; r < row + group<Value>; ++r) {
              next = put<Value>(at(c, r, column), to, next);
            }
          }
        }
      }
    }
  }
};

}  // namespace dots
}  // namespace saccade::kernels::inline SACCADE_ISA
