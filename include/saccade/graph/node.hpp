// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// One operation of a network, as a structural value: the flat array of these is the graph.

#include <saccade/tensor/shape.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace saccade {

/// operations.hpp says what each of them is.
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

/// What a tensor consists of.
enum class element : std::uint8_t { int8, int32, float16, float32 };

[[nodiscard]] constexpr auto size_of(element type) noexcept -> std::size_t {
  return type == element::int8 ? 1 : type == element::float16 ? 2 : 4;
}

/// The nodes that an operation reads, in its order. -1: none, or, in a chain, whatever comes in.
struct node_inputs {
  std::array<int, 4> nodes{-1, -1, -1, -1};

  constexpr node_inputs() noexcept = default;
  constexpr node_inputs(int first, int second = -1, int third = -1, int fourth = -1) noexcept
      : nodes{first, second, third, fourth} {}

  constexpr auto operator[](int i) noexcept -> int& { return nodes[static_cast<std::size_t>(i)]; }
  constexpr auto operator[](int i) const noexcept -> int {
    return nodes[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] constexpr auto begin() const noexcept { return nodes.begin(); }
  [[nodiscard]] constexpr auto end() const noexcept { return nodes.end(); }

  friend constexpr auto operator==(node_inputs const&, node_inputs const&) -> bool = default;
};

/// Nodes are in execution order: what a node reads has a smaller index than the node itself.
struct node {
  op kind{};
  element type{};  ///< of the result; analyse() makes that of the logits and behind them
  node_inputs inputs{};
  int out{};         ///< output channels, of an operation with weights
  extent kernel{1};  ///< of an operation with a window: conv2d and the pools
  extent stride{1};
  extent dilation{1};  ///< distance of a conv2d's taps
  padding pad{0};
  int groups{1};   ///< conv2d: groups == channels is depthwise
  shape in{};      ///< of the first input; filled in by analyse()
  shape result{};  ///< filled in by analyse()

  friend constexpr auto operator==(node const&, node const&) -> bool = default;
};

}  // namespace saccade
