// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Convolution and linear layers with AVX-512 VNNI: 64 products an instruction.

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
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512vnni")
#endif

namespace avx512vnni {

struct vector {
  using type = __m512i;
  using value = std::uint8_t;
  static constexpr int lanes = 16;
  static constexpr int most = 4;
  static constexpr bool has_halves = true;

  /// 24 sums and what they are made of fit into 32 registers.
  [[nodiscard]] static constexpr auto pixels(int vectors) noexcept -> int {
    return vectors < 4 ? 8 : 6;
  }

  [[nodiscard]] static auto zero() noexcept -> type { return _mm512_setzero_si512(); }
  [[nodiscard]] static auto load(void const* at) noexcept -> type { return _mm512_loadu_si512(at); }
  static void store(void* to, type x) noexcept { _mm512_storeu_si512(to, x); }
  [[nodiscard]] static auto add(type a, type b) noexcept -> type { return _mm512_add_epi32(a, b); }

  /// The same four bytes in every lane.
  [[nodiscard]] static auto broadcast(value const* four) noexcept -> type {
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

  static void convert(std::int8_t const* from, std::size_t count, std::int32_t /*zero_point*/,
                      value* to) noexcept {
    type const sign = _mm512_set1_epi8(-128);
    for (; count >= 64; count -= 64, from += 64, to += 64) {
      store(to, _mm512_xor_si512(load(from), sign));
    }
    for (; count != 0; --count) *to++ = static_cast<std::uint8_t>(*from++ + 128);
  }

  /// As sse2::scaled().
  [[nodiscard]] static auto scaled(type sums, __m512 factor, affine const& q) noexcept -> type {
    __m512 const x = _mm512_mul_ps(_mm512_cvtepi32_ps(sums), factor);
    return _mm512_cvtps_epi32(
        _mm512_min_ps(_mm512_set1_ps(static_cast<float>(127 - q.output_zero_point)), x));
  }

  static void requantize(type sums, float const* factor, affine const& q, int channels,
                         std::int8_t* out) noexcept {
    type const zero = _mm512_set1_epi32(q.output_zero_point);
    // Bounded first, because the sum of what is far below would wrap.
    type const y = _mm512_max_epi32(scaled(sums, _mm512_loadu_ps(factor), q),
                                    _mm512_set1_epi32(q.low - q.output_zero_point));
    __m128i const bytes = _mm512_cvtsepi32_epi8(_mm512_add_epi32(y, zero));
    if (channels >= lanes) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
    } else {
      _mm_mask_storeu_epi8(out, static_cast<__mmask16>((1U << channels) - 1), bytes);
    }
  }

  /// From four vectors that are scaled to their results, one behind the other.
  [[nodiscard]] static auto narrowed(type a, type b, type c, type d, affine const& q) noexcept
      -> type {
    type const zero = _mm512_set1_epi16(static_cast<std::int16_t>(q.output_zero_point));
    type const low = _mm512_set1_epi16(static_cast<std::int16_t>(q.low));
    type const ab = _mm512_max_epi16(_mm512_adds_epi16(_mm512_packs_epi32(a, b), zero), low);
    type const cd = _mm512_max_epi16(_mm512_adds_epi16(_mm512_packs_epi32(c, d), zero), low);
    return in_order(_mm512_packs_epi16(ab, cd));
  }

  /// Of four vectors, each with its factors, one behind the other.
  [[nodiscard]] static auto requantized_four(type const* sums, float const* a, float const* b,
                                             float const* c, float const* d,
                                             affine const& q) noexcept -> type {
    return narrowed(scaled(sums[0], _mm512_loadu_ps(a), q), scaled(sums[1], _mm512_loadu_ps(b), q),
                    scaled(sums[2], _mm512_loadu_ps(c), q), scaled(sums[3], _mm512_loadu_ps(d), q),
                    q);
  }
  static void store_four(type bytes, std::int8_t* out) noexcept { store(out, bytes); }
  static void store_each(type bytes, std::int8_t* a, std::int8_t* b, std::int8_t* c,
                         std::int8_t* d) noexcept {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(a), _mm512_castsi512_si128(bytes));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(b), _mm512_extracti32x4_epi32(bytes, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(c), _mm512_extracti32x4_epi32(bytes, 2));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(d), _mm512_extracti32x4_epi32(bytes, 3));
  }

  /// The four quarters' first 32 bits, their second ones, and so on: what VPACK leaves apart, and
  /// VPUNPCK takes so.
  [[nodiscard]] static auto in_order(type x) noexcept -> type {
    return _mm512_permutexvar_epi32(
        _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15), x);
  }

  /// A row for a vector and a half of channels, as far as whole tiles go: two pixels share the
  /// vector that holds the last channels. Returns the next pixel.
  [[nodiscard]] static auto convolve_halves(dots::row_arguments<value> const& r) noexcept -> int;
};

/// The lower half of 16 numbers, twice.
[[nodiscard]] inline auto twice(void const* eight) noexcept -> __m512i {
  return _mm512_broadcast_i64x4(_mm256_loadu_si256(static_cast<__m256i const*>(eight)));
}

/// The last channels of two pixels, `step` apart, those of each in eight bytes.
inline void store_rest(__m128i both, int channels, std::int8_t* out, int step) noexcept {
  __m128i const second = _mm_unpackhi_epi64(both, both);
  if (channels == 8) {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out), both);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + step), second);
  } else {
    auto const mask = static_cast<__mmask16>((1U << channels) - 1);
    _mm_mask_storeu_epi8(out, mask, both);
    _mm_mask_storeu_epi8(out + step, mask, second);
  }
}

