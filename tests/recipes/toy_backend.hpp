// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A backend that the library does not know: one file, one operation. Its convolution takes
/// strides of 1 alone, keeps each filter's taps in reverse order, and counts how often it runs.

#include <saccade/kernels/conv2d.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace saccade::test {

struct toy_backend {
  using base = backend::scalar;
  static constexpr char const* name = "toy";
  static constexpr bool packs_when_run = true;

  static inline int runs = 0;
};

}  // namespace saccade::test

template <>
struct saccade::kernels::kernel<saccade::op::conv2d, saccade::element::int8,
                                saccade::test::toy_backend> {
  static constexpr bool packs = true;

  static constexpr auto accepts(node const& n) noexcept -> bool { return n.stride == extent{1}; }
  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return weight_bytes_of(n) + 3;
  }
  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return weight_bytes_of(n);
  }

  static constexpr void pack(node const&, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    for (std::size_t i = 0; i < weight.size(); ++i) to[weight.size() + 2 - i] = weight[i];
  }

  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    ++test::toy_backend::runs;
    auto const count = weight_bytes_of(layer.value);
    auto* const plain = reinterpret_cast<std::int8_t*>(a.scratch.data());
    for (std::size_t i = 0; i < count; ++i) plain[i] = a.weight[count + 2 - i];
    conv2d<Requantize>(backend::scalar{}, conv2d_shape_of(layer.value), a.range, a.in[0],
                       {plain, count}, a.bias, a.multiplier, a.out);
  }
};
