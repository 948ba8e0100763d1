// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Largest and average element of a window, per channel, NHWC.

#include <saccade/backend.hpp>
#include <saccade/kernels/affine.hpp>
#include <saccade/quantize/requantize.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstdint>
#include <span>

namespace saccade::kernels {

struct pool_shape {
  shape in{};
  shape out{};
  extent kernel{1};
  extent stride{1};
  padding pad{0};
};

/// Padding never wins; each window must hold at least one element.
constexpr void max_pool(backend::scalar, pool_shape const& s, std::span<std::int8_t const> in,
                        std::span<std::int8_t> out) noexcept {
  std::int8_t* result = out.data();
  for (int y = 0; y < s.out.height; ++y) {
    for (int x = 0; x < s.out.width; ++x) {
      for (int c = 0; c < s.out.channels; ++c) {
        std::int8_t largest = -128;
        for (int ky = 0; ky < s.kernel.height; ++ky) {
          int const row = y * s.stride.height + ky - s.pad.top;
          if (row < 0 || row >= s.in.height) continue;
          for (int kx = 0; kx < s.kernel.width; ++kx) {
            int const column = x * s.stride.width + kx - s.pad.left;
            if (column < 0 || column >= s.in.width) continue;
            auto const value = in.data()[(row * s.in.width + column) * s.in.channels + c];
            if (value > largest) largest = value;
          }
        }
        *result++ = largest;
      }
    }
  }
}

/// Without padding. multiplier = s_in / (s_out * elements of the kernel); a global average is a
/// kernel as large as the input. At most 65536 elements.
template <typename Requantize = round_half_even>
constexpr void average_pool(backend::scalar, pool_shape const& s, float multiplier, affine const& q,
                            std::span<std::int8_t const> in, std::span<std::int8_t> out) noexcept {
  std::int8_t* result = out.data();
  for (int y = 0; y < s.out.height; ++y) {
    for (int x = 0; x < s.out.width; ++x) {
      for (int c = 0; c < s.out.channels; ++c) {
        std::int32_t sum = 0;
        for (int ky = 0; ky < s.kernel.height; ++ky) {
          int const row = y * s.stride.height + ky;
          for (int kx = 0; kx < s.kernel.width; ++kx) {
            int const column = x * s.stride.width + kx;
            sum += in.data()[(row * s.in.width + column) * s.in.channels + c] - q.input_zero_point;
          }
        }
        *result++ = Requantize::apply(sum, multiplier, q.output_zero_point, q.low);
      }
    }
  }
}

}  // namespace saccade::kernels
