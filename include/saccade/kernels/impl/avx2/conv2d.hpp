// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Dense convolution with AVX2: int16 products, sixteen an instruction, exact for all weights as
/// products of uint8 and int8, which VPMADDUBSW saturates, are not.

#include <saccade/config.hpp>

#if SACCADE_HAS_X86_TARGETS

#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/avx2/backend.hpp>
#include <saccade/kernels/impl/pairs/pairs.hpp>
#include <saccade/kernels/impl/row_ring.hpp>
#include <saccade/kernels/impl/sse2/conv2d.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/requantize.hpp>

#include <immintrin.h>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
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
  static constexpr int lanes = 8;
  static constexpr int most = 3;

  [[nodiscard]] static constexpr auto pixels(int vectors) noexcept -> int {
    return vectors < 3 ? 4 : 3;
  }

  [[nodiscard]] static auto zero() noexcept -> type { return _mm256_setzero_si256(); }
  [[nodiscard]] static auto load(void const* at) noexcept -> type {
    return _mm256_loadu_si256(static_cast<__m256i const*>(at));
  }

  /// The same pair in every lane.
  [[nodiscard]] static auto broadcast(std::int16_t const* pair) noexcept -> type {
    std::int32_t both;
    std::memcpy(&both, pair, sizeof both);
    return _mm256_set1_epi32(both);
  }

  static void dot(type& sum, type weights, type values) noexcept {
    sum = _mm256_add_epi32(sum, _mm256_madd_epi16(weights, values));
    asm("" : "+x"(sum));  // g++ 12 would store every sum to the stack in the inner loop
  }

  static void widen(std::int8_t const* from, std::size_t count, std::int32_t zero_point,
                    std::int16_t* to) noexcept {
    type const zero = _mm256_set1_epi16(static_cast<std::int16_t>(zero_point));
    for (; count >= 16; count -= 16, from += 16, to += 16) {
      type const wide =
          _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<__m128i const*>(from)));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_sub_epi16(wide, zero));
    }
    for (; count != 0; --count) *to++ = static_cast<std::int16_t>(*from++ - zero_point);
  }

  /// Eight results, twice.
  [[nodiscard]] static auto requantized(type sums, __m256 factor, affine const& q) noexcept
      -> __m128i {
    __m256 x = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), factor);
    // The bound comes second: it is the result where x is not a number.
    x = _mm256_max_ps(x, _mm256_set1_ps(static_cast<float>(q.low - q.output_zero_point)));
    x = _mm256_min_ps(x, _mm256_set1_ps(static_cast<float>(127 - q.output_zero_point)));
    __m256i const y =
        _mm256_add_epi32(_mm256_cvtps_epi32(x), _mm256_set1_epi32(q.output_zero_point));
    __m128i const words =
        _mm_packs_epi32(_mm256_castsi256_si128(y), _mm256_extracti128_si256(y, 1));
    return _mm_packs_epi16(words, words);
  }

  static void store_first(std::int8_t* out, __m128i bytes, int count) noexcept {
    if (count >= lanes) {
      _mm_storel_epi64(reinterpret_cast<__m128i*>(out), bytes);
    } else {
      alignas(16) std::int8_t each[16];
      _mm_store_si128(reinterpret_cast<__m128i*>(each), bytes);
      std::memcpy(out, each, static_cast<std::size_t>(count));
    }
  }

  template <typename Requantize>
  static void requantize(type sums, std::int32_t const* bias, float const* multiplier,
                         affine const& q, int count, std::int8_t* out) noexcept {
    if constexpr (std::is_same_v<Requantize, round_half_even>) {
      __m256i b;
      __m256 m;
      if (count == lanes) {
        b = load(bias);
        m = _mm256_loadu_ps(multiplier);
      } else {
        __m256i const mask =
            _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
        b = _mm256_maskload_epi32(bias, mask);
        m = _mm256_maskload_ps(multiplier, mask);
      }
      store_first(out, requantized(_mm256_add_epi32(sums, b), m, q), count);
    } else {
      alignas(32) std::int32_t each[lanes];
      _mm256_store_si256(reinterpret_cast<__m256i*>(each), sums);
      for (int i = 0; i < count; ++i) {
        out[i] = Requantize::apply(add_bias(each[i], bias[i]), multiplier[i], q.output_zero_point,
                                   q.low);
      }
    }
  }
};

#include <saccade/kernels/impl/pairs/dense.inc>

}  // namespace avx2

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

template <>
struct kernel<op::conv2d, element::int8, backend::avx2> {
  static constexpr bool packs = true;

  static constexpr auto accepts(node const& n) noexcept -> bool {
    return n.dilation == extent{1} && n.groups == 1 && row_ring::fits(n);
  }
  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return pairs::dense_bytes<avx2::blocks_of>(n);
  }
  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return row_ring::bytes(n);
  }
  static constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    pairs::pack_dense<avx2::blocks_of>(n, weight, to);
  }

  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    avx2::convolve<Requantize>(layer.value, a);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
