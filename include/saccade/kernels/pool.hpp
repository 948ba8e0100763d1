// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Largest and average element of a window, per channel, NHWC.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/affine.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/fused_multiply_add.hpp>
#include <saccade/quantize/parameters.hpp>
#include <saccade/quantize/requantize.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

struct pool_shape {
  shape in{};
  shape out{};
  extent kernel{1};
  extent stride{1};
  padding pad{0};
};

/// real = scale * (q - zero point), of the tensors around an average.
struct average_scales {
  float in{};
  float out{};
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

/// The average of each channel. multiplier = s_in / (s_out * in.height * in.width). At most 65536
/// elements.
template <typename Requantize = round_half_even>
constexpr void global_average_pool(backend::scalar, shape const& in_shape, float multiplier,
                                   affine const& q, std::span<std::int8_t const> in,
                                   std::span<std::int8_t> out) noexcept {
  int const elements = in_shape.height * in_shape.width;
  for (int c = 0; c < in_shape.channels; ++c) {
    std::int32_t sum = 0;
    for (int i = 0; i < elements; ++i) {
      sum += in.data()[i * in_shape.channels + c] - q.input_zero_point;
    }
    out.data()[c] = Requantize::apply(sum, multiplier, q.output_zero_point, q.low);
  }
}

/// Without padding. As ONNX Runtime does it: a kernel as large as the input is a global average;
/// any smaller one is averaged in float32, row by row, and the zero point is added before rounding.
template <typename Requantize = round_half_even>
constexpr void average_pool(backend::scalar tag, pool_shape const& s, average_scales const& scales,
                            affine const& q, std::span<std::int8_t const> in,
                            std::span<std::int8_t> out) noexcept {
  int const count = s.kernel.height * s.kernel.width;
  if (s.kernel == extent{s.in.height, s.in.width}) {
    return global_average_pool<Requantize>(
        tag, s.in, average_multiplier(scales.in, scales.out, count), q, in, out);
  }
  auto const out_zero_point = static_cast<float>(q.output_zero_point + 128);
  std::int8_t* result = out.data();
  for (int y = 0; y < s.out.height; ++y) {
    for (int x = 0; x < s.out.width; ++x) {
      for (int c = 0; c < s.out.channels; ++c) {
        float sum = 0;
        for (int ky = 0; ky < s.kernel.height; ++ky) {
          int const row = y * s.stride.height + ky;
          for (int kx = 0; kx < s.kernel.width; ++kx) {
            int const column = x * s.stride.width + kx;
            auto const value = in.data()[(row * s.in.width + column) * s.in.channels + c];
            sum += rounded_product(static_cast<float>(value - q.input_zero_point), scales.in);
          }
        }
        float const average = sum / static_cast<float>(count);
        *result++ = quantize(average / scales.out + out_zero_point, -128, q.low);
      }
    }
  }
}

template <>
struct kernel<op::max_pool, element::int8, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer layer, arguments const& a) noexcept {
    node const& n = layer.value;
    max_pool(backend::scalar{}, {n.in, n.result, n.kernel, n.stride, n.pad}, a.in[0], a.out);
  }
};

template <>
struct kernel<op::average_pool, element::int8, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer layer, arguments const& a) noexcept {
    node const& n = layer.value;
    average_pool<Requantize>(backend::scalar{}, {n.in, n.result, n.kernel, n.stride},
                             {a.source.scale, a.result.scale}, a.range, a.in[0], a.out);
  }
};

template <>
struct kernel<op::global_average_pool, element::int8, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer layer, arguments const& a) noexcept {
    global_average_pool<Requantize>(backend::scalar{}, layer.value.in, a.result.multiplier, a.range,
                                    a.in[0], a.out);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
