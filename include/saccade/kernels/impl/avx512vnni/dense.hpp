// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Dense convolution and linear layers with AVX-512 VNNI: 64 products an instruction.

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

/// x86-64 with AVX-512 VNNI: Intel since Ice Lake, AMD since Zen 4.
struct avx512vnni {
  using base = avx2;
  static constexpr char const* name = "avx512vnni";
  static constexpr bool packs_when_run = true;
};

}  // namespace saccade::backend

namespace saccade::kernels::inline SACCADE_ISA {

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni"))), \
                             apply_to = function)
#else
#pragma GCC push_options
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // g++ 12's own intrinsics
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512vnni")
#endif

namespace avx512vnni {

struct vector {
  using type = __m512i;
  static constexpr int lanes = 16;
  static constexpr int most = 4;

  /// 24 sums and what they are made of fit into 32 registers.
  [[nodiscard]] static constexpr auto pixels(int vectors) noexcept -> int {
    return vectors < 4 ? 8 : 6;
  }

  [[nodiscard]] static auto zero() noexcept -> type { return _mm512_setzero_si512(); }
  [[nodiscard]] static auto load(void const* at) noexcept -> type { return _mm512_loadu_si512(at); }
  static void store(std::int32_t* to, type x) noexcept { _mm512_storeu_si512(to, x); }
  /// With the signs of all bytes changed.
  static void store_flipped(std::uint8_t* to, type x) noexcept {
    _mm512_storeu_si512(to, _mm512_xor_si512(x, _mm512_set1_epi8(-128)));
  }
  [[nodiscard]] static auto add(type a, type b) noexcept -> type { return _mm512_add_epi32(a, b); }

  /// The same four bytes in every lane.
  [[nodiscard]] static auto broadcast(std::uint8_t const* four) noexcept -> type {
    std::int32_t bytes;
    std::memcpy(&bytes, four, sizeof bytes);
    return _mm512_set1_epi32(bytes);
  }

  static void dot(type& sum, type values, type weights) noexcept {
#if defined(__clang__)
    sum = _mm512_dpbusd_epi32(sum, values, weights);
#else
    // With the intrinsic g++ 12 stores every sum to the stack in the inner loop.
    asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(values), "vm"(weights));
#endif
  }

  static void requantize(type sums, float const* factor, affine const& q, int channels,
                         std::int8_t* out) noexcept {
    __m128i const bytes = requantized(sums, _mm512_loadu_ps(factor), q);
    if (channels >= lanes) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
    } else {
      _mm_mask_storeu_epi8(out, static_cast<__mmask16>((1U << channels) - 1), bytes);
    }
  }

  [[nodiscard]] static auto requantized(type sums, __m512 factor, affine const& q) noexcept
      -> __m128i {
    __m512 x = _mm512_mul_ps(_mm512_cvtepi32_ps(sums), factor);
    // The bound comes second: it is the result where x is not a number.
    x = _mm512_max_ps(x, _mm512_set1_ps(static_cast<float>(q.low - q.output_zero_point)));
    x = _mm512_min_ps(x, _mm512_set1_ps(static_cast<float>(127 - q.output_zero_point)));
    return _mm512_cvtsepi32_epi8(
        _mm512_add_epi32(_mm512_cvtps_epi32(x), _mm512_set1_epi32(q.output_zero_point)));
  }

  /// A row for a vector and a half of channels, as far as whole tiles go: two pixels share the
  /// vector that holds the last channels. Returns the next pixel.
  [[nodiscard]] static auto convolve_halves(vnni::row_arguments const& r) noexcept -> int;
};

/// The lower half of 16 numbers, twice.
[[nodiscard]] inline auto twice(void const* eight) noexcept -> __m512i {
  return _mm512_broadcast_i64x4(_mm256_loadu_si256(static_cast<__m256i const*>(eight)));
}

/// `Pairs` pixel pairs of convolve_halves().
template <int Pairs>
[[gnu::always_inline]] inline auto convolve_pairs(vnni::row_arguments const& r, int x) noexcept
    -> int {
  vnni::quad_shape const s{r.n};
  int const last = r.n.out - r.first - vector::lanes;  // channels
  auto const store_mask = static_cast<__mmask16>((1U << last) - 1);
  auto const* const start = r.numbers.start + r.first;
  auto const* const factor = r.numbers.factor + r.first;
  for (; x + 2 * Pairs <= r.n.result.width; x += 2 * Pairs) {
    __m512i acc[static_cast<std::size_t>(Pairs)][3];
#pragma GCC unroll 8
    for (int i = 0; i < Pairs; ++i) {
      acc[i][0] = acc[i][1] = vector::load(start);
      acc[i][2] = twice(start + vector::lanes);
    }
    std::int8_t const* weight = r.weight;
    for (int ky = 0; ky < s.height; ++ky) {
      std::uint8_t const* at = r.rows[ky] + x * s.step;
#pragma GCC unroll 1
      for (int q = 0; q < s.quads; ++q, at += 4, weight += 2 * vector::lanes * 4) {
        __m512i const first = vector::load(weight);
        __m512i const rest = twice(weight + vector::lanes * 4);
#pragma GCC unroll 8
        for (int i = 0; i < Pairs; ++i) {
          __m512i const left = vector::broadcast(at + 2 * i * s.step);
          __m512i const right = vector::broadcast(at + (2 * i + 1) * s.step);
          vector::dot(acc[i][0], left, first);
          vector::dot(acc[i][1], right, first);
          vector::dot(acc[i][2], _mm512_mask_blend_epi32(0xFF00, left, right), rest);
        }
      }
    }
    __m512 const factors = _mm512_loadu_ps(factor);
    __m512 const rest = _mm512_castsi512_ps(twice(factor + vector::lanes));
    std::int8_t* out = r.out + x * r.n.out + r.first;
#pragma GCC unroll 8
    for (int i = 0; i < Pairs; ++i, out += 2 * r.n.out) {
      auto* const next = out + r.n.out;
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out),
                       vector::requantized(acc[i][0], factors, r.a.range));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(next),
                       vector::requantized(acc[i][1], factors, r.a.range));
      __m128i const both = vector::requantized(acc[i][2], rest, r.a.range);
      _mm_mask_storeu_epi8(out + vector::lanes, store_mask, both);
      _mm_mask_storeu_epi8(next + vector::lanes, store_mask, _mm_unpackhi_epi64(both, both));
    }
  }
  return x;
}

inline auto vector::convolve_halves(vnni::row_arguments const& r) noexcept -> int {
  return convolve_pairs<4>(r, convolve_pairs<8>(r, 0));
}

#include <saccade/kernels/impl/vnni/dense.inc>

}  // namespace avx512vnni

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC diagnostic pop
#pragma GCC pop_options
#endif

template <>
struct kernel<op::conv2d, element::int8, backend::avx512vnni>
    : vnni::convolution<avx512vnni::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    avx512vnni::convolve<Requantize>(layer.value, a);
  }
};

template <>
struct kernel<op::linear, element::int8, backend::avx512vnni>
    : vnni::linear<avx512vnni::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    avx512vnni::multiply<Requantize>(layer.value, a);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
