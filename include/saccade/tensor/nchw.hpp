// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The order of values at the Python and ONNX border, where tensors are NCHW.

#include <saccade/tensor/shape.hpp>

#include <cstddef>
#include <span>

namespace saccade {

namespace detail {

/// Calls visit(place in NHWC, place in NCHW) for every value of one tensor.
template <typename Visit>
constexpr void for_each_place(shape s, Visit&& visit) {
  auto const channels = static_cast<std::size_t>(s.channels);
  auto const pixels = static_cast<std::size_t>(s.height) * static_cast<std::size_t>(s.width);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      visit(pixel * channels + channel, channel * pixels + pixel);
    }
  }
}

}  // namespace detail

/// [height][width][channels] to [channels][height][width]; both spans hold s.size() values.
template <typename From, typename To>
constexpr void nhwc_to_nchw(shape s, std::span<From const> nhwc, std::span<To> nchw) {
  detail::for_each_place(
      s, [&](std::size_t from, std::size_t to) { nchw[to] = static_cast<To>(nhwc[from]); });
}

/// [channels][height][width] to [height][width][channels]; both spans hold s.size() values.
template <typename From, typename To>
constexpr void nchw_to_nhwc(shape s, std::span<From const> nchw, std::span<To> nhwc) {
  detail::for_each_place(
      s, [&](std::size_t to, std::size_t from) { nhwc[to] = static_cast<To>(nchw[from]); });
}

}  // namespace saccade
