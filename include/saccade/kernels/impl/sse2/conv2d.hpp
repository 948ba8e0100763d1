// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Convolution with SSE2, dense or depthwise: int16 products, two of them summed by PMADDWD.

#include <saccade/config.hpp>

#if SACCADE_HAS_SSE2

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/dots/kernels.hpp>
#include <saccade/kernels/impl/row_ring.hpp>
#include <saccade/kernels/impl/sse2/vector.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/requantize.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace saccade::kernels::inline SACCADE_ISA {

namespace sse2 {

struct vector {
  using type = __m128i;
  using value = std::int16_t;
  static constexpr int lanes = sse2::lanes;
  static constexpr int most = 6;
  static constexpr bool has_halves = false;

  /// 12 sums and what they are made of fit into 16 registers.
  [[nodiscard]] static constexpr auto pixels(int vectors) noexcept -> int {
    return vectors < 3 ? 4 : 2;
  }

  [[nodiscard]] static auto load(void const* at) noexcept -> type { return sse2::load(at); }
  static void store(std::int32_t* to, type x) noexcept {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), x);
  }

  /// The same pair in every lane.
  [[nodiscard]] static auto broadcast(value const* pair) noexcept -> type {
    std::int32_t both;
    std::memcpy(&both, pair, sizeof both);
    return _mm_set1_epi32(both);
  }

  static void dot(type& sum, type values, type weights) noexcept {
    sum = _mm_add_epi32(sum, _mm_madd_epi16(weights, values));
    keep_in_register(sum);
  }

  static void convert(std::int8_t const* from, std::size_t count, std::int32_t zero_point,
                      value* to) noexcept {
    widen(from, count, zero_point, to);
  }

  static void requantize(type sums, float const* factor, affine const& q, int channels,
                         std::int8_t* out) noexcept {
    __m128i const y = scaled(sums, _mm_loadu_ps(factor), q);
    std::int32_t const bytes = _mm_cvtsi128_si32(narrowed(y, y, y, y, q));
    std::memcpy(out, &bytes, static_cast<std::size_t>(channels < lanes ? channels : lanes));
  }

  /// Of four vectors, each with its factors, one behind the other.
  [[nodiscard]] static auto requantized_four(type const* sums, float const* a, float const* b,
                                             float const* c, float const* d,
                                             affine const& q) noexcept -> type {
    return narrowed(scaled(sums[0], _mm_loadu_ps(a), q), scaled(sums[1], _mm_loadu_ps(b), q),
                    scaled(sums[2], _mm_loadu_ps(c), q), scaled(sums[3], _mm_loadu_ps(d), q), q);
  }
  static void store_four(type bytes, std::int8_t* out) noexcept {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
  }
  static void store_each(type bytes, std::int8_t* a, std::int8_t* b, std::int8_t* c,
                         std::int8_t* d) noexcept {
    store_first(bytes, a);
    store_first(_mm_shuffle_epi32(bytes, 1), b);
    store_first(_mm_shuffle_epi32(bytes, 2), c);
    store_first(_mm_shuffle_epi32(bytes, 3), d);
  }

 private:
  static void store_first(type bytes, std::int8_t* out) noexcept {
    std::int32_t const four = _mm_cvtsi128_si32(bytes);
    std::memcpy(out, &four, sizeof four);
  }
};

#include <saccade/kernels/impl/dots/dense.inc>

inline void interleave(std::int16_t const* const* rows, int count, std::int32_t* columns) noexcept {
  for (int i = 0; i < count; i += 8) {
    __m128i const upper = load(rows[0] + i);
    __m128i const lower = load(rows[1] + i);
    auto* const to = reinterpret_cast<__m128i*>(columns + i);
    _mm_storeu_si128(to, _mm_unpacklo_epi16(upper, lower));
    _mm_storeu_si128(to + 1, _mm_unpackhi_epi16(upper, lower));
  }
}

#include <saccade/kernels/impl/dots/depthwise.inc>

}  // namespace sse2

template <>
struct kernel<op::conv2d, element::int8, backend::sse2>
    : dots::convolution<std::int16_t, sse2::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    if (dots::is_depthwise(layer.value)) {
      sse2::convolve_depthwise<Requantize>(layer.value, a);
    } else {
      sse2::convolve<Requantize>(layer.value, a);
    }
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
