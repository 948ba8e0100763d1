// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The numbers of a trained network, in the form that the kernels read. Written by the importer or
/// by make_weights().

#include <saccade/backend.hpp>
#include <saccade/quantize/node_quantization.hpp>
#include <saccade/represent/grid_format.hpp>

#include <cstddef>
#include <cstdint>

namespace saccade {

/// All parameters of a network with `Nodes` nodes. Per-layer blocks lie in node order: weights of
/// a conv2d as [out][kernel_height][kernel_width][in / groups], of a linear layer as [out][in],
/// each block starting at a multiple of 16 bytes; one bias and one multiplier per output channel.
/// Blocks that are packed for a backend lie as its kernels' pack() leaves them.
template <std::size_t Nodes, std::size_t WeightBytes, std::size_t Channels,
          typename PackedFor = backend::scalar>
struct weights {
  std::uint64_t architecture{};  ///< architecture_hash() of the graph that these belong to
  grid_format grid{};            ///< what the network was trained on
  node_quantization nodes[Nodes]{};
  std::int32_t bias[Channels]{};  ///< in units of s_in * s_weight[channel]
  float multiplier[Channels]{};   ///< s_in * s_weight[channel] / s_out; for int32 logits the unit
  alignas(16) std::int8_t weight[WeightBytes + 1]{};  ///< + 1: initialised by a string literal

  using packed_for = PackedFor;
  static constexpr std::size_t node_count = Nodes;
  static constexpr std::size_t weight_bytes = WeightBytes;
  static constexpr std::size_t channel_count = Channels;
};

}  // namespace saccade
