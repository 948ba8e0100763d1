// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Rectification of a tensor that keeps its quantisation.

#include <saccade/backend.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels {

/// `out` may be `in`.
constexpr void relu(backend::scalar, std::int32_t zero_point, std::span<std::int8_t const> in,
                    std::span<std::int8_t> out) noexcept {
  auto const zero = static_cast<std::int8_t>(zero_point);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = in[i] > zero ? in[i] : zero;
}

}  // namespace saccade::kernels
