// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Depthwise convolution with SSE2: eight channels at a time, two taps of each summed by PMADDWD.
///
/// Packed: [block of 8 channels][pair of taps][channel][2] int16, little endian, the taps in the
/// order of kernel rows, filled up with 0.

#include <saccade/config.hpp>

#if SACCADE_HAS_SSE2

#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/row_ring.hpp>
#include <saccade/kernels/impl/sse2/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

namespace sse2 {

/// One filter per channel; of one channel alone it is a dense convolution.
[[nodiscard]] constexpr auto is_depthwise(node const& n) noexcept -> bool {
  return n.groups > 1 && n.groups == n.in.channels && n.out == n.in.channels;
}

inline constexpr int depthwise_channels = 8;

[[nodiscard]] constexpr auto tap_pairs(node const& n) noexcept -> int {
  return (n.kernel.height * n.kernel.width + 1) / 2;
}

[[nodiscard]] constexpr auto depthwise_bytes(node const& n) noexcept -> std::size_t {
  int const blocks = (n.out + depthwise_channels - 1) / depthwise_channels;
  return static_cast<std::size_t>(blocks) * static_cast<std::size_t>(tap_pairs(n)) *
         depthwise_channels * 2 * sizeof(std::int16_t);
}

constexpr void pack_depthwise(node const& n, std::span<std::int8_t const> weight,
                              std::span<std::int8_t> to) noexcept {
  int const taps = n.kernel.height * n.kernel.width;
  std::size_t at = 0;
  for (int first = 0; first < n.out; first += depthwise_channels) {
    for (int tap = 0; tap < tap_pairs(n) * 2; tap += 2) {
      for (int c = first; c < first + depthwise_channels; ++c) {
        for (int t = tap; t < tap + 2; ++t) {
          bool const inside = c < n.out && t < taps;
          std::int8_t const value =
              inside ? weight[static_cast<std::size_t>(c * taps + t)] : std::int8_t{};
          to[at++] = value;
          to[at++] = static_cast<std::int8_t>(value < 0 ? -1 : 0);
        }
      }
    }
  }
}

template <typename Requantize>
void convolve_depthwise(node const& n, arguments const& a) noexcept {
  int const channels = n.out;
  int const taps = n.kernel.height * n.kernel.width;
  int const pairs = tap_pairs(n);
  row_ring ring{n, a.scratch};
  auto const widen_row = [&](std::int8_t const* from, std::size_t count, std::int16_t* to) {
    widen(from, count, a.range.input_zero_point, to);
  };
  std::int8_t* out = a.out.data();
  for (int y = 0; y < n.result.height; ++y) {
    auto const* const rows = ring.at(y, a.in[0].data(), widen_row);
    for (int x = 0; x < n.result.width; ++x, out += channels) {
      int const left = x * n.stride.width * channels;
      std::int8_t const* weight = a.weight.data();
      for (int c = 0; c < channels; c += depthwise_channels) {
        __m128i low = _mm_setzero_si128();
        __m128i high = _mm_setzero_si128();
        int row = 0;
        int column = 0;
        auto const next = [&] {
          __m128i const values = load(rows[row] + left + column * channels + c);
          if (++column == n.kernel.width) {
            column = 0;
            ++row;
          }
          return values;
        };
        for (int k = 0; k < pairs; ++k, weight += 32) {
          __m128i const first = next();
          __m128i const second = 2 * k + 1 < taps ? next() : first;
          low = _mm_add_epi32(low, _mm_madd_epi16(_mm_unpacklo_epi16(first, second), load(weight)));
          high = _mm_add_epi32(
              high, _mm_madd_epi16(_mm_unpackhi_epi16(first, second), load(weight + 16)));
        }
        auto const finish = [&](__m128i sums, int o) {
          if (o >= channels) return;
          int const count = channels - o < lanes ? channels - o : lanes;
          requantize<Requantize>(sums, a.bias.data() + o, a.multiplier.data() + o, a.range, count,
                                 out + o);
        };
        finish(low, c);
        finish(high, c + lanes);
      }
    }
  }
}

}  // namespace sse2
}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
