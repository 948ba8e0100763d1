// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the SSE2 kernels share: widening, and from four sums to four results.

#include <saccade/config.hpp>

#if SACCADE_HAS_SSE2

#include <saccade/kernels/affine.hpp>
#include <saccade/quantize/requantize.hpp>

#include <emmintrin.h>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace saccade::kernels::inline SACCADE_ISA {

namespace sse2 {

inline constexpr int lanes = 4;

[[nodiscard]] inline auto load(void const* at) noexcept -> __m128i {
  return _mm_loadu_si128(static_cast<__m128i const*>(at));
}

/// The lower and the upper eight of 16 int8, as int16.
[[nodiscard]] inline auto widen_low(__m128i x) noexcept -> __m128i {
  return _mm_srai_epi16(_mm_unpacklo_epi8(x, x), 8);
}
[[nodiscard]] inline auto widen_high(__m128i x) noexcept -> __m128i {
  return _mm_srai_epi16(_mm_unpackhi_epi8(x, x), 8);
}

/// to[i] = from[i] - zero_point.
inline void widen(std::int8_t const* from, std::size_t count, std::int32_t zero_point,
                  std::int16_t* to) noexcept {
  __m128i const zero = _mm_set1_epi16(static_cast<std::int16_t>(zero_point));
  for (; count >= 16; count -= 16, from += 16, to += 16) {
    __m128i const x = load(from);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_sub_epi16(widen_low(x), zero));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + 8), _mm_sub_epi16(widen_high(x), zero));
  }
  for (; count != 0; --count) *to++ = static_cast<std::int16_t>(*from++ - zero_point);
}

/// Keeps g++ 12 from storing every sum to the stack in the inner loop.
inline void keep_in_register(__m128i& x) noexcept {
  asm("" : "+x"(x));
}

/// round(sums * factor), for what does not pass the largest result; beyond that, as that. What is
/// not a number becomes the smallest.
[[nodiscard]] inline auto scaled(__m128i sums, __m128 factor, affine const& q) noexcept -> __m128i {
  __m128 const x = _mm_mul_ps(_mm_cvtepi32_ps(sums), factor);
  // The second operand is the result where it is not a number.
  return _mm_cvtps_epi32(_mm_min_ps(_mm_set1_ps(static_cast<float>(127 - q.output_zero_point)), x));
}

/// The results of four vectors that are scaled, one behind the other.
[[nodiscard]] inline auto narrowed(__m128i a, __m128i b, __m128i c, __m128i d,
                                   affine const& q) noexcept -> __m128i {
  __m128i const zero = _mm_set1_epi16(static_cast<std::int16_t>(q.output_zero_point));
  __m128i const low = _mm_set1_epi16(static_cast<std::int16_t>(q.low));
  __m128i const ab = _mm_max_epi16(_mm_adds_epi16(_mm_packs_epi32(a, b), zero), low);
  __m128i const cd = _mm_max_epi16(_mm_adds_epi16(_mm_packs_epi32(c, d), zero), low);
  return _mm_packs_epi16(ab, cd);
}

/// The results of up to four channels.
template <typename Requantize>
inline void requantize(__m128i sums, std::int32_t const* bias, float const* multiplier,
                       affine const& q, int count, std::int8_t* out) noexcept {
  if constexpr (std::is_same_v<Requantize, round_half_even>) {
    alignas(16) std::int32_t biases[lanes]{};
    alignas(16) float factors[lanes]{};
    __m128i b;
    __m128 m;
    if (count == lanes) {
      b = load(bias);
      m = _mm_loadu_ps(multiplier);
    } else {
      for (int i = 0; i < count; ++i) {
        biases[i] = bias[i];
        factors[i] = multiplier[i];
      }
      b = load(biases);
      m = _mm_load_ps(factors);
    }
    __m128i const y = scaled(_mm_add_epi32(sums, b), m, q);
    std::int32_t const bytes = _mm_cvtsi128_si32(narrowed(y, y, y, y, q));
    std::memcpy(out, &bytes, static_cast<std::size_t>(count));
  } else {
    alignas(16) std::int32_t each[lanes];
    _mm_store_si128(reinterpret_cast<__m128i*>(each), sums);
    for (int i = 0; i < count; ++i) {
      out[i] =
          Requantize::apply(add_bias(each[i], bias[i]), multiplier[i], q.output_zero_point, q.low);
    }
  }
}

}  // namespace sse2
}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
