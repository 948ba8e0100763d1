// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The factors of quantised layers, in float32 and in the order of operations of ONNX Runtime, so
/// that the same scales give the same bits. No expression here can be contracted.

#include <saccade/config.hpp>
#include <saccade/quantize/fused_multiply_add.hpp>

#include <cstdint>

namespace saccade {

/// Of one output channel of a conv2d or linear layer.
[[nodiscard]] constexpr auto requantization_multiplier(float input_scale, float weight_scale,
                                                       float output_scale) noexcept -> float {
  return input_scale * weight_scale / output_scale;
}

/// Of an average over `count` elements.
[[nodiscard]] constexpr auto average_multiplier(float input_scale, float output_scale,
                                                int count) noexcept -> float {
  return input_scale / (output_scale * static_cast<float>(count));
}

/// A tensor of uint8: real = scale * (q - zero_point).
struct uint8_quantization {
  float scale{};
  std::int32_t zero_point{};
};

/// Of a quantised addition: result = first * first_ratio + (second * second_ratio + offset).
struct add_parameters {
  float first_ratio{};
  float second_ratio{};
  float offset{};

  friend constexpr auto operator==(add_parameters const&, add_parameters const&) -> bool = default;
};

inline namespace SACCADE_ISA {

[[nodiscard]] constexpr auto make_add_parameters(uint8_quantization first,
                                                 uint8_quantization second,
                                                 uint8_quantization result) noexcept
    -> add_parameters {
  float const first_ratio = first.scale / result.scale;
  float const second_ratio = second.scale / result.scale;
  float const second_zero = rounded_product(second_ratio, static_cast<float>(second.zero_point));
  // The first product is not rounded on its own: ONNX Runtime's kernel was compiled so.
  float const zero =
      fused_multiply_add(first_ratio, static_cast<float>(first.zero_point), second_zero);
  return {first_ratio, second_ratio, static_cast<float>(result.zero_point) - zero};
}

}  // namespace SACCADE_ISA
}  // namespace saccade
