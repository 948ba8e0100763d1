// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The numbers of a trained network, in the form that the kernels read. Written by the importer or
/// by make_weights().

#include <saccade/represent/grid_format.hpp>

#include <cstddef>
#include <cstdint>

namespace saccade {

/// How a node's int8 output maps to real numbers: real = scale * (q - zero_point). The three
/// factors are used by the nodes that say so and are 0 elsewhere.
struct node_quantization {
  float scale{};
  std::int32_t zero_point{};
  float multiplier{};    ///< global_average_pool: s_in / (s_out * count)
  float first_ratio{};   ///< add: s_first / s_out
  float second_ratio{};  ///< add: s_second / s_out
  float offset{};  ///< add: z_out - fma(first_ratio, z_first, second_ratio * z_second), uint8 z
};

/// All parameters of a network with `Nodes` nodes. Per-layer blocks lie in node order: weights of
/// a conv2d as [out][kernel_height][kernel_width][in / groups], of a linear layer as [out][in],
/// each block starting at a multiple of 16 bytes; one bias and one multiplier per output channel.
template <std::size_t Nodes, std::size_t WeightBytes, std::size_t Channels>
struct weights {
  std::uint64_t architecture{};  ///< architecture_hash() of the graph that these belong to
  grid_format grid{};            ///< what the network was trained on
  node_quantization nodes[Nodes]{};
  std::int32_t bias[Channels]{};  ///< in units of s_in * s_weight[channel]
  float multiplier[Channels]{};   ///< s_in * s_weight[channel] / s_out; for int32 logits the unit
  alignas(16) std::int8_t weight[WeightBytes + 1]{};  ///< + 1: initialised by a string literal

  static constexpr std::size_t node_count = Nodes;
  static constexpr std::size_t weight_bytes = WeightBytes;
  static constexpr std::size_t channel_count = Channels;
};

}  // namespace saccade
