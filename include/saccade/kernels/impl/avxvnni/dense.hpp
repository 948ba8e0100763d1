// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Convolution and linear layers with AVX-VNNI: 32 products an instruction.

#include <saccade/config.hpp>

#if SACCADE_HAS_X86_TARGETS

#include <saccade/backend.hpp>
#include <saccade/kernels/impl/avx2/kernels.hpp>
#include <saccade/kernels/impl/dots/kernels.hpp>

#include <immintrin.h>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace saccade::backend {

/// x86-64 with AVX-VNNI: Intel's PCs since Alder Lake, AMD since Zen 5.
struct avxvnni {
  using base = avx2;
  static constexpr char const* name = "avxvnni";
  static constexpr bool packs_when_run = true;
};

}  // namespace saccade::backend

namespace saccade::kernels::inline SACCADE_ISA {

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,avxvnni"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,avxvnni")
#endif

namespace avxvnni {

/// What is done to results does not depend on how they were summed.
struct vector : avx2::vector {
  using value = std::uint8_t;

  /// With 12 sums of three vectors clang stores one of them in the inner loop.
  [[nodiscard]] static constexpr auto pixels(int vectors) noexcept -> int {
#if defined(__clang__)
    constexpr int of_three = 3;
#else
    constexpr int of_three = 4;
#endif
    return vectors == 1 ? 8 : vectors == 2 ? 6 : of_three;
  }

  [[nodiscard]] static auto add(type a, type b) noexcept -> type { return _mm256_add_epi32(a, b); }

  static void dot(type& sum, type values, type weights) noexcept {
#if defined(__clang__)
    sum = _mm256_dpbusd_avx_epi32(sum, values, weights);
#else
    // With the intrinsic g++ 12 stores every sum to the stack in the inner loop.
    asm("%{vex%} vpdpbusd %2, %1, %0" : "+x"(sum) : "x"(values), "xm"(weights));
#endif
  }

  static void convert(std::int8_t const* from, std::size_t count, std::int32_t /*zero_point*/,
                      value* to) noexcept {
    type const sign = _mm256_set1_epi8(-128);
    for (; count >= 32; count -= 32, from += 32, to += 32) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_xor_si256(load(from), sign));
    }
    for (; count != 0; --count) *to++ = static_cast<std::uint8_t>(*from++ + 128);
  }
};

#include <saccade/kernels/impl/dots/dense.inc>
#include <saccade/kernels/impl/dots/linear.inc>

/// So that UNPCK, which takes from each half, leaves them in order.
[[nodiscard]] inline auto load_for_unpack(std::uint8_t const* at) noexcept -> __m256i {
  return _mm256_permutevar8x32_epi32(vector::load(at), _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7));
}

inline void interleave(std::uint8_t const* const* rows, int count, std::int32_t* columns) noexcept {
  for (int i = 0; i < count; i += 32) {
    __m256i const a = load_for_unpack(rows[0] + i);
    __m256i const b = load_for_unpack(rows[1] + i);
    __m256i const c = load_for_unpack(rows[2] + i);
    __m256i const d = load_for_unpack(rows[3] + i);
    __m256i const ab_low = _mm256_unpacklo_epi8(a, b);
    __m256i const ab_high = _mm256_unpackhi_epi8(a, b);
    __m256i const cd_low = _mm256_unpacklo_epi8(c, d);
    __m256i const cd_high = _mm256_unpackhi_epi8(c, d);
    auto* const to = reinterpret_cast<__m256i*>(columns + i);
    _mm256_storeu_si256(to, _mm256_unpacklo_epi16(ab_low, cd_low));
    _mm256_storeu_si256(to + 1, _mm256_unpackhi_epi16(ab_low, cd_low));
    _mm256_storeu_si256(to + 2, _mm256_unpacklo_epi16(ab_high, cd_high));
    _mm256_storeu_si256(to + 3, _mm256_unpackhi_epi16(ab_high, cd_high));
  }
}

#include <saccade/kernels/impl/dots/depthwise.inc>

}  // namespace avxvnni

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

template <>
struct kernel<op::conv2d, element::int8, backend::avxvnni>
    : dots::convolution<std::uint8_t, avxvnni::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    if (dots::is_depthwise(layer.value)) {
      avxvnni::convolve_depthwise<Requantize>(layer.value, a);
    } else {
      avxvnni::convolve<Requantize>(layer.value, a);
    }
  }
};

template <>
struct kernel<op::linear, element::int8, backend::avxvnni>
    : dots::linear<std::uint8_t, avxvnni::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    avxvnni::multiply<Requantize>(layer.value, a);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
