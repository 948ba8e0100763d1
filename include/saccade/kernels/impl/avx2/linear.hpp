// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Fully connected layer with AVX2: four outputs at a time, weights as they come.

#include <saccade/config.hpp>

#if SACCADE_HAS_X86_TARGETS

#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/avx2/backend.hpp>
#include <saccade/kernels/impl/avx2/conv2d.hpp>
#include <saccade/kernels/impl/sse2/linear.hpp>
#include <saccade/kernels/kernel.hpp>

#include <immintrin.h>
#include <cstddef>
#include <cstdint>

namespace saccade::kernels::inline SACCADE_ISA {

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif

namespace avx2 {

/// The sums of `Rows` outputs, whose weights begin at `weight`, `count` values each; the lanes of
/// those that are missing hold 0.
template <std::size_t Rows>
[[gnu::always_inline]] inline auto sum_rows(std::int16_t const* in, std::int8_t const* weight,
                                            std::size_t count) noexcept -> __m128i {
  __m256i acc[sse2::lanes] = {vector::zero(), vector::zero(), vector::zero(), vector::zero()};
  std::size_t left = count;
  for (; left >= 16; left -= 16, in += 16, weight += 16) {
    __m256i const values = vector::load(in);
#pragma GCC unroll 4
    for (std::size_t r = 0; r < Rows; ++r) {
      __m256i const w = _mm256_cvtepi8_epi16(sse2::load(weight + r * count));
      acc[r] = _mm256_add_epi32(acc[r], _mm256_madd_epi16(w, values));
    }
  }
  alignas(16) std::int32_t rest[sse2::lanes]{};
  for (; left != 0; --left, ++in, ++weight) {
    for (std::size_t r = 0; r < Rows; ++r) rest[r] += *in * weight[r * count];
  }
  __m256i const both =
      _mm256_hadd_epi32(_mm256_hadd_epi32(acc[0], acc[1]), _mm256_hadd_epi32(acc[2], acc[3]));
  __m128i const sums =
      _mm_add_epi32(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
  return _mm_add_epi32(sums, sse2::load(rest));
}

struct linear_steps {
  static void widen(std::int8_t const* from, std::size_t count, std::int32_t zero_point,
                    std::int16_t* to) noexcept {
    vector::convert(from, count, zero_point, to);
  }
  template <std::size_t Rows>
  [[nodiscard]] static auto sum(std::int16_t const* in, std::int8_t const* weight,
                                std::size_t count) noexcept -> __m128i {
    return sum_rows<Rows>(in, weight, count);
  }
};

}  // namespace avx2

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

template <>
struct kernel<op::linear, element::int8, backend::avx2>
    : kernel<op::linear, element::int8, backend::sse2> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    sse2::multiply<Requantize, avx2::linear_steps>(layer.value, a);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
