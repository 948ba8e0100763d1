// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Convolution with SSE2, dense or depthwise: int16 products, two of them summed by PMADDWD.
///
/// Packed, dense: per block of channels, [kernel height][pair of values][channel][2] int16, little
/// endian; the channels of a block, a multiple of 4, and the values of a run of kernel width *
/// channels, a multiple of 2, filled up with 0.

#include <saccade/config.hpp>

#if SACCADE_HAS_SSE2

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/row_ring.hpp>
#include <saccade/kernels/impl/sse2/depthwise.hpp>
#include <saccade/kernels/impl/sse2/vector.hpp>
#include <saccade/kernels/kernel.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

namespace saccade::kernels::inline SACCADE_ISA {

namespace sse2 {

/// Of a dense convolution: its output channels in vectors of 4, and these in blocks whose sums of
/// two pixels, with what they are made of, fit into 16 registers.
struct channel_blocks {
  static constexpr int most = 6;

  int vectors{};
  int blocks{};

  explicit constexpr channel_blocks(int channels) noexcept
      : vectors{(channels + lanes - 1) / lanes}, blocks{(vectors + most - 1) / most} {}

  /// The first vector of block `i`; of `blocks`, the end. No two blocks differ by more than one.
  [[nodiscard]] constexpr auto begin(int i) const noexcept -> int { return vectors * i / blocks; }
};

struct dense_shape {
  int pairs{};      ///< of values in a run
  int step{};       ///< values from one window to the next
  int vector_size;  ///< int16 values of one vector of channels, all taps