/// `Pairs` pixel pairs of convolve_halves().
template <int Pairs>
[[gnu::always_inline]] inline auto convolve_pairs(dots::row_arguments<std::uint8_t> const& r,
                                                  int x) noexcept -> int {
  dots::dense_shape<std::uint8_t> const s{r.n};
  int const last = r.n.out - r.first - vector::lanes;  // channels
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
      for (int g = 0; g < s.groups; ++g, at += 4, weight += 2 * vector::lanes * 4) {
        __m512i const first = vector::load(weight);
        __m512i const rest = twice(weight + vector::lanes * 4);
        std::uint8_t const* half[] = {at, at + Pairs * s.step};
#if !defined(__clang__)
        asm("" : "+r"(half[1]));  // with an address for each pixel -O2 keeps some in zmm registers
#endif
#pragma GCC unroll 8
        for (int i = 0; i < Pairs; ++i) {
          std::uint8_t const* const pixel = half[2 * i / Pairs] + 2 * i % Pairs * s.step;
          __m512i const left = vector::broadcast(pixel);
          __m512i const right = vector::broadcast(pixel + s.step);
          vector::dot(acc[i][0], left, first);
          vector::dot(acc[i][1], right, first);
          vector::dot(acc[i][2], _mm512_mask_blend_epi32(0xFF00, left, right), rest);
        }
      }
    }
    auto const& q = r.a.range;
    __m512 const factors = _mm512_loadu_ps(factor);
    __m512 const rest = _mm512_castsi512_ps(twice(factor + vector::lanes));
    std::int8_t* out = r.out + x * r.n.out + r.first;
#pragma GCC unroll 8
    for (int i = 0; i < Pairs; i += 4, out += 8 * r.n.out) {
      // Eight pixels: of each pair the sixteen channels of both, and then the rest of both.
#pragma GCC unroll 2
      for (int j = i; j < i + 4; j += 2) {
        auto* const to = out + 2 * (j - i) * r.n.out;
        vector::store_each(vector::narrowed(vector::scaled(acc[j][0], factors, q),
                                            vector::scaled(acc[j][1], factors, q),
                                            vector::scaled(acc[j + 1][0], factors, q),
                                            vector::scaled(acc[j + 1][1], factors, q), q),
                           to, to + r.n.out, to + 2 * r.n.out, to + 3 * r.n.out);
      }
      __m512i const eight = vector::narrowed(
          vector::scaled(acc[i][2], rest, q), vector::scaled(acc[i + 1][2], rest, q),
          vector::scaled(acc[i + 2][2], rest, q), vector::scaled(acc[i + 3][2], rest, q), q);
      auto* const to = out + vector::lanes;
      store_rest(_mm512_castsi512_si128(eight), last, to, r.n.out);
      store_rest(_mm512_extracti32x4_epi32(eight, 1), last, to + 2 * r.n.out, r.n.out);
      store_rest(_mm512_extracti32x4_epi32(eight, 2), last, to + 4 * r.n.out, r.n.out);
      store_rest(_mm512_extracti32x4_epi32(eight, 3), last, to + 6 * r.n.out, r.n.out);
    }
  }
  return x;
}

inline auto vector::convolve_halves(dots::row_arguments<value> const& r) noexcept -> int {
  return convolve_pairs<4>(r, convolve_pairs<8>(r, 0));
}

#include <saccade/kernels/impl/dots/dense.inc>
#include <saccade/kernels/impl/dots/linear.inc>

inline void interleave(std::uint8_t const* const* rows, int count, std::int32_t* columns) noexcept {
  for (int i = 0; i < count; i += 64) {
    __m512i const a = vector::in_order(vector::load(rows[0] + i));
    __m512i const b = vector::in_order(vector::load(rows[1] + i));
    __m512i const c = vector::in_order(vector::load(rows[2] + i));
    __m512i const d = vector::in_order(vector::load(rows[3] + i));
    __m512i const ab_low = _mm512_unpacklo_epi8(a, b);
    __m512i const ab_high = _mm512_unpackhi_epi8(a, b);
    __m512i const cd_low = _mm512_unpacklo_epi8(c, d);
    __m512i const cd_high = _mm512_unpackhi_epi8(c, d);
    vector::store(columns + i, _mm512_unpacklo_epi16(ab_low, cd_low));
    vector::store(columns + i + 16, _mm512_unpackhi_epi16(ab_low, cd_low));
    vector::store(columns + i + 32, _mm512_unpacklo_epi16(ab_high, cd_high));
    vector::store(columns + i + 48, _mm512_unpackhi_epi16(ab_high, cd_high));
  }
}

#include <saccade/kernels/impl/dots/depthwise.inc>

}  // namespace avx512vnni

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC diagnostic pop
#pragma GCC pop_options
#endif

template <>
struct kernel<op::conv2d, element::int8, backend::avx512vnni>
    : dots::convolution<std::uint8_t, avx512vnni::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    if (dots::is_depthwise(layer.value)) {
      avx512vnni::convolve_depthwise<Requantize>(layer.value, a);
    } else {
      avx512vnni::convolve<Requantize>(layer.value, a);
    }
  }
};

template <>
struct kernel<op::linear, element::int8, backend::avx512vnni>
    : dots::linear<std::uint8_t, avx512vnni::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    avx512vnni::multiply<Requantize>(layer.value, a);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
