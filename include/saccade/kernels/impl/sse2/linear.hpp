// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Fully connected layer with SSE2: four outputs at a time, weights as they come.

#include <saccade/config.hpp>

#if SACCADE_HAS_SSE2

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/sse2/vector.hpp>
#include <saccade/kernels/kernel.hpp>

#include <cstddef>
#include <cstdint>

namespace saccade::kernels::inline SACCADE_ISA {

namespace sse2 {

/// The sums of `Rows` outputs, whose weights begin at `weight`, `count` values each; the lanes of
/// those that are missing hold 0.
template <std::size_t Rows>
[[gnu::always_inline]] inline auto sum_rows(std::int16_t const* in, std::int8_t const* weight,
                                            std::size_t count) noexcept -> __m128i {
  __m128i acc[lanes] = {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128(),
                        _mm_setzero_si128()};
  std::size_t left = count;
  for (; left >= 16; left -= 16, in += 16, weight += 16) {
    __m128i const low = load(in);
    __m128i const high = load(in + 8);
#pragma GCC unroll 4
    for (std::size_t r = 0; r < Rows; ++r) {
      __m128i const w = load(weight + r * count);
      __m128i const sum =
          _mm_add_epi32(_mm_madd_epi16(widen_low(w), low), _mm_madd_epi16(widen_high(w), high));
      acc[r] = _mm_add_epi32(acc[r], sum);
    }
  }
  alignas(16) std::int32_t rest[lanes]{};
  for (; left != 0; --left, ++in, ++weight) {
    for (std::size_t r = 0; r < Rows; ++r) rest[r] += *in * weight[r * count];
  }
  // Transposed, the four partial sums of each output lie in four registers.
  __m128i const a =
      _mm_add_epi32(_mm_unpacklo_epi32(acc[0], acc[1]), _mm_unpackhi_epi32(acc[0], acc[1]));
  __m128i const b =
      _mm_add_epi32(_mm_unpacklo_epi32(acc[2], acc[3]), _mm_unpackhi_epi32(acc[2], acc[3]));
  return _mm_add_epi32(_mm_add_epi32(_mm_unpacklo_epi64(a, b), _mm_unpackhi_epi64(a, b)),
                       load(rest));
}

struct linear_steps {
  static void widen(std::int8_t const* from, std::size_t count, std::int32_t zero_point,
                    std::int16_t* to) noexcept {
    sse2::widen(from, count, zero_point, to);
  }
  template <std::size_t Rows>
  [[nodiscard]] static auto sum(std::int16_t const* in, std::int8_t const* weight,
                                std::size_t count) noexcept -> __m128i {
    return sum_rows<Rows>(in, weight, count);
  }
};

template <typename Steps>
[[nodiscard]] auto sum_up_to_four(int rows, std::int16_t const* in, std::int8_t const* weight,
                                  std::size_t count) noexcept -> __m128i {
  switch (rows) {
    case 1:
      return Steps::template sum<1>(in, weight, count);
    case 2:
      return Steps::template sum<2>(in, weight, count);
    case 3:
      return Steps::template sum<3>(in, weight, count);
    default:
      return Steps::template sum<4>(in, weight, count);
  }
}

/// `Steps` are those of the instruction set.
template <typename Requantize, typename Steps>
void multiply(node const& n, arguments const& a) noexcept {
  auto const count = static_cast<std::size_t>(n.in.channels);
  auto* const in = reinterpret_cast<std::int16_t*>(a.scratch.data());
  Steps::widen(a.in[0].data(), count, a.range.input_zero_point, in);
  for (int o = 0; o < n.out; o += lanes) {
    int const rows = n.out - o < lanes ? n.out - o : lanes;
    auto const first = static_cast<std::size_t>(o);
    __m128i const sums = sum_up_to_four<Steps>(rows, in, a.weight.data() + first * count, count);
    if (n.type == element::int32) {
      alignas(16) std::int32_t each[lanes];
      _mm_store_si128(reinterpret_cast<__m128i*>(each), sums);
      for (int r = 0; r < rows; ++r) {
        auto const i = first + static_cast<std::size_t>(r);
        a.logits[i] = add_bias(each[r], a.bias[i]);
      }
    } else {
      requantize<Requantize>(sums, a.bias.data() + o, a.multiplier.data() + o, a.range, rows,
                             a.out.data() + o);
    }
  }
}

}  // namespace sse2

template <>
struct kernel<op::linear, element::int8, backend::sse2> : plain_kernel {
  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return static_cast<std::size_t>(n.in.channels) * sizeof(std::int16_t);
  }

  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    sse2::multiply<Requantize, sse2::linear_steps>(layer.value, a);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

#endif
