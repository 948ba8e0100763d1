// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Quantised fully connected layer; the last one of a network stays in int32.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/affine.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/dot.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/requantize.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

/// weight: [out][in], at most 65536 inputs; out: accumulators in units of s_in * s_weight.
constexpr void linear_logits(backend::scalar tag, std::int32_t input_zero_point,
                             std::span<std::int8_t const> in, std::span<std::int8_t const> weight,
                             std::span<std::int32_t const> bias,
                             std::span<std::int32_t> out) noexcept {
  auto const taps = static_cast<int>(in.size());
  for (std::size_t o = 0; o < out.size(); ++o) {
    std::int8_t const* row = weight.data() + o * in.size();
    out[o] = add_bias(dot(tag, in.data(), row, taps, input_zero_point), bias[o]);
  }
}

/// weight: [out][in], at most 65536 inputs; bias and multiplier: [out].
template <typename Requantize = round_half_even>
constexpr void linear(backend::scalar tag, affine const& q, std::span<std::int8_t const> in,
                      std::span<std::int8_t const> weight, std::span<std::int32_t const> bias,
                      std::span<float const> multiplier, std::span<std::int8_t> out) noexcept {
  auto const taps = static_cast<int>(in.size());
  for (std::size_t o = 0; o < out.size(); ++o) {
    std::int8_t const* row = weight.data() + o * in.size();
    auto const sum = dot(tag, in.data(), row, taps, q.input_zero_point);
    out[o] = Requantize::apply(add_bias(sum, bias[o]), multiplier[o], q.output_zero_point, q.low);
  }
}

template <>
struct kernel<op::linear, element::int8, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer layer, arguments const& a) noexcept {
    if (layer.value.type == element::int32) {
      linear_logits(backend::scalar{}, a.range.input_zero_point, a.in[0], a.weight, a.bias,
                    a.logits);
    } else {
      linear<Requantize>(backend::scalar{}, a.range, a.in[0], a.weight, a.bias, a.multiplier,
                         a.out);
    }
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