  explicit constexpr dense_shape(node const& n) noexcept
      : pairs{(n.kernel.width * n.in.channels + 1) / 2},
        step{n.stride.width * n.in.channels},
        vector_size{n.kernel.height * pairs * 2 * lanes} {}
};

/// The sums of `Pixels` windows that begin at `x` and lie `step` values apart, for `Vectors`
/// vectors of channels: sums[pixel][vector].
template <int Vectors, int Pixels>
[[gnu::always_inline]] inline void sum_windows(std::int16_t const* const* rows, int height, int x,
                                               dense_shape const& s, std::int8_t const* weight,
                                               __m128i* sums) noexcept {
  __m128i acc[static_cast<std::size_t>(Vectors * Pixels)];
#pragma GCC unroll 16
  for (int i = 0; i < Vectors * Pixels; ++i) acc[i] = _mm_setzero_si128();
  for (int ky = 0; ky < height; ++ky) {
    std::int16_t const* at = rows[ky] + x;
#pragma GCC unroll 1
    for (int k = 0; k < s.pairs; ++k, at += 2, weight += Vectors * 16) {
      __m128i value[static_cast<std::size_t>(Pixels)];
#pragma GCC unroll 4
      for (int p = 0; p < Pixels; ++p) {
        std::int32_t pair;
        std::memcpy(&pair, at + p * s.step, sizeof pair);
        value[p] = _mm_set1_epi32(pair);
      }
#pragma GCC unroll 16
      for (int v = 0; v < Vectors; ++v) {
        __m128i const w = load(weight + v * 16);
#pragma GCC unroll 4
        for (int p = 0; p < Pixels; ++p) {
          __m128i& sum = acc[p * Vectors + v];
          sum = _mm_add_epi32(sum, _mm_madd_epi16(w, value[p]));
          keep_in_register(sum);
        }
      }
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < Vectors * Pixels; ++i) sums[i] = acc[i];
}

/// One row of the output, for one block of channels that begins at `first`.
template <typename Requantize, int Vectors>
void convolve_row(node const& n, arguments const& a, std::int16_t const* const* rows,
                  std::int8_t const* weight, int first, std::int8_t* out) noexcept {
  dense_shape const s{n};
  auto const finish = [&](__m128i const* sums, int x) {
    for (int v = 0; v < Vectors; ++v) {
      int const o = first + v * lanes;
      int const count = n.out - o < lanes ? n.out - o : lanes;
      requantize<Requantize>(sums[v], a.bias.data() + o, a.multiplier.data() + o, a.range, count,
                             out + x * n.out + o);
    }
  };
  __m128i sums[static_cast<std::size_t>(Vectors * 2)];
  int x = 0;
  for (; x + 2 <= n.result.width; x += 2) {
    sum_windows<Vectors, 2>(rows, n.kernel.height, x * s.step, s, weight, sums);
    finish(sums, x);
    finish(sums + Vectors, x + 1);
  }
  if (x < n.result.width) {
    sum_windows<Vectors, 1>(rows, n.kernel.height, x * s.step, s, weight, sums);
    finish(sums, x);
  }
}

template <typename Requantize>
void convolve(node const& n, arguments const& a) noexcept {
  using row_function = void (*)(node const&, arguments const&, std::int16_t const* const*,
                                std::int8_t const*, int, std::int8_t*) noexcept;
  static constexpr auto by_vectors = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<row_function, channel_blocks::most>{
        &convolve_row<Requantize, static_cast<int>(I) + 1>...};
  }(std::make_index_sequence<channel_blocks::most>{});

  channel_blocks const blocks{n.out};
  dense_shape const s{n};
  row_ring ring{n, a.scratch};
  auto const widen_row = [&](std::int8_t const* from, std::size_t count, std::int16_t* to) {
    widen(from, count, a.range.input_zero_point, to);
  };
  for (int y = 0; y < n.result.height; ++y) {
    auto const* const rows = ring.at(y, a.in[0].data(), widen_row);
    for (int b = 0; b < blocks.blocks; ++b) {
      int const begin = blocks.begin(b);
      auto const vectors = static_cast<std::size_t>(blocks.begin(b + 1) - begin);
      by_vectors[vectors - 1](n, a, rows,
                              a.weight.data() + static_cast<std::size_t>(begin) * 2 *
                                                    static_cast<std::size_t>(s.vector_size),
                              begin * lanes, a.out.data() + y * n.result.width * n.out);
    }
  }
}

constexpr void pack_dense(node const& n, std::span<std::int8_t const> weight,
                          std::span<std::int8_t> to) noexcept {
  channel_blocks const blocks{n.out};
  dense_shape const s{n};
  int const run = n.kernel.width * n.in.channels;
  std::size_t at = 0;
  for (int b = 0; b < blocks.blocks; ++b) {
    for (int k = 0; k < n.kernel.height * s.pairs * 2; k += 2) {
      int const ky = k / (s.pairs * 2);
      for (int o = blocks.begin(b) * lanes; o < blocks.begin(b + 1) * lanes; ++o) {
        for (int i = k % (s.pairs * 2); i < k % (s.pairs * 2) + 2; ++i) {
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

}  // namespace sse2

template <>
struct kernel<op::conv2d, element::int8, backend::sse2> {
  static constexpr bool packs = true;

  static constexpr auto accepts(node const& n) noexcept -> bool {
    return n.dilation == extent{1} && (n.groups == 1 || sse2::is_depthwise(n)) && row_ring::fits(n);
  }

  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    if (sse2::is_depthwise(n)) return sse2::depthwise_bytes(n);
    return static_cast<std::size_t>(sse2::channel_blocks{n.out}.vectors) *
           static_cast<std::size_t>(sse2::dense_shape{n}.vector_size) * 2;
  }

  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return row_ring::bytes(n);
  }

  static constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    if (sse2::is_depthwise(n)) {
      sse2::pack_depthwise(n, weight, to);
    } else {
      sse2::pack_dense(n, weight, to);
    }
  }

  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    if (sse2::is_depthwise(layer.value)) {
      sse2::convolve_depthwise<Requantize>(layer.value, a);
    } else {
      sse2::convolve<Requantize>(layer.value, a);
    }
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
