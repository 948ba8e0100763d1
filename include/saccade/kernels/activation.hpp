// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Rectification of a tensor that keeps its quantisation.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/kernel.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

/// `out` may be `in`.
constexpr void relu(backend::scalar, std::int32_t zero_point, std::span<std::int8_t const> in,
                    std::span<std::int8_t> out) noexcept {
  auto const zero = static_cast<std::int8_t>(zero_point);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = in[i] > zero ? in[i] : zero;
}

template <>
struct kernel<op::relu, element::int8, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer, arguments const& a) noexcept {
    relu(backend::scalar{}, a.result.zero_point, a.in[0], a.out);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
