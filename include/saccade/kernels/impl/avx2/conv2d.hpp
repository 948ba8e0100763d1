// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Convolution with AVX2, dense or depthwise: int16 products, sixteen an instruction, exact for all
/// weights as products of uint8 and int8, which VPMADDUBSW saturates, are not.

#include <saccade/config.hpp>

#if SACCADE_HAS_X86_TARGETS

#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/avx2/backend.hpp>
#include <saccade/kernels/impl/dots/kernels.hpp>
#include <saccade/kernels/impl/row_ring.hpp>
#include <saccade/kernels/impl/sse2/vector.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/requantize.hpp>

#include <immintrin.h>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace saccade::kernels::inline SACCADE_ISA {

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif

namespace avx2 {

struct vector {
  using type = __m256i;
  using value = std::int16_t;
  static constexpr int lanes = 8;
  static constexpr int most = 3;
  static constexpr bool has_halves = false;

  [[nodiscard]] static constexpr auto pixels(int vectors) noexcept -> int {
    return vectors < 3 ? 4 : 3;
  }

  [[nodiscard]] static auto zero() noexcept -> type { return _mm256_setzero_si256(); }
  [[nodiscard]] static auto load(void const* at) noexcept -> type {
    return _mm256_loadu_si256(static_cast<__m256i const*>(at));
  }
  static void store(std::int32_t* to, type x) noexcept {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), x);
  }

  /// The same 32 bits in every lane.
  [[nodiscard]] static auto broadcast(void const* group) noexcept -> type {
    std::int32_t bits;
    std::memcpy(&bits, group, sizeof bits);
    return _mm256_set1_epi32(bits);
  }

  static void dot(type& sum, type values, type weights) noexcept {
    sum = _mm256_add_epi32(sum, _mm256_madd_epi16(weights, values));
    asm("" : "+x"(sum));  // g++ 12 would store every sum to the stack in the inner loop
  }

  static void convert(std::int8_t const* from, std::size_t count, std::int32_t zero_point,
                      value* to) noexcept {
    type const zero = _mm256_set1_epi16(static_cast<std::int16_t>(zero_point));
    for (; count >= 16; count -= 16, from += 16, to += 16) {
      type const wide =
          _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<__m128i const*>(from)));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_sub_epi16(wide, zero));
    }
    for (; count != 0; --count) *to++ = static_cast<std::int16_t>(*from++ - zero_point);
  }

  /// As sse2::scaled().
  [[nodiscard]] static auto scaled(type sums, float const* factor, affine const& q) noexcept
      -> type {
    __m256 const x = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), _mm256_loadu_ps(factor));
    return _mm256_cvtps_epi32(
        _mm256_min_ps(_mm256_set1_ps(static_cast<float>(127 - q.output_zero_point)), x));
  }

  static void requantize(type sums, float const* factor, affine const& q, int channels,
                         std::int8_t* out) noexcept {
    type const y = scaled(sums, factor, q);
    __m128i const bytes = sse2::narrowed(_mm256_castsi256_si128(y), _mm256_extracti128_si256(y, 1),
                                         _mm_setzero_si128(), _mm_setzero_si128(), q);
    if (channels >= lanes) {
      _mm_storel_epi64(reinterpret_cast<__m128i*>(out), bytes);
    } else {
      alignas(16) std::int8_t each[16];
      _mm_store_si128(reinterpret_cast<__m128i*>(each), bytes);
      std::memcpy(out, each, static_cast<std::size_t>(channels));
    }
  }

  /// Of four vectors, each with its factors, one behind the other.
  [[nodiscard]] static auto requantized_four(type const* sums, float const* a, float const* b,
                                             float const* c, float const* d,
                                             affine const& q) noexcept -> type {
    type const zero = _mm256_set1_epi16(static_cast<std::int16_t>(q.output_zero_point));
    type const low = _mm256_set1_epi16(static_cast<std::int16_t>(q.low));
    type const ab = _mm256_packs_epi32(scaled(sums[0], a, q), scaled(sums[1], b, q));
    type const cd = _mm256_packs_epi32(scaled(sums[2], c, q), scaled(sums[3], d, q));
    type const bytes = _mm256_packs_epi16(_mm256_max_epi16(_mm256_adds_epi16(ab, zero), low),
                                          _mm256_max_epi16(_mm256_adds_epi16(cd, zero), low));
    // VPACK has left four bytes of each in either half.
    return _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
  }
  static void store_four(type bytes, std::int8_t* out) noexcept {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), bytes);
  }
  static void store_each(type bytes, std::int8_t* a, std::int8_t* b, std::int8_t* c,
                         std::int8_t* d) noexcept {
    store_two(_mm256_castsi256_si128(bytes), a, b);
    store_two(_mm256_extracti128_si256(bytes, 1), c, d);
  }

 private:
  static void store_two(__m128i bytes, std::int8_t* a, std::int8_t* b) noexcept {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(a), bytes);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(b), _mm_unpackhi_epi64(bytes, bytes));
  }
};

#include <saccade/kernels/impl/dots/dense.inc>

/// So that UNPCK, which takes from each half, leaves them in order.
[[nodiscard]] inline auto load_for_unpack(std::int16_t const* at) noexcept -> __m256i {
  return _mm256_permute4x64_epi64(vector::load(at), _MM_SHUFFLE(3, 1, 2, 0));
}

inline void interleave(std::int16_t const* const* rows, int count, std::int32_t* columns) noexcept {
  for (int i = 0; i < count; i += 16) {
    __m256i const upper = load_for_unpack(rows[0] + i);
    __m256i const lower = load_for_unpack(rows[1] + i);
    auto* const to = reinterpret_cast<__m256i*>(columns + i);
    _mm256_storeu_si256(to, _mm256_unpacklo_epi16(upper, lower));
    _mm256_storeu_si256(to + 1, _mm256_unpackhi_epi16(upper, lower));
  }
}

#include <saccade/kernels/impl/dots/depthwise.inc>

}  // namespace avx2

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

template <>
struct kernel<op::conv2d, element::int8, backend::avx2>
    : dots::convolution<std::int16_t, avx2::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    if (dots::is_depthwise(layer.value)) {
      avx2::convolve_depthwise<Requantize>(layer.value, a);
    } else {
      avx2::convolve<Requantize>(layer.value, a);
    }
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
