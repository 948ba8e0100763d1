// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Convolution with SSE2, dense or depthwise: int16 products, two of them summed by PMADDWD.

#include <saccade/config.hpp>

#if SACCADE_HAS_SSE2

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/pairs/pairs.hpp>
#include <saccade/kernels/impl/row_ring.hpp>
#include <saccade/kernels/impl/sse2/depthwise.hpp>
#include <saccade/kernels/impl/sse2/vector.hpp>
#include <saccade/kernels/kernel.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

namespace sse2 {

struct vector {
  using type = __m128i;
  static constexpr int lanes = sse2::lanes;
  static constexpr int most = 6;

  /// 12 sums and what they are made of fit into 16 registers.
  [[nodiscard]] static constexpr auto pixels(int /*vectors*/) noexcept -> int { return 2; }

  [[nodiscard]] static auto zero() noexcept -> type { return _mm_setzero_si128(); }
  [[nodiscard]] static auto load(void const* at) noexcept -> type { return sse2::load(at); }

  /// The same pair in every lane.
  [[nodiscard]] static auto broadcast(std::int16_t const* pair) noexcept -> type {
    std::int32_t both;
    std::memcpy(&both, pair, sizeof both);
    return _mm_set1_epi32(both);
  }

  static void dot(type& sum, type weights, type values) noexcept {
    sum = _mm_add_epi32(sum, _mm_madd_epi16(weights, values));
    keep_in_register(sum);
  }

  static void widen(std::int8_t const* from, std::size_t count, std::int32_t zero_point,
                    std::int16_t* to) noexcept {
    sse2::widen(from, count, zero_point, to);
  }

  template <typename Requantize>
  static void requantize(type sums, std::int32_t const* bias, float const* multiplier,
                         affine const& q, int count, std::int8_t* out) noexcept {
    sse2::requantize<Requantize>(sums, bias, multiplier, q, count, out);
  }
};

#include <saccade/kernels/impl/pairs/dense.inc>

}  // namespace sse2

template <>
struct kernel<op::conv2d, element::int8, backend::sse2> {
  static constexpr bool packs = true;

  static constexpr auto accepts(node const& n) noexcept -> bool {
    return n.dilation == extent{1} && (n.groups == 1 || sse2::is_depthwise(n)) && row_ring::fits(n);
  }

  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return sse2::is_depthwise(n) ? sse2::depthwise_bytes(n)
                                 : pairs::dense_bytes<sse2::blocks_of>(n);
  }

  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return row_ring::bytes(n);
  }

  static constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    if (sse2::is_depthwise(n)) {
      sse2::pack_depthwise(n, weight, to);
    } else {
      pairs::pack_dense<sse2::blocks_of>(n, weight, to);
    }
  }

  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    if (sse2::is_depthwise(layer.value)) {
      sse2::convolve_depthwise<Requantize>(layer.value, a);
    } else {
      sse2::convolve<Requantize>(layer.value, a);
    }
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
