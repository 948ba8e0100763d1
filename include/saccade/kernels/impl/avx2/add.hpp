// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Quantised addition with AVX2 and FMA, eight values at a time.

#include <saccade/config.hpp>

#if SACCADE_HAS_X86_TARGETS

#include <saccade/kernels/add.hpp>
#include <saccade/kernels/impl/avx2/backend.hpp>
#include <saccade/kernels/kernel.hpp>

#include <immintrin.h>
#include <cstddef>
#include <cstdint>

namespace saccade::kernels::inline SACCADE_ISA {

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

namespace avx2 {

/// q + 128 of eight values.
[[nodiscard]] inline auto counts(std::int8_t const* at) noexcept -> __m256 {
  __m256i const wide = _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<__m128i const*>(at)));
  return _mm256_cvtepi32_ps(_mm256_add_epi32(wide, _mm256_set1_epi32(128)));
}

/// The lower four bytes of each half are results.
[[nodiscard]] inline auto add_eight(add_parameters const& p, std::int32_t low,
                                    std::int8_t const* first, std::int8_t const* second) noexcept
    -> __m128i {
  __m256 const partial =
      _mm256_fmadd_ps(counts(second), _mm256_set1_ps(p.second_ratio), _mm256_set1_ps(p.offset));
  __m256 x = _mm256_fmadd_ps(counts(first), _mm256_set1_ps(p.first_ratio), partial);
  // The bound comes second: it is the result where x is not a number.
  x = _mm256_max_ps(x, _mm256_set1_ps(static_cast<float>(low + 128)));
  x = _mm256_min_ps(x, _mm256_set1_ps(255.0F));
  __m256i const sum = _mm256_sub_epi32(_mm256_cvtps_epi32(x), _mm256_set1_epi32(128));
  __m128i const words =
      _mm_packs_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
  return _mm_packs_epi16(words, words);
}

inline void add(add_parameters const& p, std::int32_t low, std::int8_t const* first,
                std::int8_t const* second, std::size_t count, std::int8_t* out) noexcept {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i), add_eight(p, low, first + i, second + i));
  }
  for (; i != count; ++i) out[i] = kernels::add(p, low, first[i], second[i]);
}

}  // namespace avx2

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

template <>
struct kernel<op::add, element::int8, backend::avx2> : plain_kernel {
  template <typename Requantize, typename Layer>
  static void run(Layer, arguments const& a) noexcept {
    add_parameters const p{a.result.first_ratio, a.result.second_ratio, a.result.offset};
    avx2::add(p, a.range.low, a.in[0].data(), a.in[1].data(), a.out.size(), a.out.data());
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
