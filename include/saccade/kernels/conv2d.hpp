// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Quantised two-dimensional convolution, NHWC, per-channel weights, groups.

#include <saccade/backend.hpp>
#include <saccade/kernels/affine.hpp>
#include <saccade/kernels/dot.hpp>
#include <saccade/quantize/requantize.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstdint>
#include <span>

namespace saccade::kernels {

struct conv2d_shape {
  shape in{};
  shape out{};
  extent kernel{1};
  extent stride{1};
  padding pad{0};
  int groups{1};
  extent dilation{1};

  [[nodiscard]] constexpr auto in_per_group() const noexcept -> int { return in.channels / groups; }
  [[nodiscard]] constexpr auto out_per_group() const noexcept -> int {
    return out.channels / groups;
  }
};

/// The sum over one output element's taps, at most 65536. Padding stands for zero_point and adds
/// nothing.
[[nodiscard]] constexpr auto conv2d_sum(backend::scalar tag, conv2d_shape const& s,
                                        std::int32_t zero_point, std::int8_t const* in,
                                        std::int8_t const* weight, int y, int x, int o) noexcept
    -> std::int32_t {
  int const depth = s.in_per_group();
  int const first_channel = o / s.out_per_group() * depth;
  std::int8_t const* filter = weight + o * s.kernel.height * s.kernel.width * depth;
  int const top = y * s.stride.height - s.pad.top;
  int const left = x * s.stride.width - s.pad.left;
  int const step = s.dilation.width;
  int const begin = left < 0 ? (-left + step - 1) / step : 0;
  int const fitting = (s.in.width - left + step - 1) / step;
  int const end = fitting < s.kernel.width ? fitting : s.kernel.width;
  // Without groups the pixels under a row of the kernel lie together, as its taps do.
  int const pixels = s.groups == 1 && step == 1 ? end - begin : 1;
  std::int32_t sum = 0;
  for (int ky = 0; ky < s.kernel.height; ++ky) {
    int const row = top + ky * s.dilation.height;
    if (row < 0 || row >= s.in.height) continue;
    for (int kx = begin; kx < end; kx += pixels) {
      std::int8_t const* pixel =
          in + (row * s.in.width + left + kx * step) * s.in.channels + first_channel;
      std::int8_t const* tap = filter + (ky * s.kernel.width + kx) * depth;
      sum += dot(tag, pixel, tap, pixels * depth, zero_point);
    }
  }
  return sum;
}

/// in: [height][width][channels]; weight: [out][kernel height][kernel width][in / groups]; bias and
/// multiplier: [out]; out: [height][width][channels].
template <typename Requantize = round_half_even>
constexpr void conv2d(backend::scalar tag, conv2d_shape const& s, affine const& q,
                      std::span<std::int8_t const> in, std::span<std::int8_t const> weight,
                      std::span<std::int32_t const> bias, std::span<float const> multiplier,
                      std::span<std::int8_t> out) noexcept {
  std::int8_t* result = out.data();
  for (int y = 0; y < s.out.height; ++y) {
    for (int x = 0; x < s.out.width; ++x) {
      for (int o = 0; o < s.out.channels; ++o) {
        auto const channel = static_cast<std::size_t>(o);
        auto const sum = conv2d_sum(tag, s, q.input_zero_point, in.data(), weight.data(), y, x, o);
        *result++ = Requantize::apply(add_bias(sum, bias[channel]), multiplier[channel],
                                      q.output_zero_point, q.low);
      }
    }
  }
}

}  // namespace saccade::kernels
