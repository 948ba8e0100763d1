// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A second, independent implementation of the quantised operations: padded copies, int64 sums,
/// double and the C library's rounding. Slow, and sharing no code with the kernels.

#include <saccade/graph/node.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace saccade::test {

/// A tensor as [y][x][c] of plain ints.
struct picture {
  int height{};
  int width{};
  int channels{};
  std::vector<int> values{};

  picture(int h, int w, int c, int fill = 0)
      : height{h},
        width{w},
        channels{c},
        values(
            static_cast<std::size_t>(h) * static_cast<std::size_t>(w) * static_cast<std::size_t>(c),
            fill) {}

  auto at(int y, int x, int c) -> int& {
    return values.at(static_cast<std::size_t>((y * width + x) * channels + c));
  }
  auto at(int y, int x, int c) const -> int {
    return values.at(static_cast<std::size_t>((y * width + x) * channels + c));
  }
};

[[nodiscard]] inline auto padded(picture const& in, padding const& p, int value) -> picture {
  picture out{in.height + p.top + p.bottom, in.width + p.left + p.right, in.channels, value};
  for (int y = 0; y < in.height; ++y) {
    for (int x = 0; x < in.width; ++x) {
      for (int c = 0; c < in.channels; ++c) out.at(y + p.top, x + p.left, c) = in.at(y, x, c);
    }
  }
  return out;
}

/// round(x) half to even + zero point, limited to [low, 127].
[[nodiscard]] inline auto reference_quantize(double x, int zero_point, int low) -> int {
  double const rounded = std::nearbyint(x) + zero_point;
  return static_cast<int>(std::min(127.0, std::max(static_cast<double>(low), rounded)));
}

/// The float32 product of the accumulator and the multiplier: exact in double, then rounded.
[[nodiscard]] inline auto reference_requantize(std::int64_t sum, float multiplier, int zero_point,
                                               int low) -> int {
  double const accumulator = static_cast<double>(static_cast<float>(sum));
  auto const scaled = static_cast<float>(accumulator * static_cast<double>(multiplier));
  return reference_quantize(static_cast<double>(scaled), zero_point, low);
}

/// The sums of one convolution, before bias: [y][x][o].
[[nodiscard]] inline auto reference_conv2d(picture const& in, node const& n, int zero_point,
                                           std::int8_t const* weight) -> picture {
  picture const source = padded(in, n.pad, zero_point);
  auto const reach = [](int taps, int distance) { return (taps - 1) * distance + 1; };
  picture out{(source.height - reach(n.kernel.height, n.dilation.height)) / n.stride.height + 1,
              (source.width - reach(n.kernel.width, n.dilation.width)) / n.stride.width + 1, n.out};
  int const depth = in.channels / n.groups;
  int const per_group = n.out / n.groups;
  for (int o = 0; o < n.out; ++o) {
    for (int ky = 0; ky < n.kernel.height; ++ky) {
      for (int kx = 0; kx < n.kernel.width; ++kx) {
        for (int c = 0; c < depth; ++c) {
          int const tap = *weight++;
          for (int y = 0; y < out.height; ++y) {
            for (int x = 0; x < out.width; ++x) {
              int const value =
                  source.at(y * n.stride.height + ky * n.dilation.height,
                            x * n.stride.width + kx * n.dilation.width, o / per_group * depth + c);
              out.at(y, x, o) += (value - zero_point) * tap;
            }
          }
        }
      }
    }
  }
  return out;
}

[[nodiscard]] inline auto reference_max_pool(picture const& in, node const& n) -> picture {
  picture const source = padded(in, n.pad, std::numeric_limits<int>::min());
  picture out{(source.height - n.kernel.height) / n.stride.height + 1,
              (source.width - n.kernel.width) / n.stride.width + 1, in.channels,
              std::numeric_limits<int>::min()};
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      for (int k = 0; k < n.kernel.height * n.kernel.width; ++k) {
        for (int c = 0; c < in.channels; ++c) {
          out.at(y, x, c) =
              std::max(out.at(y, x, c), source.at(y * n.stride.height + k / n.kernel.width,
                                                  x * n.stride.width + k % n.kernel.width, c));
        }
      }
    }
  }
  return out;
}

/// The sums over each window.
[[nodiscard]] inline auto reference_sum_pool(picture const& in, extent kernel, extent stride,
                                             int zero_point) -> picture {
  picture out{(in.height - kernel.height) / stride.height + 1,
              (in.width - kernel.width) / stride.width + 1, in.channels};
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      for (int k = 0; k < kernel.height * kernel.width; ++k) {
        for (int c = 0; c < in.channels; ++c) {
          out.at(y, x, c) +=
              in.at(y * stride.height + k / kernel.width, x * stride.width + k % kernel.width, c) -
              zero_point;
        }
      }
    }
  }
  return out;
}

/// Smaller than the input: dequantised, averaged in float and quantised again.
[[nodiscard]] inline auto reference_average_pool(picture const& in, node const& n,
                                                 node_quantization const& from,
                                                 node_quantization const& to) -> picture {
  picture out{n.result.height, n.result.width, n.result.channels};
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      for (int c = 0; c < out.channels; ++c) {
        float sum = 0;
        for (int k = 0; k < n.kernel.height * n.kernel.width; ++k) {
          int const value = in.at(y * n.stride.height + k / n.kernel.width,
                                  x * n.stride.width + k % n.kernel.width, c);
          float const volatile real = static_cast<float>(value - from.zero_point) * from.scale;
          sum += real;
        }
        float const average = sum / static_cast<float>(n.kernel.height * n.kernel.width);
        float const q = average / to.scale + static_cast<float>(to.zero_point + 128);
        out.at(y, x, c) = reference_quantize(static_cast<double>(q), -128, -128);
      }
    }
  }
  return out;
}

}  // namespace saccade::test
