// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Quantised fully connected layer; the last one of a network stays in int32.

#include <saccade/backend.hpp>
#include <saccade/kernels/affine.hpp>
#include <saccade/quantize/requantize.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels {

/// One output element's sum. At most 65536 inputs: 65536 * 255 * 128 < 2^31.
[[nodiscard]] constexpr auto linear_sum(backend::scalar, std::int32_t zero_point,
                                        std::span<std::int8_t const> in,
                                        std::int8_t const* row) noexcept -> std::int32_t {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < in.size(); ++i) sum += (in[i] - zero_point) * row[i];
  return sum;
}

/// weight: [out][in]; out: accumulators in units of s_in * s_weight.
constexpr void linear_logits(backend::scalar tag, std::int32_t input_zero_point,
                             std::span<std::int8_t const> in, std::span<std::int8_t const> weight,
                             std::span<std::int32_t const> bias,
                             std::span<std::int32_t> out) noexcept {
  for (std::size_t o = 0; o < out.size(); ++o) {
    out[o] =
        add_bias(linear_sum(tag, input_zero_point, in, weight.data() + o * in.size()), bias[o]);
  }
}

/// weight: [out][in]; bias and multiplier: [out].
template <typename Requantize = round_half_even>
constexpr void linear(backend::scalar tag, affine const& q, std::span<std::int8_t const> in,
                      std::span<std::int8_t const> weight, std::span<std::int32_t const> bias,
                      std::span<float const> multiplier, std::span<std::int8_t> out) noexcept {
  for (std::size_t o = 0; o < out.size(); ++o) {
    auto const sum = linear_sum(tag, q.input_zero_point, in, weight.data() + o * in.size());
    out[o] = Requantize::apply(add_bias(sum, bias[o]), multiplier[o], q.output_zero_point, q.low);
  }
}

}  // namespace saccade::kernels
