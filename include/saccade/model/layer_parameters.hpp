// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What a person writes down of a layer: weights, scales and zero points, as they come from
/// training.

#include <saccade/graph/analyse.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/model/numbers.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// The numbers of one layer. Real output = scale * (q - zero_point) for int8 q.
struct layer_parameters {
  std::span<std::int8_t const> weight{};  ///< [out][kernel_height][kernel_width][in / groups]
  std::span<float const> weight_scale{};  ///< one, or one per output channel
  std::span<std::int32_t const> bias{};   ///< in units of s_in * s_weight; none: 0
  float scale{};  ///< of the output; the last layer's int32 logits have none
  std::int32_t zero_point{};
};

enum class parameter_fault : std::uint8_t {
  none,
  layers,
  weights,
  weight_scales,
  biases,
  weight_scale,
  scale,
  logits_scale,
};

/// Its name in the compiler's message is the report: fault, node, how many of these numbers it
/// needs and how many are given (of a weight scale: its index).
template <parameter_fault What, int Layer, std::size_t Expected, std::size_t Given>
struct layer_parameter_count {
  template <parameter_fault Other>
  static constexpr bool free_of = What != Other;
  static constexpr bool reported = true;

  static_assert(free_of<parameter_fault::layers>,
                "saccade: make_weights: needs layer_parameters for the input and for each conv2d, "
                "linear, average and addition, in the order of the graph");
  static_assert(free_of<parameter_fault::weights>,
                "saccade: make_weights: a layer must have as many weights as its shape needs");
  static_assert(free_of<parameter_fault::weight_scales>,
                "saccade: make_weights: a layer must have one weight scale, or one per output");
  static_assert(free_of<parameter_fault::biases>,
                "saccade: make_weights: a layer must have one bias per output, or none");
  static_assert(free_of<parameter_fault::weight_scale>,
                "saccade: make_weights: a weight scale must be positive and finite");
  static_assert(free_of<parameter_fault::scale>,
                "saccade: make_weights: a layer's scale must be positive and finite");
  static_assert(free_of<parameter_fault::logits_scale>,
                "saccade: make_weights: the last linear gives int32 logits, which have no scale "
                "and no zero point");
};

namespace detail {

struct parameter_verdict {
  parameter_fault what{};
  int layer{};
  std::size_t expected{};
  std::size_t given{};
};

[[nodiscard]] constexpr auto check_parameters(std::span<node const> nodes,
                                              std::span<layer_parameters const> layers) noexcept
    -> parameter_verdict {
  std::size_t count = 0;
  for (node const& n : nodes) count += has_parameters(n.kind) ? 1U : 0U;
  if (layers.size() != count) return {parameter_fault::layers, 0, count, layers.size()};
  std::size_t const logits = logits_node(nodes);
  std::size_t next = 0;
  for (std::size_t i = 0; i <= logits; ++i) {
    if (!has_parameters(nodes[i].kind)) continue;
    layer_parameters const& p = layers[next++];
    auto const layer = static_cast<int>(i);
    std::size_t const bytes = weight_bytes_of(nodes[i]);
    std::size_t const channels = bytes == 0 ? 0 : static_cast<std::size_t>(nodes[i].out);
    std::size_t const scales = p.weight_scale.size();
    if (p.weight.size() != bytes) return {parameter_fault::weights, layer, bytes, p.weight.size()};
    if (scales != channels && !(channels != 0 && scales == 1)) {
      return {parameter_fault::weight_scales, layer, channels, scales};
    }
    if (!p.bias.empty() && p.bias.size() != channels) {
      return {parameter_fault::biases, layer, channels, p.bias.size()};
    }
    for (std::size_t c = 0; c < scales; ++c) {
      if (!positive_and_finite(p.weight_scale[c])) {
        return {parameter_fault::weight_scale, layer, channels, c};
      }
    }
    if (i == logits && (p.scale < 0 || p.scale > 0 || p.zero_point != 0)) {
      return {parameter_fault::logits_scale, layer, 0, 1};
    }
    if (i != logits && !positive_and_finite(p.scale)) return {parameter_fault::scale, layer, 1, 0};
  }
  return {};
}

}  // namespace detail

}  // namespace saccade
