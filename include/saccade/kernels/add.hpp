// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Quantised addition of two tensors, as ONNX Runtime's AVX2 kernel computes it on uint8.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/fused_multiply_add.hpp>
#include <saccade/quantize/parameters.hpp>
#include <saccade/quantize/requantize.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

/// Of two int8 values q - 128; `low` is -128, or the int8 zero point where a relu is fused.
/// Operands in ONNX order: the two roundings do not commute.
[[nodiscard]] constexpr auto add(add_parameters const& p, std::int32_t low, std::int8_t first,
                                 std::int8_t second) noexcept -> std::int8_t {
  auto const a = static_cast<float>(first + 128);
  auto const b = static_cast<float>(second + 128);
  float const partial = fused_multiply_add(b, p.second_ratio, p.offset);
  return quantize(fused_multiply_add(a, p.first_ratio, partial), -128, low);
}

/// `out` may be one of the operands.
constexpr void add(backend::scalar, add_parameters const& p, std::int32_t low,
                   std::span<std::int8_t const> first, std::span<std::int8_t const> second,
                   std::span<std::int8_t> out) noexcept {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = add(p, low, first[i], second[i]);
}

template <>
struct kernel<op::add, element::int8, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer, arguments const& a) noexcept {
    add_parameters const p{a.result.first_ratio, a.result.second_ratio, a.result.offset};
    add(backend::scalar{}, p, a.range.low, a.in[0], a.in[1], a.out);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
