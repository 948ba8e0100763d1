// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the kernels know of the tensors' quantisation besides the multipliers.

#include <cstdint>

namespace saccade::kernels {

/// Zero points of int8 tensors, and the smallest output: the zero point where a relu is fused.
struct affine {
  std::int32_t input_zero_point{};
  std::int32_t output_zero_point{};
  std::int32_t low{-128};
};

/// Modulo 2^32, as int32 hardware adds: no bias is undefined behaviour.
[[nodiscard]] constexpr auto add_bias(std::int32_t sum, std::int32_t bias) noexcept
    -> std::int32_t {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(sum) +
                                   static_cast<std::uint32_t>(bias));
}

}  // namespace saccade::kernels
