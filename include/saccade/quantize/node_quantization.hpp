// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What a tensor's int8 values stand for, and the factors that follow from it.

#include <cstdint>

namespace saccade {

/// How a node's int8 output maps to real numbers: real = scale * (q - zero_point). The four factors
/// are used by the nodes that say so and are 0 elsewhere.
struct node_quantization {
  float scale{};
  std::int32_t zero_point{};
  float multiplier{};    ///< global_average_pool: s_in / (s_out * count)
  float first_ratio{};   ///< add: s_first / s_out
  float second_ratio{};  ///< add: s_second / s_out
  float offset{};  ///< add: z_out - fma(first_ratio, z_first, second_ratio * z_second), uint8 z
};

}  // namespace saccade
