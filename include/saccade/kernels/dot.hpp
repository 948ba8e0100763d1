// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The inner loop of every layer with weights.

#include <saccade/backend.hpp>

#include <cstdint>

namespace saccade::kernels::inline SACCADE_ISA {

/// Sum of (values[i] - zero_point) * weights[i]. At most 65536 terms: 65536 * 255 * 128 < 2^31.
[[nodiscard]] constexpr auto dot(backend::scalar, std::int8_t const* values,
                                 std::int8_t const* weights, int count,
                                 std::int32_t zero_point) noexcept -> std::int32_t {
  std::int32_t sum = 0;
  // Four of a Cortex-M7's six instructions per term are the term's own.
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) sum += (values[i] - zero_point) * weights[i];
  return sum;
}

}  // namespace saccade::kernels::inline SACCADE_ISA
