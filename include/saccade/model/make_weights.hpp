// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Weights by hand: from each layer's numbers as one writes them down to the form that the kernels
/// read, with its sizes, ratios and hash.
///
///   constexpr std::int8_t taps[] = {...};
///   constexpr float step[] = {0.01F};
///   constexpr std::array layers{layer_parameters{.scale = 1.0F},  // the input: counts
///                               layer_parameters{.weight = taps, .weight_scale = step,
///                                                .scale = 0.05F, .zero_point = -128}, ...};
///   constexpr auto weights = make_weights<net, layers>(grid::format(milliseconds(50)));

#include <saccade/graph/analyse.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/model/layer_parameters.hpp>
#include <saccade/model/plan.hpp>
#include <saccade/model/weights.hpp>
#include <saccade/quantize/parameters.hpp>
#include <saccade/represent/grid_format.hpp>

#include <cstddef>
#include <span>

namespace saccade {

namespace detail {

/// Of a node whose operands have theirs. What overflows is 0, for the model to report.
[[nodiscard]] constexpr auto quantization_of(node const& n, layer_parameters const& p,
                                             std::span<node_quantization const> before) noexcept
    -> node_quantization {
  node_quantization q{.scale = p.scale, .zero_point = p.zero_point};
  if (n.kind == op::global_average_pool) {
    q.multiplier =
        average_of(before[static_cast<std::size_t>(n.inputs[0])], q, n.in.height * n.in.width);
  }
  if (n.kind == op::add) {
    auto const sum = addition_of(before[static_cast<std::size_t>(n.inputs[0])],
                                 before[static_cast<std::size_t>(n.inputs[1])], q);
    q.first_ratio = sum.first_ratio;
    q.second_ratio = sum.second_ratio;
    q.offset = sum.offset;
  }
  return q;
}

/// s_in * s_weight / s_out, or 0 where that overflows.
[[nodiscard]] constexpr auto multiplier_of(float input, float weight, float output) noexcept
    -> float {
  double const product = wide(input) * wide(weight);
  if (!divides(product, 1) || !divides(product, wide(output))) return 0.0F;
  return requantization_multiplier(input, weight, output);
}

/// Scales of 1 and what follows from them, so that what is wrong is said once.
template <typename Weights>
constexpr void fill_in(Weights& w, std::span<node const> nodes) noexcept {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    w.nodes[i] = quantization_of(nodes[i], {.scale = 1.0F}, w.nodes);
  }
  for (float& m : w.multiplier) m = 1.0F;
}

/// Of a graph without a fault, whose `layers` have been checked.
template <typename Weights>
constexpr void fill_in(Weights& w, std::span<node const> nodes,
                       std::span<layer_parameters const> layers) noexcept {
  std::size_t const logits = logits_node(nodes);
  for (std::size_t i = 0, next = 0; i <= logits; ++i) {
    node const& n = nodes[i];
    auto const source = static_cast<std::size_t>(n.kind == op::input ? 0 : n.inputs[0]);
    if (!has_parameters(n.kind)) {
      w.nodes[i] = {.scale = w.nodes[source].scale, .zero_point = w.nodes[source].zero_point};
      continue;
    }
    layer_parameters const& p = layers[next++];
    if (i != logits) w.nodes[i] = quantization_of(n, p, w.nodes);
    auto const block = parameters_of(nodes, i);
    for (std::size_t k = 0; k < block.weight_bytes; ++k) {
      w.weight[block.weight_offset + k] = p.weight[k];
    }
    float const input_scale = w.nodes[source].scale;
    for (std::size_t c = 0; c < block.channels; ++c) {
      float const step = p.weight_scale[p.weight_scale.size() == 1 ? 0 : c];
      w.bias[block.channel_offset + c] = p.bias.empty() ? 0 : p.bias[c];
      w.multiplier[block.channel_offset + c] =
          multiplier_of(input_scale, step, i == logits ? 1.0F : p.scale);
    }
  }
}

}  // namespace detail

/// `Net` is a chain of layers; `Layers` an array of layer_parameters, one for each node that
/// has_parameters(), in the order of the nodes: in a residual the first branch, the second, the
/// addition. Both are constexpr variables with static storage. `grid` is what the network was
/// trained on.
template <auto const& Net, auto const& Layers>
[[nodiscard]] consteval auto make_weights(grid_format const& grid) {
  constexpr auto const& plan = detail::planned<Net>;
  constexpr bool connected = plan.checked.what == fault::none;
  constexpr auto counts =
      connected ? detail::check_parameters(plan.nodes, Layers) : detail::parameter_verdict{};
  static_assert(
      layer_parameter_count<counts.what, counts.layer, counts.expected, counts.given>::reported);
  // A graph with a fault is for the model to report.
  weights<plan.nodes.size(), plan.weight_bytes, connected ? plan.channels : 1> w{};
  w.architecture = plan.architecture;
  w.grid = grid;
  if constexpr (connected && counts.what == parameter_fault::none) {
    detail::fill_in(w, plan.nodes, Layers);
  } else if constexpr (connected) {
    detail::fill_in(w, plan.nodes);
  }
  return w;
}

}  // namespace saccade
