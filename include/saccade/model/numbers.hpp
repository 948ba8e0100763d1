// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Whether the factors of a network's arithmetic are numbers that it can work with, and those that
/// follow from scales do so: where one was forgotten every window would get the same class.

#include <saccade/graph/analyse.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/model/weights.hpp>
#include <saccade/quantize/parameters.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace saccade {

enum class number_fault : std::uint8_t { none, scale, zero_point, multiplier, average, addition };

/// The first number that cannot be right: of node `layer`, counted from 0, the input, and of its
/// output channel `channel`, or -1.
struct number_verdict {
  number_fault what{};
  int layer{};
  int channel{-1};

  friend constexpr auto operator==(number_verdict const&, number_verdict const&) -> bool = default;
};

/// For numbers that come at run time; layer_number says it to the compiler's user.
[[nodiscard]] constexpr auto message(number_fault what) noexcept -> char const* {
  switch (what) {
    case number_fault::none:
      return "the numbers can be worked with";
    case number_fault::scale:
      return "a scale must be positive and finite";
    case number_fault::zero_point:
      return "a zero point must be from -128 to 127";
    case number_fault::multiplier:
      return "a multiplier must be positive and finite";
    case number_fault::average:
      return "the multiplier of a global average must be average_multiplier() of its scales";
    case number_fault::addition:
      return "the ratios and the offset of an addition must be make_add_parameters() of its scales";
  }
  return "unknown fault";
}

/// Its name in the compiler's message is the report: fault, layer, channel.
template <number_fault What, int Layer, int Channel>
struct layer_number {
  template <number_fault Other>
  static constexpr bool free_of = What != Other;
  static constexpr bool reported = true;

  static_assert(free_of<number_fault::scale>,
                "saccade: weights: a layer's scale must be positive and finite");
  static_assert(free_of<number_fault::zero_point>,
                "saccade: weights: a layer's zero point must be from -128 to 127");
  static_assert(free_of<number_fault::multiplier>,
                "saccade: weights: a layer's multiplier must be positive and finite");
  static_assert(free_of<number_fault::average>,
                "saccade: weights: the multiplier of a global average must be average_multiplier() "
                "of its scales");
  static_assert(free_of<number_fault::addition>,
                "saccade: weights: first_ratio, second_ratio and offset must be "
                "make_add_parameters() of the scales");
};

namespace detail {

[[nodiscard]] constexpr auto positive_and_finite(float x) noexcept -> bool {
  return x > 0.0F && x <= std::numeric_limits<float>::max();
}

[[nodiscard]] constexpr auto wide(float x) noexcept -> double {
  return static_cast<double>(x);
}

/// Whether a / b, and 256 times it, are floats. In double, since no constant may overflow.
[[nodiscard]] constexpr auto divides(double a, double b) noexcept -> bool {
  return a / b <= static_cast<double>(std::numeric_limits<float>::max()) / 256;
}

[[nodiscard]] constexpr auto as_uint8(node_quantization const& q) noexcept -> uint8_quantization {
  return {q.scale, q.zero_point + 128};
}

/// average_multiplier(), or 0 where it overflows.
[[nodiscard]] constexpr auto average_of(node_quantization const& from, node_quantization const& to,
                                        int count) noexcept -> float {
  double const whole = wide(to.scale) * count;
  if (!divides(whole, 1) || !divides(wide(from.scale), whole)) return 0.0F;
  return average_multiplier(from.scale, to.scale, count);
}

/// make_add_parameters(), or zeros where a ratio overflows.
[[nodiscard]] constexpr auto addition_of(node_quantization const& first,
                                         node_quantization const& second,
                                         node_quantization const& to) noexcept -> add_parameters {
  bool const fits =
      divides(wide(first.scale), wide(to.scale)) && divides(wide(second.scale), wide(to.scale));
  if (!fits) return {};
  return make_add_parameters(as_uint8(first), as_uint8(second), as_uint8(to));
}

/// Of node `i`, whose int8 result others read; the nodes before it have passed.
[[nodiscard]] constexpr auto tensor_fault(std::span<node const> nodes, std::size_t i,
                                          std::span<node_quantization const> all) noexcept
    -> number_fault {
  node const& n = nodes[i];
  node_quantization const& q = all[i];
  if (!positive_and_finite(q.scale)) return number_fault::scale;
  if (q.zero_point < -128 || q.zero_point > 127) return number_fault::zero_point;
  if (n.kind == op::global_average_pool) {
    float const needed =
        average_of(all[static_cast<std::size_t>(n.inputs[0])], q, n.in.height * n.in.width);
    if (!positive_and_finite(needed)) return number_fault::multiplier;
    if (q.multiplier < needed || !(q.multiplier <= needed)) return number_fault::average;
  }
  if (n.kind == op::add) {
    add_parameters const needed = addition_of(all[static_cast<std::size_t>(n.inputs[0])],
                                              all[static_cast<std::size_t>(n.inputs[1])], q);
    if (!positive_and_finite(needed.first_ratio) || !positive_and_finite(needed.second_ratio)) {
      return number_fault::multiplier;
    }
    if (add_parameters{q.first_ratio, q.second_ratio, q.offset} != needed) {
      return number_fault::addition;
    }
  }
  return number_fault::none;
}

}  // namespace detail

/// Of an analysed graph without a fault; `multiplier` has one number per output channel, in node
/// order. The logits have no scale but their channels' multipliers.
[[nodiscard]] constexpr auto check_numbers(std::span<node const> nodes,
                                           std::span<node_quantization const> quantization,
                                           std::span<float const> multiplier) noexcept
    -> number_verdict {
  std::size_t const logits = logits_node(nodes);
  std::size_t first = 0;  // the node's first channel
  for (std::size_t i = 0; i <= logits; ++i) {
    auto const layer = static_cast<int>(i);
    if (i < logits) {
      auto const fault = detail::tensor_fault(nodes, i, quantization);
      if (fault != number_fault::none) return {fault, layer, -1};
    }
    if (weight_bytes_of(nodes[i]) == 0) continue;
    auto const channels = static_cast<std::size_t>(nodes[i].out);
    for (std::size_t c = 0; c < channels; ++c) {
      if (detail::positive_and_finite(multiplier[first + c])) continue;
      return {number_fault::multiplier, layer, static_cast<int>(c)};
    }
    first += channels;
  }
  return {};
}

}  // namespace saccade
