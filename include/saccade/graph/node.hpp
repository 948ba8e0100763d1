// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// One operation of a network, as a structural value: the flat array of these is the graph.

#include <saccade/tensor/shape.hpp>

#include <cstdint>

namespace saccade {

enum class op : std::uint8_t {
  input,
  conv2d,
  linear,
  relu,
  max_pool,
  average_pool,
  global_average_pool,
  flatten,
  add,
  softmax,  ///< only as the last node
  argmax,   ///< only as the last node
};

/// Nodes are in execution order: sources have smaller indices than the node itself.
struct node {
  op kind{};
  int source{-1};    ///< the producing node; -1 for the input
  int second{-1};    ///< the second operand of an add
  int out{};         ///< output channels: conv2d, linear
  extent kernel{1};  ///< conv2d and pools
  extent stride{1};
  padding pad{0};
  int groups{1};   ///< conv2d: groups == channels is depthwise
  shape in{};      ///< filled in by the planner
  shape result{};  ///< filled in by the planner

  friend constexpr auto operator==(node const&, node const&) -> bool = default;
};

}  // namespace saccade
