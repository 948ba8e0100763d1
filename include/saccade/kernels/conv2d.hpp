// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Quantised two-dimensional convolution, NHWC, per-channel weights, groups.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/affine.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/dot.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/requantize.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

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

/// conv2d_sum() of taps that do not lie together.
[[nodiscard]] constexpr auto dilated_conv2d_sum(backend::scalar tag, conv2d_shape const& s,
                                                std::int32_t zero_point, std::int8_t const* in,
                                                std::int8_t const* filter, int y, int x,
                                                int first_channel) noexcept -> std::int32_t {
  int const depth = s.in_per_group();
  std::int32_t sum = 0;
  for (int ky = 0; ky < s.kernel.height; ++ky) {
    int const row = y * s.stride.height - s.pad.top + ky * s.dilation.height;
    if (row < 0 || row >= s.in.height) continue;
    for (int kx = 0; kx < s.kernel.width; ++kx) {
      int const column = x * s.stride.width - s.pad.left + kx * s.dilation.width;
      if (column < 0 || column >= s.in.width) continue;
      std::int8_t const* pixel = in + (row * s.in.width + column) * s.in.channels + first_channel;
      std::int8_t const* tap = filter + (ky * s.kernel.width + kx) * depth;
      sum += dot(tag, pixel, tap, depth, zero_point);
    }
  }
  return sum;
}

/// The sum over one output element's taps, at most 65536. Padding stands for zero_point and adds
/// nothing.
[[nodiscard]] constexpr auto conv2d_sum(backend::scalar tag, conv2d_shape const& s,
                                        std::int32_t zero_point, std::int8_t const* in,
                                        std::int8_t const* weight, int y, int x, int o) noexcept
    -> std::int32_t {
  int const depth = s.in_per_group();
  int const first_channel = o / s.out_per_group() * depth;
  std::int8_t const* filter = weight + o * s.kernel.height * s.kernel.width * depth;
  if (s.dilation != extent{1}) {
    return dilated_conv2d_sum(tag, s, zero_point, in, filter, y, x, first_channel);
  }
  int const top = y * s.stride.height - s.pad.top;
  int const left = x * s.stride.width - s.pad.left;
  int const begin = left < 0 ? -left : 0;
  int const end = s.in.width - left < s.kernel.width ? s.in.width - left : s.kernel.width;
  // Without groups the pixels under a row of the kernel lie together, as its taps do.
  int const pixels = s.groups == 1 ? end - begin : 1;
  std::int32_t sum = 0;
  for (int ky = 0; ky < s.kernel.height; ++ky) {
    int const row = top + ky;
    if (row < 0 || row >= s.in.height) continue;
    for (int kx = begin; kx < end; kx += pixels) {
      std::int8_t const* pixel =
          in + (row * s.in.width + left + kx) * s.in.channels + first_channel;
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

/// Of an analysed node.
[[nodiscard]] constexpr auto conv2d_shape_of(node const& n) noexcept -> conv2d_shape {
  return {n.in, n.result, n.kernel, n.stride, n.pad, n.groups, n.dilation};
}

template <>
struct kernel<op::conv2d, element::int8, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer layer, arguments const& a) noexcept {
    conv2d<Requantize>(backend::scalar{}, conv2d_shape_of(layer.value), a.range, a.in[0], a.weight,
                       a.bias, a.multiplier, a.out);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
