// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Each row of a picture from right to left.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/kernel.hpp>

#include <cstddef>

namespace saccade::kernels::inline SACCADE_ISA {

template <>
struct kernel<op::mirror, element::int8, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer layer, arguments const& a) noexcept {
    shape const s = layer.value.in;
    for (int y = 0; y < s.height; ++y) {
      for (int x = 0; x < s.width; ++x) {
        for (int c = 0; c < s.channels; ++c) {
          a.out.data()[(y * s.width + x) * s.channels + c] =
              a.in[0].data()[(y * s.width + s.width - 1 - x) * s.channels + c];
        }
      }
    }
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
