// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Whether the factors of a network's arithmetic are numbers that it can work with: one that was
/// forgotten is 0, and every window would get the same class.

#include <saccade/model/analyse.hpp>
#include <saccade/model/node.hpp>
#include <saccade/model/parameter_layout.hpp>
#include <saccade/model/weights.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace saccade {

enum class number_fault : std::uint8_t { none, scale, zero_point, multiplier, ratio, offset };

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
    case number_fault::ratio:
      return "the ratios of an addition must be positive and finite";
    case number_fault::offset:
      return "the offset of an addition must be finite";
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
  static_assert(free_of<number_fault::ratio>,
                "saccade: weights: first_ratio and second_ratio must be positive and finite");
  static_assert(free_of<number_fault::offset>, "saccade: weights: an offset must be finite");
};

namespace detail {

[[nodiscard]] constexpr auto positive_and_finite(float x) noexcept -> bool {
  return x > 0.0F && x <= std::numeric_limits<float>::max();
}

[[nodiscard]] constexpr auto finite(float x) noexcept -> bool {
  return x >= std::numeric_limits<float>::lowest() && x <= std::numeric_limits<float>::max();
}

/// Of a node whose int8 result others read.
[[nodiscard]] constexpr auto tensor_fault(node const& n, node_quantization const& q) noexcept
    -> number_fault {
  if (!positive_and_finite(q.scale)) return number_fault::scale;
  if (q.zero_point < -128 || q.zero_point > 127) return number_fault::zero_point;
  if (n.kind == op::global_average_pool && !positive_and_finite(q.multiplier)) {
    return number_fault::multiplier;
  }
  if (n.kind != op::add) return number_fault::none;
  if (!positive_and_finite(q.first_ratio) || !positive_and_finite(q.second_ratio)) {
    return number_fault::ratio;
  }
  return finite(q.offset) ? number_fault::none : number_fault::offset;
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
      auto const fault = detail::tensor_fault(nodes[i], quantization[i]);
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
