// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Dense convolution and linear layers with AVX-VNNI: 32 products an instruction.

#include <saccade/config.hpp>

#if SACCADE_HAS_X86_TARGETS

#include <saccade/backend.hpp>
#include <saccade/kernels/impl/avx2/kernels.hpp>
#include <saccade/kernels/impl/vnni/kernels.hpp>

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

struct vector {
  using type = __m256i;
  static constexpr int lanes = 8;
  static constexpr int most = 3;

  /// With 12 sums of three vectors clang stores one of them in the inner loop.
  [[nodiscard]] static constexpr auto pixels(int vectors) noexcept -> int {
#if defined(__clang__)
    constexpr int of_three = 3;
#else
    constexpr int of_three = 4;
#endif
    return vectors == 1 ? 8 : vectors == 2 ? 6 : of_three;
  }

  [[nodiscard]] static auto zero() noexcept -> type { return _mm256_setzero_si256(); }
  [[nodiscard]] static auto load(void const* at) noexcept -> type {
    return _mm256_loadu_si256(static_cast<__m256i const*>(at));
  }
  static void store(std::int32_t* to, type x) noexcept {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), x);
  }
  /// With the signs of all bytes changed.
  static void store_flipped(std::uint8_t* to, type x) noexcept {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                        _mm256_xor_si256(x, _mm256_set1_epi8(-128)));
  }
  [[nodiscard]] static auto add(type a, type b) noexcept -> type { return _mm256_add_epi32(a, b); }

  /// The same four bytes in every lane.
  [[nodiscard]] static auto broadcast(std::uint8_t const* four) noexcept -> type {
    std::int32_t bytes;
    std::memcpy(&bytes, four, sizeof bytes);
    return _mm256_set1_epi32(bytes);
  }

  static void dot(type& sum, type values, type weights) noexcept {
#if defined(__clang__)
    sum = _mm256_dpbusd_avx_epi32(sum, values, weights);
#else
    // With the intrinsic g++ 12 stores every sum to the stack in the inner loop.
    asm("%{vex%} vpdpbusd %2, %1, %0" : "+x"(sum) : "x"(values), "xm"(weights));
#endif
  }

  static void requantize(type sums, float const* factor, affine const& q, int channels,
                         std::int8_t* out) noexcept {
    avx2::vector::store_first(out, avx2::vector::requantized(sums, _mm256_loadu_ps(factor), q),
                              channels);
  }

  /// No two pixels share a vector of eight channels.
  [[nodiscard]] static auto convolve_halves(vnni::row_arguments const&) noexcept -> int {
    return 0;
  }
};

#include <saccade/kernels/impl/vnni/dense.inc>

}  // namespace avxvnni

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

template <>
struct kernel<op::conv2d, element::int8, backend::avxvnni> : vnni::convolution<avxvnni::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    avxvnni::convolve<Requantize>(layer.value, a);
  }
};

template <>
struct kernel<op::linear, element::int8, backend::avxvnni> : vnni::linear<avxvnni::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    avxvnni::multiply<Requantize>(layer.value, a);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
